// What the files of the index say, unpacked; generator/publishing/search packs it (core.py, postings.py, standing.py).
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const HEAVIEST = 3;

/** regions: [{number, path, name}], departments: [{number, id, name, former, region}] with the names of its places from
    the province down, documents by number: [{number, path, title, department, year, kind, pages: [kind]}] with the number of its department,
    levels: [{names, year, nature, path, title}], the pages of all departments of a place. */
export function core(packed) {
  const regions = packed.regions.map(([path, name], number) => ({ number, path, name }));
  const places = regions.map(({ path }) => regions.filter((one) => `${path}/`.startsWith(`${one.path}/`)).map(({ name }) => name));
  const departments = packed.departments.map(([last, region, name, former = []], number) => ({
    number,
    id: `${regions[region].path}/${last}`,
    name,
    former,
    region: places[region],
  }));
  const pages = packed.patterns.map((pattern) => [...pattern].map((kind) => packed.pageKinds[kind]));
  const columns = packed.documents.map(summed);
  const documents = (columns[0] || []).map((_, place) => {
    const [department, year, kind, tail, title, pattern] = columns.map((column) => column[place]);
    const { id, name } = departments[department];
    return {
      number: place + 1,
      path: `${id}/${packed.tails[tail]}/`,
      title: packed.titles[title].replace("{部门}", () => name).replace("{年}", String(year)),
      department,
      year,
      kind: packed.kinds[kind],
      pages: pages[pattern],
    };
  });
  const site = { number: 0, path: "", title: "", department: null, year: null, kind: "网站", pages: pages[packed.site] };
  const levels = packed.levels.map(([region, year, nature, path, title]) => ({ names: places[region], year, nature, path, title }));
  return { regions, departments, levels, documents: [site, ...documents], names: packed.names, synonyms: packed.synonyms, terms: packed.terms, questions: packed.questions, elsewhere: packed.elsewhere, standing: standing(packed.standing) };
}

/** Each number of a column is told by what it is more than the one before. */
function summed(column) {
  let sum = 0;
  return column.map((more) => (sum += more));
}

/** By document: [{document, pages: [{page, weight}]}]. */
export function posting(text) {
  const found = [];
  for (const group of text.split(",")) {
    const [pattern, gaps] = group.split(".");
    const pages = numbers(pattern).map((code) => ({ page: Math.floor(code / HEAVIEST), weight: (code % HEAVIEST) + 1 }));
    for (const document of between(gaps)) found.push({ document, pages });
  }
  return found.sort((one, other) => one.document - other.document);
}

/** 词位 that are taken: {bits, taken}, by which a word stands nowhere whose place is free. */
function standing({ bits, gaps }) {
  const taken = new Uint8Array(2 ** bits);
  for (const place of between(gaps)) taken[place] = 1;
  return { bits, taken };
}

/** Numbers in order, of which it is told how many lie between each and the one before. */
function between(gaps) {
  let last = -1;
  return numbers(gaps).map((gap) => (last += gap + 1));
}

/** Numbers in digits of five bits, of which all but the last are marked. */
function numbers(text) {
  const found = [];
  let number = 0;
  for (const digit of text) {
    const value = DIGITS.indexOf(digit);
    number = number * 32 + (value & 31);
    if (value < 32) {
      found.push(number);
      number = 0;
    }
  }
  return found;
}
