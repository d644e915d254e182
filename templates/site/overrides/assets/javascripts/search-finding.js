// One query from its words to its hits: readings are tried one after another, and the pages of each looked at, handful by handful.
import { isStrange } from "./search-characters.js";
import { cut, loosened } from "./search-cutting.js";
import { counted, passes } from "./search-facets.js";
import { hits } from "./search-hits.js";
import { forget } from "./search-match.js";
import { isNarrow } from "./search-postings.js";
import { read } from "./search-query.js";
import { vocabularyOf } from "./search-vocabulary.js";
import { candidates, departments, documentsAlone, levels, likelihood, meant, names, nearest, pagesInScope, prior, suited } from "./search-ranking.js";

const [FILES, LATER] = [8, 9]; // of a first query, for which a browser asks for the site's icon besides, and of a later one
const KEPT = 2; // of them, for pages to look at
const KEPT_FOR_NEAREST = 1;
const FEW_DOCUMENTS = 2; // whose reasons are looked at without knowing that anything stands there
const SHARDS = 4;
const FEW_SHARDS = 2; // where many were asked for in vain, or will be: a text that is no known name may be a slip of the pen
const [LEAST, AT_FIRST, AT_ONCE] = [1, 4, 6]; // pages looked at
const FEW_PAGES = 2;
const DOCUMENTS = 20;
const DEPARTMENTS = 5;
const INCOME = /收入[^支]*表$/; // 收入决算明细表, but not 收入支出决算总表
const OTHER_SIDE = 1; // the income of a 科目, where its expenditure may be meant
const [REASONS, TERMS] = ["情况说明", "名词解释"];
const TRIES = 3; // handfuls that may be looked at in vain

/** The answers to a query in these volumes. */
export async function find(index, volumes, query, filters) {
  forget();
  const within = await Promise.all(volumes.map(async (volume) => ({ index, volume, query, core: await index.core(volume) })));
  const enough = index.requests + (index.requests > volumes.length ? LATER : FILES);
  let answers;
  let unlikely = null;
  let partial = null;
  for await (const { found, tries, narrow, atHand, together, look } of attempts(index, within, query, enough)) {
    answers = new Answers(index, found, filters);
    const begun = await answers.begin(atHand ? Infinity : enough - Number(answers.isCoded), tries, look);
    if (together && !(begun && answers.isTogether)) continue;
    if (partial) return begun && answers.likely && answers.isFull ? answers : inSentences(index, within, partial, filters, enough);
    if (begun && (!narrow || (answers.likely && answers.isFull))) return inSentences(index, within, answers, filters, enough);
    if (begun && answers.likely) partial = answers;
    if (partial) continue;
    if (unlikely) return begun ? answers : unlikely;
    if (begun) unlikely = answers;
  }
  return answers;
}

/** The sentences that have the heads which were asked for with a code, by the name that it has in a table: 2010301 年初预算; else the answers as they are. */
async function inSentences(index, within, answers, filters, enough) {
  const { parts } = answers.reading;
  const code = parts.find(({ kind }) => kind === "code");
  const line = code && !answers.isFull && answers.first.flatMap(({ lines }) => lines).find((one) => one.code === code.text && one.name);
  if (!line) return answers;
  const named = { ...code, also: [...code.also, { text: line.name, kind: "text", words: [] }] };
  const asked = within.map((one) => ({ ...one, reading: { ...answers.reading, parts: parts.map((part) => (part === code ? named : part)) } }));
  const told = new Answers(index, pagesAtHand(index, asked, enough, true), filters);
  return (await told.begin(enough, 1)) && told.isFull ? told : answers;
}

