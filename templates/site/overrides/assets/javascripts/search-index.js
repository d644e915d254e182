// Reads the index of the site, which generator/publishing/search writes: entry.json says which volumes there are, the
// core of a volume which documents it has, its shards where words stand, and a piece of a page what its lines say.
// Documents have numbers within their volume; number 0 are the pages of the site itself.
import { readings } from "./search-characters.js";
import { core, posting } from "./search-packed.js";
import { beginning, placeOf, shardOf } from "./search-words.js";

const FORMAT = 2;

/** Why the index cannot be read: "network" (offline, blocked, file://), "missing", "damaged", "format", or "renewed". */
class IndexError extends Error {
  constructor(why, address) {
    super(`${why}: ${address}`);
    this.why = why;
  }
}

/** The index of the site at `root` (a URL ending in /), of which a `volume` may be known already. Throws IndexError, as all that is asked of it does. */
export async function open(root, volume = "") {
  const folder = new URL("search/index/", root);
  let known = new Map();
  let sounds = null;
  const read = new Map(); // folder and number of a shard → its words
  const standing = new Map(); // folder → which places of words are taken

  const coreOf = (name) =>
    once(new URL(`${name}/core.json`, folder), (packed) => {
      const made = core(packed);
      standing.set(name, made.standing);
      return made;
    });
  let entry = null;
  if (volume) coreOf(volume).catch(() => null);
  entry = await asked(new URL("entry.json", folder), "no-cache");
  check(entry, folder);

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
    if (before && error.why !== "network") {
      const now = await asked(new URL("entry.json", folder), "no-cache");
      check(now, folder);
      if (differ(now, entry)) {
        entry = now;
        known = new Map();
        sounds = null;
      }
      if (differ(now, before)) {
        throw new IndexError("renewed", folder);
      }
    }
    throw error;
  }

  const pieceOf = (document, page) => new URL(`${document.path}lines/${page}.json`, root);
  let most = Infinity; // files that may be known before shards are no more asked for
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
      return known.size;
    },

    /** Until there were so many, shards may be asked for; see `affords`. */
    allow(requests) {
      most = requests;
    },

    /** Whether a word may be asked for: its shard is there already, or there is room for one more. */
    affords(volume, word) {
      return this.lacks(volume, word) || known.has(new URL(nameOf(volume, word), folder).href) || known.size < most;
    },

    /** {regions, departments, levels, documents, names, synonyms, terms, questions}, see `core`. */
    core(volume) {
      return coreOf(volume.folder);
    },

    /** Where a word stands, by document: [{document, pages: [{page, weight}]}]. */
    async postings(volume, word) {
      if (this.lacks(volume, word)) return [];
      const words = await shard(volume, word);
      return has(words, word) ? posting(words[word]) : [];
    },

    /** Whether it is known already that a word stands nowhere; of most the core tells it. */
    lacks(volume, word) {
      const words = read.get(nameOf(volume, word));
      if (words || word[0] === "#") return Boolean(words) && !has(words, word);
      const places = standing.get(volume.folder);
      return Boolean(places) && !places.taken[placeOf(word, places.bits)];
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
      return once(pieceOf(document, page));
    },

    /** Whether they were asked for already. */
    hasPiece(document, page) {
      return known.has(pieceOf(document, page).href);
    },

    /** {readings: character → how it is read, simplified: "決决…", if there may be `traditional` ones}. */
    async characters({ traditional }) {
      if (!sounds) sounds = readings(entry.sounds);
      return { readings: sounds, simplified: traditional ? await once(new URL("simplified.json", folder)) : "" };
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

function has(words, word) {
  return Object.prototype.hasOwnProperty.call(words, word);
}
