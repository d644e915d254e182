// 清单数据: the documents of a list, from documents/list/ (generator/rendering/lists/data.py), asked for when first wanted.
const PDF = 1;
const CORRECTED = 2;
const kept = new Map(); // address → what it holds, or will

function read(address) {
  if (!kept.has(address)) {
    const asked = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${address}`);
      return answer.json();
    });
    asked.catch(() => kept.delete(address));
    kept.set(address, asked);
  }
  return kept.get(address);
}

/** All documents of a scope: { year, kind, region }, of which each may be empty; the region is a path, henan/nanyang/. */
export async function documents(folder, scope) {
  const parts = await read(new URL("list.json", folder).href);
  const wanted = parts.filter(([, region, year]) => near(region, scope.region) && (!year || !scope.year || year === scope.year));
  const files = await Promise.all(wanted.map(([path]) => read(new URL(path, folder).href)));
  return files.flatMap(rows).filter((row) => inScope(row, scope));
}

function near(region, wanted) {
  return region.startsWith(wanted) || wanted.startsWith(region);
}

function inScope(row, { year, kind, region }) {
  return (!year || row.year === year) && (!kind || row.kind === kind) && row.id.startsWith(region);
}

function rows(file) {
  return file.departments.flatMap(([at, folder, name, initials, former, own]) => {
    const [path, region] = file.regions[at];
    const names = [name, ...former];
    const place = (region.length > 1 ? region.slice(1) : region).join("");
    return own.map(([year, kindAt, called, date, shortcutsAt, flags]) => {
      const [kind, tail] = file.kinds[kindAt];
      const department = typeof called === "number" ? names[called] : called;
      return {
        id: `${path}/${folder}/${year}/${tail}/`,
        department,
        region,
        place,
        year,
        kind,
        date: date.replace("~", ""),
        disclosed: !date.startsWith("~"),
        shortcuts: file.shortcuts[shortcutsAt],
        pdf: Boolean(flags & PDF),
        corrected: Boolean(flags & CORRECTED),
        words: `${names.join(" ")} ${department} ${region.join("")} ${initials}`.toLowerCase(),
      };
    });
  });
}

/** Whether a document is what the form asks for: { 部门, 地区, 年度, 类型 }; several words of a name may be given. */
export function matches(row, asked) {
  const words = asked.部门.toLowerCase().split(/\s+/);
  return (
    words.every((word) => row.words.includes(word)) &&
    (!asked.年度 || String(row.year) === asked.年度) &&
    (!asked.类型 || row.kind === asked.类型) &&
    (!asked.地区 || lies(row.region, asked.地区))
  );
}

/** Whether a place is called so, with or without what it lies in: 新华区, 平顶山市新华区 */
function lies(region, name) {
  return region.some((_, from) => region.some((_, to) => to >= from && region.slice(from, to + 1).join("") === name));
}

const NAMES = new Intl.Collator("zh-CN");
const ORDERS = {
  部门: (one, other) => NAMES.compare(one.department, other.department),
  地区: (one, other) => NAMES.compare(one.place, other.place),
  年度: (one, other) => other.year - one.year,
  类型: (one, other) => NAMES.compare(one.kind, other.kind),
  公开日期: (one, other) => other.disclosed - one.disclosed || (other.date > one.date ? 1 : other.date < one.date ? -1 : 0),
};

/** Columns that a list can be sorted by; the newest come first where it is by time. */
export const COLUMNS = Object.keys(ORDERS);

/** In the order of a column, or the other way round; equal ones by department, the newest first. */
export function sorted(found, column, back) {
  const order = ORDERS[column] || (() => 0);
  const then = (one, other) => ORDERS.部门(one, other) || ORDERS.年度(one, other) || (one.id < other.id ? -1 : 1);
  return [...found].sort((one, other) => (back ? -1 : 1) * order(one, other) || (column ? then(one, other) : 0));
}
