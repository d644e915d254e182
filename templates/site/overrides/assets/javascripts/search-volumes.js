// Which volumes a query looks through: those that it names; else those of the newest year. Most sites have but one.
const AT_ONCE = 3;

export function labelled({ region, year }) {
  return `${region.slice(-1)[0] || ""}${year ? `${year}年度` : ""}`;
}

/** The volumes for a query; `wanted` is the label of one that was chosen. */
export function chosen(volumes, query, filters, wanted) {
  const one = volumes.filter((volume) => wanted && labelled(volume) === wanted);
  if (one.length) return one;
  const asked = [query, filters.地区 || "", filters.年度 || ""].join(" ");
  const ofYear = narrowed(volumes, ({ year }) => asked.includes(String(year)));
  const ofPlace = narrowed(ofYear, ({ region }) => region.some((name) => asked.includes(name.replace(/[省市县区]$/, ""))));
  return [...ofPlace].sort((a, b) => (b.year || 0) - (a.year || 0)).slice(0, AT_ONCE);
}

function narrowed(volumes, fits) {
  const some = volumes.filter((volume) => fits(volume));
  return some.length ? some : volumes;
}
