// One query from its words to its hits: readings are tried one after another, and the pages of each looked at, handful by handful.
import { counted, passes } from "./search-facets.js";
import { hits } from "./search-hits.js";
import { forget } from "./search-match.js";
import { read } from "./search-query.js";
import { candidates, departments, names, nearest, prior } from "./search-ranking.js";

const REQUESTS = 10; // of a first query: entry, core and shards are among them
const [LEAST, AT_ONCE] = [3, 6];
const DOCUMENTS = 20;
const DEPARTMENTS = 5;
const TRIES = 3; // handfuls that may be looked at in vain

/** The answers to a query in these volumes. */
export async function find(index, volumes, query, filters) {
  forget();
  let answers;
  for await (const found of attempts(index, volumes, query)) {
    answers = new Answers(index, found, filters);
    if (await answers.begin()) break;
  }
  return answers;
}

/** As it was typed; as it may have been meant, with sounds and traditional characters known if that helps; the nearest. */
async function* attempts(index, volumes, query) {
  const within = await Promise.all(volumes.map(async (volume) => ({ index, volume, core: await index.core(volume) })));
  const reading = (characters) => within.map((one) => ({ ...one, reading: read(query, one.core, { characters }) }));
  const tried = new Set();
  let asked = reading(null);
  yield* tries(asked, tried);
  if (asked.some((one) => one.reading.needsCharacters)) {
    asked = reading(await index.characters());
    yield* tries(asked, tried);
  }
  for (let other = instead(asked); other.length; other = instead(other)) yield* tries(other, tried);
  yield await Promise.all(asked.map(async (one) => ({ asked: one, ...(await nearest(one)) })));
}

/** A reading by few words first, and by all where the pages that have these have not what was asked for. */
async function* tries(asked, tried) {
  const key = JSON.stringify(asked.map(({ reading: { scope, parts } }) => [scope, parts]));
  if (tried.has(key)) return;
  tried.add(key);
  const found = await pagesOf(asked, true);
  yield found;
  const leftOut = asked.some(({ reading: { parts } }) => parts.length > 2 || parts.some(({ also }) => also && also.length));
  if (leftOut || found.some(({ pages }) => pages.length)) yield await pagesOf(asked, false);
}

function pagesOf(asked, thrifty) {
  return Promise.all(asked.map(async (one) => ({ asked: one, pages: await candidates(one, thrifty) })));
}

function instead(asked) {
  return asked.filter(({ reading }) => reading.instead).map((one) => ({ ...one, reading: one.reading.instead }));
}

/** 检索结果: the pages of one attempt. */
class Answers {
  #index;
  #next = 0;
  #pages;
  first = [];

  constructor(index, found, filters) {
    const [best] = found.filter(({ pages }) => pages.length);
    const { reading } = (best || found[0]).asked;
    this.#index = index;
    this.notes = reading.notes;
    this.near = found.some(({ dropped }) => dropped);
    this.dropped = (best && best.dropped) || [];
    this.widened = (best && best.widened) || [];
    this.departments = this.near ? [] : found.flatMap(({ asked }) => departments(asked, filters)).slice(0, DEPARTMENTS);
    const all = found.flatMap(({ asked, pages, dropped = [] }) => {
      const parts = asked.reading.parts.filter((part) => !dropped.includes(part));
      return pages.map((page) => ({ ...page, reading: { ...asked.reading, parts } }));
    });
    if (found.length > 1) all.sort((a, b) => b.score - a.score || (b.document.year || 0) - (a.document.year || 0));
    this.counts = counted(all, filters);
    this.#pages = all.filter((page) => passes(page, filters));
    this.filteredOut = all.length > 0 && !this.#pages.length;
  }

  get count() {
    return this.#pages.length;
  }

  /** Whether documents as a whole were asked for. */
  get whole() {
    return this.#pages.length > 0 && isWhole(this.#pages[0]);
  }

  get more() {
    return this.#next < this.#pages.length;
  }

  /** Look for the first results; whether there are any, or would be but for the filters. */
  async begin() {
    const room = Math.min(AT_ONCE, Math.max(LEAST, REQUESTS - this.#index.requests));
    this.first = await this.next(room);
    return this.first.length + this.departments.length > 0 || this.filteredOut;
  }

  /** The next results, best first: {page, piece, score, lines}. Pages that lack a part after all are passed over. */
  async next(room = AT_ONCE) {
    for (let tries = 0; tries < TRIES && this.more; tries++) {
      const documents = isWhole(this.#pages[this.#next]);
      const some = this.#pages.slice(this.#next, this.#next + (documents ? DOCUMENTS : room));
      this.#next += some.length;
      const looked = await Promise.all(some.map((page) => this.#look(page)));
      const right = looked.filter(({ missing }) => !missing.length).sort((a, b) => b.score - a.score);
      if (right.length) return right;
    }
    return [];
  }

  async #look(page) {
    const { document, reading, kind } = page;
    const piece = isWhole(page)
      ? { title: document.title, path: document.path, kind }
      : await this.#index.piece(document, page.page);
    const found = hits(piece, names(page), reading);
    return { page, piece, ...found, score: found.score + prior(kind) };
  }
}

/** A document as a whole, which needs no look at its pages. */
function isWhole({ reading, kind }) {
  return !reading.parts.length && kind === "概览";
}
