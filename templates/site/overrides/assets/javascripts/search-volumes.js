// Which volumes a query looks through: those that it names; else those of the newest year. Most sites have but one.
const AT_ONCE = 2;

export function labelled({ region, year }) {
  return `${region.slice(-1)[0] || ""}${year ? `${year}年度` : ""}`;
}

/** The volumes for a query, and those that it may mean too; `wanted` is the label of one that was chosen. */
export function chosen(volumes, query, filters, wanted) {
  const asked = [query, filters.地区 || "", filters.年度 || ""].join(" ");
  const ofYear = narrowed(volumes, ({ year }) => asked.includes(String(year)));
  const ofPlace = narrowed(ofYear, ({ region }) => region.some((name) => asked.includes(name.replace(/[省市县区]$/, ""))));
  const newest = [...ofPlace].sort((a, b) => (b.year || 0) - (a.year || 0));
  const own = newest.filter((volume) => wanted && labelled(volume) === wanted);
  const looked = own.length ? own : newest.slice(0, AT_ONCE);
  return { looked, left: newest.filter((volume) => !looked.includes(volume)) };
}

function narrowed(volumes, fits) {
  const some = volumes.filter((volume) => fits(volume));
  return some.length ? some : volumes;
}