/** What is found, how many handfuls of it to look at, and whether by few words only: as it was typed; as it may have been meant, with sounds and traditional characters known if that helps; the nearest. */
async function* attempts(index, within, query, enough) {
  index.allow(enough - KEPT);
  const reading = (characters) => within.map((one) => ({ ...one, reading: read(query, one.core, { characters }) }));
  const strange = within.every(({ core }) => isStrange(query, vocabularyOf(core).characters));
  const tried = new Set();
  let asked = reading(strange ? await index.characters({ traditional: true }) : null);
  if (asked.every((one) => one.reading.intent === "reason")) yield { found: pagesAtHand(index, asked, enough, true), tries: 1, together: true };
  yield* tries(asked, tried);
  if (asked.some((one) => one.reading.needsCharacters)) {
    asked = reading(await index.characters({ traditional: strange }));
    yield* tries(asked, tried);
  }
  for (let other = instead(asked); other.length; other = instead(other)) yield* tries(other, tried);
  for (let other = asked; other.length; other = instead(other)) yield* tries(inPieces(other), tried);
  for (let other = asked; other.length; other = instead(other)) yield { found: pagesAtHand(index, other, enough), tries: TRIES, atHand: true };
  index.allow(enough - KEPT_FOR_NEAREST);
  const pieces = asked.map((one) => ({ ...one, reading: cut(one.reading, isThere(one)) }));
  yield* tries(pieces.filter(({ reading }) => isTold(reading)).map(together), tried);
  yield { found: await Promise.all(pieces.map(async (one) => ({ asked: one, ...(await nearest(one)) }))), tries: TRIES };
  yield { found: await Promise.all(asked.map(async (one) => ({ asked: one, ...(await documentsAlone(one)) }))), tries: 1 };
}

function inPieces(asked) {
  return asked.map((one) => ({ ...one, reading: loosened(one.reading, vocabularyOf(one.core).small) })).filter(({ reading }) => reading);
}

function isThere({ index, volume }) {
  return (word) => !index.lacks(volume, word);
}

/** Whether every piece says something by itself: 云计算指挥中心运维, 执行数. */
function isTold({ parts }) {
  return parts.every(({ text, optional }) => optional || text.length > 1);
}

function together(one) {
  return { ...one, reading: { ...one.reading, together: true, notes: [...one.reading.notes, "没有照这样连着写的，把词拆开检索"] } };
}

/** A reading by few words first, and by all where the pages that have these have not what was asked for. */
async function* tries(asked, tried) {
  if (!asked.length) return;
  const key = JSON.stringify(asked.map(({ reading: { scope, parts } }) => [scope, parts]));
  if (tried.has(key)) return;
  tried.add(key);
  const unsure = asked.some(({ reading }) => reading.needsCharacters);
  const hasText = asked.some(({ reading: { parts } }) => parts.some(({ kind }) => kind === "text"));
  const most = unsure || (tried.size > 1 && hasText) ? FEW_SHARDS : SHARDS;
  const found = await pagesOf(asked, most);
  const leftOut = asked.some(({ reading: { parts } }) => isNarrow(parts, most));
  const isVague = hasText && leftOut && found.reduce((sum, { pages }) => sum + pages.length, 0) > AT_FIRST;
  const isRound = asked.every(({ reading: { parts } }) => parts.some(({ numbers }) => numbers && numbers.round)); // a rounding may be meant
  if (isRound) return yield { found, tries: 1, narrow: true, look: FEW_PAGES };
  if (!isVague && !(leftOut && lacksHeads(found))) yield { found, tries: 1, narrow: true };
  if (leftOut || found.some(({ pages }) => pages.length)) yield { found: await pagesOf(asked, 0), tries: TRIES };
}

/** Whether no page has the heads, or what is counted, beside what has to be found. */
function lacksHeads(found) {
  return found.some(({ asked: { reading }, pages }) => reading.parts.some(({ telling, optional }, place) => telling && optional && pages.length && !pages.some(({ met }) => met[place])));
}

function pagesOf(asked, most) {
  return Promise.all(asked.map(async (one) => ({ asked: one, pages: await candidates(one, most) })));
}

/** Pages that were looked at already, and the reasons that few documents give, as far as they can be asked for. */
function pagesAtHand(index, asked, enough, reasonsOnly = false) {
  return asked.map((one) => {
    let room = enough - index.requests;
    const inside = pagesInScope(one);
    const isFew = new Set(inside.map(({ document }) => document.number)).size <= FEW_DOCUMENTS;
    const isNear = ({ document, page, kind }) => (!reasonsOnly && index.hasPiece(document, page)) || (isFew && kind === REASONS && room-- > 0);
    return { asked: one, pages: inside.filter(isNear) };
  });
}

function instead(asked) {
  return asked.filter(({ reading }) => reading.instead).map((one) => ({ ...one, reading: one.reading.instead }));
}

/** 检索结果: the pages of one attempt. */
class Answers {
  _index;
  _next = 0;
  _pages;
  first = [];

