// What a question asks for: which documents (scope), which words must be found (parts), whether it asks what, why, how much.
import { CODE, numberPart, numbersInDigits } from "./search-amounts.js";
import { begins } from "./search-offices.js";
import { asPrinted, fromPinyin, simplified } from "./search-spelling.js";
import { units } from "./search-units.js";
import { vocabularyOf } from "./search-vocabulary.js";
import { bare, words } from "./search-words.js";

const QUOTED = /(?:^|\s)["“”]([^"“”]+)["“”](?=\s|$)/g;
const TITLE_MARKS = /[《》〈〉]/g;
const OWN = "本级";
const BUDGET = "预算";
const LONGEST = 100; // characters of a question that are read
const INTENTS = ["reason", "compare", "meaning", "duty", "amount"]; // the first of these that a question holds
const PARTED_CODE = /(^|\s)([1235]\d{2})\s(\d{2})(?:\s(\d{2}))?(?=\s|$)/g; // 208 05 05, as budgets print it
const PARTED_TABLE = /(公开|财决|预算|附)\s*0*(\d{1,2})\s*表/g; // 公开 05 表
const DOTTED_CODE = /(^|\s)([1235]\d{2})\.(\d{2})\.(\d{2})(?=\s|$)/g;
const CONTENT = ["name", "text", "number"];
const SHARE = /占(?!比|多)([^占\s]{2,14}?)的?(比重|比例|百分比|百分之几|百分之多少|几成|[一二三四五六七八九]成[多半]?|多少)/; // 占总支出的比重
const DONE = /比(?:年初|全年)?预算数?(?:多|少|低|高|超)(?:花|出|用)?了?(?:多少|几成)?|超(?:出|过|了)?(?:年初|全年)?预算了?(?:多少|几成)?|(?:年初|全年)?预算(?:只|才|仅)?(?:完成|执行)了?(?:不到|近)?[一二三四五六七八九]成[多半一二三四五六七八九]?|(?:花了|用了|花|用|执行了?|完成了?|占)(?:年初|全年)?预算的?(?:百分之多少|百分之几|多少|几成|[一二三四五六七八九]成[多半一二三四五六七八九]?)/; // 花了预算的七成
const BUDGET_AND_SPENT = /预算.*(?:实际|花了|花掉|用了|完成|执行|决算)/; // of final accounts, which say both
const SHARED = /占了?(?:多大|多少|几成|百分之多少|百分之几|[一二三四五六七八九]成[多半一二三四五六七八九]?)(?:的?(?:比重|比例|份额))?/; // 占多大比重
const RMB = /(?:人民币|rmb)\s*(?=\d)/g; // before an amount
const PREFIX = /^(?:财决|预算)/; // where a document says 公开
const BETWEEN = /[\s;!?、。|·]+|,(?!\d{3})|:(?!\d)/;

/**
 * The reading of a question; its `instead` is what it may mean besides, for when nothing is found.
 * `characters`: what search-spelling.js reads, or null; `needsCharacters` says that they could help.
 */
export function read(query, core, { characters = null } = {}) {
  const vocabulary = vocabularyOf(core);
  const whole = [...query.normalize("NFKC").toLowerCase().trim().replace(PARTED_CODE, "$1$2$3$4").replace(DOTTED_CODE, "$1$2$3$4").replace(PARTED_TABLE, "$1$2表")];
  const typed = numbersInDigits(whole.slice(0, LONGEST).join("").replace(RMB, ""));
  const written = characters ? inCharacters(typed, vocabulary, characters) : { text: typed, notes: [] };
  written.text = written.text.replace(SHARED, "占比");
  const share = SHARE.exec(written.text);
  if (share) {
    written.text = written.text.replace(share[0], "占比");
    written.notes.push(`占比按“占……%”检索，没有限定占的是“${share[1]}”`);
  }
  written.text = written.text.replace(DONE, "完成率");
  if (whole.length > LONGEST) written.notes.push(`太长了，只按前${LONGEST}个字检索`);
  const ways = [
    {},
    { columns: true },
    { rounded: true },
    { columns: true, rounded: true },
    { slips: true },
    { columns: true, slips: true },
    { apart: true },
    { apart: true, slips: true, rounded: true },
    { asText: true },
    { unchanged: true },
    { spare: true },
    { spare: true, columns: true, rounded: true },
    { spare: true, unchanged: true },
  ];
  if (BUDGET_AND_SPENT.test(written.text)) ways.unshift({ columns: true });
  const readings = [];
  const seen = new Set();
  const hasSounds = Boolean(characters) && characters.readings.size > 0;
  for (const way of hasSounds ? ways : ways.filter(({ slips }) => !slips)) {
    const cut = pieces(written.text, vocabulary, { ...way, characters: way.slips ? characters : null });
    if (!cut) continue;
    const found = way.columns ? asColumns(cut, vocabulary) : cut;
    const { key, reading } = understood(found, written, vocabulary, way);
    if (!seen.has(key)) readings.push(reading);
    seen.add(key);
  }
  const unread = readings[0].parts.some(({ kind, optional }) => kind === "text" && !optional);
  readings.forEach((reading, place) => (reading.instead = readings[place + 1] || null));
  return { ...readings[0], needsCharacters: !hasSounds && unread };
}

function inCharacters(typed, vocabulary, characters) {
  const text = fromPinyin(asPrinted(simplified(typed, characters), vocabulary), vocabulary.terms, characters, vocabulary.shortOffices, (one) => vocabulary.saysLittle(one));
  return { text, notes: text === typed ? [] : [`按“${text}”检索`] };
}

/** The units of all pieces; null where the question cannot be cut in this way. */
function pieces(text, vocabulary, way) {
  const quotes = [];
  const rest = text.replace(TITLE_MARKS, " ").replace(QUOTED, (_, quoted) => {
    quotes.push({ type: "name", text: bare(quoted), shown: quoted });
    return " ";
  });
  const cut = rest.split(BETWEEN).filter(Boolean).map((piece) => units(piece, vocabulary, way));
  if (cut.includes(null)) return null;
  const all = [...quotes, ...cut.flat()];
  return all.filter((unit) => all.length === 1 || unit.type !== "text" || [...unit.text].some((one) => !vocabulary.small.alone.has(one)));
}

/** 预算 as what a column is called, and no kind of document, where more is asked for: the 预算 of a project in final accounts. A budget tells no 决算. */
function asColumns(found, { columns }) {
  if (!found.some(({ type }) => CONTENT.includes(type)) || !found.some(({ type, text }) => type === "kind" && text === BUDGET)) return found;
  return found.map((unit) => (unit.type === "kind" && columns.has(unit.text) ? { type: "column", text: unit.text, heads: columns.get(unit.text) } : unit));
}

/** What is meant where nothing but 支出, 花了多少, 是干什么的 is said of a document; nothing where more is asked for. */
function meantAlone(found, { alone }) {
  const only = found.every(({ type, text }) => !CONTENT.includes(type) || alone.has(text));
  return only ? [...new Set(found.map(({ verb, text }) => alone.get(verb || text)).filter(Boolean))] : [];
}

function intentOf(found) {
  const said = INTENTS.find((one) => found.some((unit) => unit.intent === one)) || "";
  return ["", "amount"].includes(said) && found.some(({ change }) => change) ? "reason" : said;
}

function understood(cut, { text, notes }, vocabulary, way) {
  const scope = scopeOf(cut, vocabulary);
  const meant = meantAlone(cut, vocabulary);
  const said = intentOf(cut);
  const intent = (meant.length && said === "meaning") || (said === "compare" && !meant.length && !cut.some(({ type }) => CONTENT.includes(type) && type !== "number") && scope.said.length) ? "" : said;
  const rest = meant.length && intent !== "reason" ? cut.filter(({ type }) => !CONTENT.includes(type)) : cut;
  const found = rest === cut ? cut : [...rest, ...meant.map((name) => ({ type: "name", text: bare(name) }))];
  const isBare = !found.some(({ type }) => CONTENT.includes(type));
  const asked = { ...way, changes: (intent === "reason" || isBare) && !way.unchanged };
  const total = !meant.length && found.some((unit) => unit.total) && !found.some(({ counted }) => counted);
  const ofYears = intent === "compare" && !scope.departments.length ? scope.years.map((year) => ({ ...plainPart(`${year}年`, "text"), optional: true })) : [];
  const own = total && intent === "amount" ? totalled(partsOf(found, vocabulary, asked), vocabulary) : demanded(partsOf(found, vocabulary, asked), scope, text);
  const parts = own.length ? [...own, ...ofYears] : own;
  const reading = {
    scope,
    text,
    parts: intent === "reason" && meant.length ? parts.map((part) => wholeToo(part, vocabulary)) : parts,
    intent,
    ofAll: said === "compare",
    total,
    extreme: /最[低少小]|倒数/.test(text) ? -1 : /最[高多大]/.test(text) ? 1 : 0,
    together: Boolean(way.apart),
    notes: [...notes, ...remarks(found, way)],
    needsCharacters: false,
    instead: null,
  };
  const key = JSON.stringify([reading.parts, scope]);
  return { key, reading };
}

/** 支出 of which a reason is asked: that of all expenditure too. */
function wholeToo(part, vocabulary) {
  const whole = vocabulary.alone.get(part.text);
  if (!whole || part.change) return part;
  const { also, ...first } = textPart(bare(whole), "name", vocabulary);
  return { ...part, also: [...part.also, first, ...also] };
}

function remarks(found, { rounded, apart }) {
  const slips = found.filter(({ typed }) => typed).map(({ typed, text }) => `没有“${typed}”，按“${text}”检索`);
  const years = found.some(({ type }) => type === "year") ? [] : found.filter(({ noYear, intent }) => noYear && intent !== "compare");
  const said = [...slips, ...(apart ? ["没有照这样连着写的，把词拆开检索"] : []), ...years.map(({ text }) => `“${text}”说不准是哪一年，没有按年度找；写出年份（如2024年）更准`)];
  const spare = found.filter((unit) => unit.spare).map(({ text }) => `“${text}”`);
  if (spare.length) said.push(`没有按${spare.join("")}检索`);
  return rounded && found.some(({ type }) => type === "number") ? [...said, "没有这个数，按四舍五入的数、百分比检索"] : said;
}

/** Which documents are meant; a place beside the one that it lies in says nothing more. */
function scopeOf(found, vocabulary) {
  const of = (type) => found.filter((unit) => unit.type === type);
  const said = of("place").map(({ paths }) => paths);
  const fitting = said.map((paths, place) => {
    const wider = said.flatMap((others, at) => (at === place ? [] : others));
    const within = paths.filter((path) => wider.some((other) => other.length < path.length && begins(path, other)));
    return within.length ? within : paths;
  });
  const all = unique(fitting.flat());
  const paths = all.filter((path) => !all.some((other) => other.length > path.length && begins(other, path)));
  const inside = (number) => !paths.length || paths.some((path) => begins(vocabulary.departments[number].region, path));
  const departments = new Set();
  for (const unit of of("department")) {
    const there = unit.departments.filter(inside);
    unit.elsewhere = !there.length;
    there.forEach((number) => departments.add(number));
  }
  return {
    documents: ownDocuments(found, departments, vocabulary),
    paths,
    regions: [...new Set(paths.map((path) => path[path.length - 1]))],
    departments: [...departments],
    years: [...new Set(meantYears(of("year")).flatMap(({ years }) => years))],
    kinds: [...new Set(of("kind").flatMap(({ kinds }) => kinds))],
    said: found.filter((unit) => ["place", "department", "year", "kind"].includes(unit.type) && !unit.elsewhere).map(({ text }) => text),
  };
}

/** 2022年比2021年: the documents of 2022 are meant. */
function meantYears(found) {
  return found.filter(({ compared }) => !compared);
}

/** The documents of the department itself, where 某局（本级） has some beside those of 某局. */
function ownDocuments(found, departments, { documents }) {
  const isOffice = (unit) => Boolean(unit) && unit.type === "department";
  const own = found.some((unit, place) => (isOffice(unit) ? unit.text.endsWith(OWN) : unit.text === OWN && isOffice(found[place - 1])));
  const titled = own ? documents.filter(({ department, title }) => departments.has(department) && title.includes(OWN)) : [];
  return titled.map(({ number }) => number);
}

function unique(paths) {
  return [...new Map(paths.map((path) => [path.join("/"), path])).values()];
}

function partsOf(found, vocabulary, { rounded, changes }) {
  const isCoded = found.some(({ type, text }) => type === "number" && CODE.test(text));
  const isHead = ({ text }) => vocabulary.heads.has(text) || (isCoded && vocabulary.columnHeads.has(text));
  const changing = found.find(({ change }) => change); // 增长了百分之几: how much it has grown, and no share
  const parts = found.flatMap((unit) => {
    if (unit.type === "number") return [{ ...numberPart(unit.text, rounded), optional: unit.about && found.some(({ type }) => type === "name" || type === "text") }];
    if (unit.type === "table") return [{ ...textPart(unit.text, "name", vocabulary), also: PREFIX.test(unit.text) ? [plainPart(unit.text.replace(PREFIX, ""), "name")] : [] }];
    if (unit.counted) return [{ ...plainPart(unit.counted[0], "text"), optional: true, counted: true, telling: true, also: unit.counted.slice(1).map((one) => plainPart(one, "text")) }];
    if (unit.heads) return [{ ...plainPart(unit.heads[0], "name"), also: unit.heads.slice(1).map((one) => plainPart(one, "name")) }];
    if (unit.called) return [{ ...plainPart(unit.text, "name"), also: unit.called.map((one) => plainPart(one, "name")) }];
    if (unit.titles) return [{ ...plainPart(unit.titles[0], "name"), also: unit.titles.slice(1).map((one) => plainPart(one, "name")) }];
    if (unit.type === "name" && isHead(unit)) return [{ ...textPart(unit.text, "name", vocabulary), telling: true, optional: found.some((other) => other !== unit && CONTENT.includes(other.type) && !isHead(other)) }];
    if (unit.type === "name") return [{ ...textPart(unit.text, "name", vocabulary), text: unit.shown || vocabulary.names.get(unit.text) || unit.text }];
    if (unit.type === "text" || unit.elsewhere) return [{ ...textPart(unit.text, "text", vocabulary), whole: Boolean(unit.whole), optional: isLone(unit, found) }];
    if (unit.change && unit !== changing) return [];
    if (unit.change && changes) return [{ ...plainPart(unit.text, "name"), change: true, also: unit.change.map((one) => plainPart(one, "name")) }];
    if (unit.type === "word" && unit.optional) return [{ ...textPart(unit.text, "text", vocabulary), optional: true }];
    return [];
  });
  return parts.filter((part, place) => parts.findIndex(({ text }) => text === part.text) === place);
}

/** A character alone beside what is known says too little to pass over a page that has all else. */
function isLone({ text, elsewhere }, found) {
  return !elsewhere && text.length === 1 && found.some(({ type }) => type === "name" || type === "number");
}

/** A question of nothing but small words, or signs, asks for these themselves. */
function demanded(parts, { said }, text) {
  const counted = parts.every(({ optional }) => optional) && parts.find((part) => part.counted);
  if (counted) return parts.map((part) => (part === counted ? { ...part, optional: false } : part));
  if (said.length || parts.some(({ optional }) => !optional) || !text) return parts;
  return [{ text, kind: "text", words: words(text), also: [] }];
}

/** Where only a total was asked for: its row. */
function totalled(parts, { total }) {
  if (!total.length || parts.some(({ optional }) => !optional)) return parts;
  const [first, ...also] = total.map((one) => plainPart(one, "name"));
  return [...parts, { ...first, also }];
}

function textPart(text, kind, vocabulary) {
  const also = new Set(vocabulary.meant.get(text) || []);
  for (const [said, names] of kind === "text" ? vocabulary.meant : []) {
    for (const name of text.includes(said) ? names.map(bare) : []) {
      if (!text.includes(name) && !name.includes(text)) also.add(text.replace(said, name));
    }
  }
  const longer = vocabulary.longFor(text).filter((name) => !also.has(name));
  return { ...plainPart(text, kind), also: [...[...also].map((name) => plainPart(name, kind)), ...longer.map((name) => plainPart(name, "name"))] };
}

function plainPart(text, kind) {
  return { text, kind, words: words(text) };
}
