// Reads the index of the site, which generator/publishing/search writes: entry.json says which volumes there are, the
// core of a volume which documents it has, its shards where words stand, and a piece of a page what its lines say.
// Documents have numbers within their volume; number 0 are the pages of the site itself.
import { readings } from "./search-characters.js";
import { beginning, shardOf } from "./search-words.js";

const FORMAT = 1;
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const HEAVIEST = 3;

/** Why the index cannot be read: "network" (offline, blocked, file://), "missing", "damaged", "format", or "renewed". */
class IndexError extends Error {
  constructor(why, address) {
    super(`${why}: ${address}`);
    this.why = why;
  }
}

/** The index of the site at `root` (a URL ending in /). Throws IndexError, as all that is asked of it does. */
export async function open(root) {
  const folder = new URL("search/index/", root);
  let entry = await asked(new URL("entry.json", folder), "no-cache");
  check(entry, folder);
  let known = new Map();
  const read = new Map(); // folder and number of a shard → its words

  /** A file, asked for once. Where it is not there, a new publication may have come between. */
  function once(address, made = (content) => content) {
    const { href } = address;
    const before = entry;
    if (!known.has(href)) {
      const here = known;
      const coming = asked(address).then(made);
      here.set(href, coming);
      coming.catch(() => here.delete(href));
    }
    return known.get(href).catch((error) => renewed(error, before));
  }

  /** Whether the site was published anew since `before` was read; of several files that are gone, the first finds out. */
  async function renewed(error, before) {
    if (error.why !== "network") {
      const now = await asked(new URL("entry.json", folder), "no-cache");
      check(now, folder);
      if (differ(now, entry)) {
        entry = now;
        known = new Map();
      }
      if (differ(now, before)) {
        throw new IndexError("renewed", folder);
      }
    }
    throw error;
  }

  const nameOf = (volume, word) => `${volume.folder}/${shardOf(word, volume.shards).toString(16).padStart(3, "0")}.json`;
  const shard = (volume, word) => {
    const name = nameOf(volume, word);
    return once(new URL(name, folder), (words) => {
      read.set(name, words);
      return words;
    });
  };

  return {
    /** [{folder, shards, documents, region: [name], path, year}]; region, path and year are empty where all stands in one. */
    get volumes() {
      return entry.volumes;
    },

    /** How many files were asked for so far. */
    get requests() {
      return known.size + 1;
    },

    /** {regions, departments, documents, names, synonyms, terms, questions}, see `core`. */
    core(volume) {
      return once(new URL(`${volume.folder}/core.json`, folder), core);
    },

    /** Where a word stands, by document: [{document, pages: [{page, weight}]}]. */
    async postings(volume, word) {
      const words = await shard(volume, word);
      return has(words, word) ? posting(words[word]) : [];
    },

    /** Whether it is known already that a word stands nowhere. */
    lacks(volume, word) {
      const words = read.get(nameOf(volume, word));
      return Boolean(words) && !has(words, word);
    },

    /** The numbers that begin so (`beginnings`): [{text: "3685.85", found: […as postings…]}]; of shares, "10.04%". */
    async numbers(volume, start) {
      const words = await shard(volume, `#${start}`);
      return Object.keys(words)
        .filter((word) => word[0] === "#" && beginning(word.slice(1)) === start)
        .map((word) => ({ text: word.slice(1), found: posting(words[word]) }));
    },

    /** The lines of a page; `document` is one of the core's. */
    piece(document, page) {
      return once(new URL(`${document.path}lines/${page}.json`, root));
    },

    /** {readings: character → how it is read, if `sounds` are asked for, simplified: "決决…", if there may be `traditional` ones}. */
    async characters({ traditional, sounds }) {
      const asked = [sounds ? once(new URL("sounds.json", folder), readings) : new Map(), traditional ? once(new URL("simplified.json", folder)) : ""];
      const [known, simplified] = await Promise.all(asked);
      return { readings: known, simplified };
    },

    /** What `task` gives; begun anew, once, where the site was published anew meanwhile. */
    async steadily(task) {
      try {
        return await task();
      } catch (error) {
        if (error.why !== "renewed") throw error;
        return task();
      }
    },
  };
}

function differ(one, other) {
  return JSON.stringify(one) !== JSON.stringify(other);
}

function check(entry, folder) {
  if (entry.format !== FORMAT) throw new IndexError("format", folder);
}

async function asked(address, cache = "default") {
  let answer;
  try {
    answer = await fetch(address, { cache });
  } catch (error) {
    throw new IndexError("network", address);
  }
  if (!answer.ok) throw new IndexError("missing", address);
  try {
    return await answer.json();
  } catch (error) {
    throw new IndexError("damaged", address);
  }
}

/** regions: [{number, path, name}], departments: [{number, id, name, former, region}] with the names of its places from
    the province down, documents by number: [{number, path, title, department, year, kind, pages: [kind]}] with the number of its department. */
function core(packed) {
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
  return { regions, departments, documents: [site, ...documents], names: packed.names, synonyms: packed.synonyms, terms: packed.terms, questions: packed.questions };
}

/** Each number of a column is told by what it is more than the one before. */
function summed(column) {
  let sum = 0;
  return column.map((more) => (sum += more));
}

function posting(text) {
  const found = [];
  for (const group of text.split(",")) {
    const [pattern, gaps] = group.split(".");
    const pages = numbers(pattern).map((code) => ({ page: Math.floor(code / HEAVIEST), weight: (code % HEAVIEST) + 1 }));
    let document = -1;
    for (const gap of numbers(gaps)) {
      document += gap + 1;
      found.push({ document, pages });
    }
  }
  return found.sort((one, other) => one.document - other.document);
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

function has(words, word) {
  return Object.prototype.hasOwnProperty.call(words, word);
}