  constructor(index, found, filters) {
    const [best] = found.filter(({ pages }) => pages.length);
    const { reading } = (best || found[0]).asked;
    this._index = index;
    this.reading = reading;
    this._leanings = vocabularyOf((best || found[0]).asked.core).leanings;
    this._pageLeanings = vocabularyOf((best || found[0]).asked.core).pageLeanings;
    this.notes = reading.notes;
    this.near = found.some(({ dropped }) => dropped);
    this.dropped = (best && best.dropped) || [];
    this.widened = (best && best.widened) || [];
    this.overYears = this.near || reading.intent !== "compare" ? [] : meant((best || found[0]).asked).slice(0, DEPARTMENTS);
    this.levels = found.flatMap(({ asked }) => levels(asked)).slice(0, DEPARTMENTS);
    this.departments = this.near ? [] : found.flatMap(({ asked }) => departments(asked, filters)).slice(0, DEPARTMENTS);
    const all = found.flatMap(({ asked, pages, dropped = [] }) => {
      const parts = asked.reading.parts.filter((part) => !dropped.includes(part));
      return pages.map((page) => ({ ...page, query: asked.query, reading: { ...asked.reading, parts } }));
    });
    if (found.length > 1) all.sort((a, b) => b.score - a.score || (b.document.year || 0) - (a.document.year || 0));
    this.counts = counted(all, filters);
    this._pages = all.filter((page) => passes(page, filters));
    this.filteredOut = all.length > 0 && !this._pages.length;
  }

  get count() {
    return this._pages.length;
  }

  /** Whether documents as a whole were asked for. */
  get whole() {
    return this._pages.length > 0 && isWhole(this._pages[0]);
  }

  /** Whether they are of a kind that was asked for; terms and forms may hold the words of any question. */
  get likely() {
    const kinds = this.first.map(({ page }) => page.kind);
    const { intent } = this.reading;
    if (!kinds.length || intent === "meaning") return true;
    return intent === "reason" ? kinds.includes(REASONS) : kinds.some((kind) => kind !== TERMS);
  }

  /** Whether the first has the heads that were asked for, and what was to be counted: they need not be found, but another page may have them. */
  get isFull() {
    const [{ lines, page }] = this.first.length ? this.first : [{ lines: [], page: { reading: { parts: [] } } }];
    return page.reading.parts.every(({ telling }, place) => !telling || lines.some(({ met }) => met[place]));
  }

  /** Whether the first has all that has to be found in one line. */
  get isTogether() {
    const [{ lines, page }] = this.first.length ? this.first : [{ lines: [], page: { reading: { parts: [] } } }];
    return lines.some(({ met }) => met.length && page.reading.parts.every(({ optional }, place) => optional || met[place]));
  }

  /** Whether a code is asked for with heads that may stand in sentences only, of which one file may have to be asked for. */
  get isCoded() {
    const { parts } = this.reading;
    return parts.some(({ kind }) => kind === "code") && parts.some(({ telling }) => telling);
  }

  get more() {
    return this._next < this._pages.length;
  }

  /** Look for the first results until `enough` files were asked for; whether there are any, or would be but for the filters. */
  async begin(enough, tries, look = AT_FIRST) {
    const room = () => Math.min(look, enough - this._index.requests);
    for (let turn = 0; turn < tries && !this.first.length && this.more && (room() > 0 || this.whole); turn++) this.first = await this.next(Math.max(LEAST, room()), 1);
    return this.first.length + this.departments.length > 0 || this.filteredOut;
  }

  /** The next results, best first: {page, piece, score, lines}. Pages that lack a part after all are passed over. */
  async next(room = AT_ONCE, tries = TRIES) {
    for (let turn = 0; turn < tries && this.more; turn++) {
      const documents = isWhole(this._pages[this._next]);
      const some = this._pages.slice(this._next, this._next + (documents ? DOCUMENTS : room));
      this._next += some.length;
      const looked = await Promise.all(some.map((page) => this._look(page)));
      const right = looked.filter(({ missing }) => !missing.length).sort((a, b) => b.score - a.score);
      if (right.length) return right;
    }
    return [];
  }

  async _look(page) {
    const { document, reading, kind, query } = page;
    const piece = isWhole(page)
      ? { title: document.title, path: document.path, kind }
      : await this._index.piece(document, page.page);
    const found = hits(piece, names(page), reading);
    return { page, piece, ...found, score: found.score - (INCOME.test(piece.title) && !query.includes("收") ? OTHER_SIDE : 0) + prior(kind, reading.parts) + likelihood(document, query, this._leanings) + suited(kind, piece.title, query + reading.text, this._pageLeanings) };
  }
}

/** A document as a whole, which needs no look at its pages. */
function isWhole({ reading, kind }) {
  return !reading.parts.length && kind === "概览";
}
