// Which pages hold the parts of a query, by the index alone, best first; what is nearest where none holds them all.
import { passes } from "./search-facets.js";
import { forms, plain, ranges } from "./search-match.js";
import { keyOf, plan, weightsOf } from "./search-postings.js";
import { vocabularyOf } from "./search-vocabulary.js";

const KINDS = { 表: 0.6, 概览: 0.5, 情况说明: 0.4, 概况: 0.3, 绩效: 0.2, 检查记录: -1, 名词解释: -4, 比较: -4 }; // a term is asked for by 什么是
const INTENDED = { meaning: ["名词解释", "网站"], reason: ["情况说明"], amount: ["表", "情况说明"], compare: ["比较"], duty: ["概况"] };
const NAMED_KIND = 3;
const NOWHERE = { number: -1, name: "", former: [], region: [] };
const OVERVIEW = "概览";
const COMPARED = "比较";
const ITSELF = "本级";
const ACCOUNTS = 0.1;
const LEANING = 1.5; // 花了多少: accounts; 打算花多少: a budget
const PAGE_LEANING = 3;
const AMONG = /最[高低多少大小]|[哪各]个?些?项目|几个项目|排名|倒数/;
const SUMMARY = /汇总|一览/;
const OF_ALL = 6;
const COUNTED = 3; // 批次: how many was asked, not how much
const OTHER_SCOPE = 1;
const INTENT = { meaning: 8, reason: 6, amount: 0.5, compare: 8, duty: 6 };

/** Pages that hold all parts within the scope, best first; by `most` words, or by all (0). */
export async function candidates(asked, most) {
  const { reading } = asked;
  if (isEmpty(asked) || (await lacks(asked, most))) return [];
  const scored = await scoredPages(asked, most);
  return ordered(scored.filter((page) => inScope(page, reading.scope, reading.intent) && isWhole(page, reading)), reading);
}

/** Where none holds all: those that hold most, with what had to be left out of the query. */
export async function nearest(asked) {
  const { reading } = asked;
  const scored = (await scoredPages(asked, 0)).filter(({ document }) => document.path);
  const inside = scored.filter((page) => inScope(page, reading.scope, reading.intent));
  const { pages, dropped } = withMost(inside, reading.parts);
  if (dropped.length < reading.parts.filter(({ optional }) => !optional).length) return { pages: ordered(pages, reading), dropped, widened: [] };
  for (const [scope, widened] of wider(reading.scope)) {
    const whole = scored.filter((page) => inScope(page, scope, reading.intent) && isWhole(page, reading));
    if (whole.length) return { pages: ordered(whole, reading), dropped: [], widened };
  }
  return documentsAlone(asked);
}

/** The documents that a question names, where nothing else of it can be found. */
export async function documentsAlone(asked) {
  const { reading } = asked;
  const bare = { ...reading, parts: [] };
  const all = wider(reading.scope).length ? await scoredPages({ ...asked, reading: bare }, 0) : [];
  return { pages: ordered(all.filter((page) => inScope(page, reading.scope, reading.intent)), bare), dropped: reading.parts, widened: [] };
}

/** Whether there is no document that the question could mean: nothing need be asked then. */
function isEmpty({ core, reading: { scope, intent } }) {
  return !core.documents.some((document) => inScope({ document, department: departmentOf(document, core) }, scope, intent));
}

/** Whether a text that has to be found stands nowhere. It is asked first: nothing else need be asked then. */
async function lacks(asked, most) {
  const texts = asked.reading.parts.filter(({ kind, optional }) => kind === "text" && !optional);
  if (texts.some((part) => forms(part).every((form) => stands(asked, form) === false))) return true;
  const isName = (part) => asked.core.documents.some((document) => isNamed(part, document, departmentOf(document, asked.core)));
  for (const part of texts) if (!(await weigh(asked, part, most)).size && !isName(part)) return true;
  return false;
}

/** False where what was asked for before tells that a text stands nowhere. */
function stands({ index, volume, core }, { words, loose, text }) {
  const isName = core.departments.some(({ name, former }) => [name, ...former].some((one) => plain(one).includes(plain(text))));
  return isName || loose || !words.some((word) => index.lacks(volume, word));
}

/** What a part weighs on each page where it stands. */
function weigh({ index, volume, core, reading: { parts, intent } }, part, most) {
  return weightsOf(index, volume, plan(part, parts, most, intent, vocabularyOf(core).pairs));
}

function departmentOf({ department }, { departments: all }) {
  return all[department] || NOWHERE;
}

/** The pages of a volume on which anything of the query stands, with how much each part weighs there. */
async function scoredPages(asked, most) {
  const { core, reading, query } = asked;
  const { parts } = reading;
  const weights = await Promise.all(parts.map((part) => weigh(asked, part, most)));
  return core.documents.flatMap((document) => {
    const department = departmentOf(document, core);
    const named = parts.map((part) => isNamed(part, document, department));
    const { leanings, pageLeanings } = vocabularyOf(core);
    const likely = likelihood(document, query, leanings);
    return document.pages.flatMap((kind, page) => {
      const key = keyOf(document.number, page);
      const own = weights.map((weight) => weight.get(key) || 0);
      if (kind !== OVERVIEW && !own.some(Boolean)) return [];
      const met = own.map((weight, place) => weight || named[place]);
      return [{ key, document, department, page, kind, met, score: scoreOf(met, kind, document, reading) + likely + suited(kind, "", query + reading.text, pageLeanings) }];
    });
  });
}

/** All pages of the documents that are meant, whatever stands there. */
export function pagesInScope({ core, reading: { scope, parts, intent } }) {
  if (!parts.length) return [];
  const found = core.documents.flatMap((document) => document.pages.map((kind, page) => ({ key: keyOf(document.number, page), document, department: departmentOf(document, core), page, kind, met: [], score: 0 })));
  return found.filter((page) => page.document.path && inScope(page, scope, intent));
}

/** What a document is called besides what stands on its pages. */
export function names({ document, department }) {
  return [document.title, department.name, ...department.former, ...department.region, `${document.year}年度`].filter(Boolean);
}

/** Accounts before budgets; an office itself, without its units, where that was said and nowhere else. */
export function likelihood({ title, kind }, query, leanings = []) {
  const leaning = leanings.some(([of, said]) => kind.includes(of) && said.some((one) => query.includes(one))) ? LEANING : 0;
  return leaning + (kind.includes("决算") ? ACCOUNTS : 0) - (query.includes(ITSELF) === title.includes(ITSELF) ? 0 : OTHER_SCOPE);
}

/** What a page is worth besides where a question says of what kind it may be: 有哪些科室, 几辆; 执行率最低 of a table of all projects. */
export function suited(kind, title, query, pageLeanings) {
  const leaning = pageLeanings.some(([of, said]) => of === kind && said.some((one) => query.includes(one))) ? PAGE_LEANING : 0;
  return leaning + (title && SUMMARY.test(title) && AMONG.test(query) ? OF_ALL : 0);
}

function isNamed(part, document, department) {
  const called = names({ document, department });
  return forms(part).some((form) => called.some((name) => ranges(form, name).length)) ? 1 : 0;
}

/** The departments that a query names, and nothing but them, each with its documents. */
export function departments({ core, reading: { parts, scope } }, filters) {
  if (scope.years.length || scope.kinds.length || !(parts.length || scope.departments.length)) return [];
  if (!parts.every(({ text }) => plain(text))) return [];
  if (Object.keys(filters).some((name) => !["部门", "地区"].includes(name))) return [];
  return core.departments
    .filter((one) => isWithin(one, scope) && parts.every(({ text }) => called(one).some((name) => plain(name).includes(plain(text)))))
    .map((department) => ({ ...department, documents: documentsOf(department, core) }))
    .filter((department) => passes({ department, document: {} }, filters));
}

/** The departments that a query names, whatever else it asks. */
export function meant({ core, reading: { scope } }) {
  return core.departments.filter(({ number }) => scope.departments.includes(number));
}

/** The pages of all departments of the places that a question is about, where it asks for all and names none: of its years, or of the newest. A site of one place need not be told which. */
export function levels({ core, reading: { scope, ofAll } }) {
  if (!ofAll || scope.departments.length) return [];
  const isOf = ({ names }) => !scope.paths.length || scope.paths.some((path) => `${path}` === `${names}`);
  const fit = core.levels.filter((one) => isOf(one) && (!scope.kinds.length || scope.kinds.some((kind) => kind.endsWith(one.nature))));
  const years = scope.years.length ? scope.years.map(Number) : [Math.max(...fit.map(({ year }) => year))];
  const found = fit.filter(({ year }) => years.includes(year));
  return scope.paths.length || new Set(found.map(({ names }) => `${names}`)).size === 1 ? found : [];
}

function called({ name, former }) {
  return [name, ...former];
}

function documentsOf({ number }, { documents }) {
  return documents.filter(({ department }) => department === number).sort((a, b) => b.year - a.year);
}

function inScope({ document, department, kind }, { departments, documents, paths, years, kinds }, intent) {
  if (!document.path) return intent === (kind === COMPARED ? "compare" : "meaning") || !(departments.length + paths.length + years.length + kinds.length);
  return (
    isWithin(department, { departments, paths }) &&
    (!documents.length || documents.includes(document.number)) &&
    (!years.length || years.map(String).includes(String(document.year))) &&
    (!kinds.length || kinds.includes(document.kind))
  );
}

function isWithin({ number, region }, { departments, paths }) {
  return (
    (!departments.length || departments.includes(number)) &&
    (!paths.length || paths.some((path) => path.every((name, depth) => region[depth] === name)))
  );
}

function isWhole({ met }, { parts }) {
  return parts.every(({ optional }, place) => optional || met[place]);
}

/** The scope without the year, then without the kind, then without department and place. */
function wider(scope) {
  const steps = [];
  let left = scope;
  const gone = [];
  for (const names of [["years"], ["kinds"], ["departments", "paths", "documents"]]) {
    if (!names.some((name) => scope[name].length)) continue;
    left = names.reduce((rest, name) => ({ ...rest, [name]: [] }), left);
    gone.push(...names);
    steps.push([left, [...gone]]);
  }
  return steps;
}

/** The pages with the most parts, all with the same ones. */
function withMost(pages, parts) {
  const count = ({ met }) => met.filter((one, place) => one && !parts[place].optional).length;
  const [first] = [...pages].sort((a, b) => count(b) - count(a) || b.score - a.score);
  const dropped = parts.filter(({ optional }, place) => !optional && !(first && first.met[place]));
  return { pages: pages.filter(({ met }) => parts.every((part, place) => dropped.includes(part) || part.optional || met[place])), dropped };
}

/** What a kind of page is worth before anything is found on it. */
export function prior(kind, parts) {
  return parts.some(({ text }) => text === kind) ? NAMED_KIND : KINDS[kind] || 0;
}

function scoreOf(met, kind, document, { parts, intent }) {
  const intended = (INTENDED[intent] || []).includes(document.path || kind === COMPARED ? kind : "网站") ? INTENT[intent] : 0;
  const overview = !parts.length && kind === OVERVIEW ? 5 : 0;
  const said = met.reduce((sum, one, place) => sum + one * (parts[place].counted ? COUNTED : 1), 0);
  return said + prior(kind, parts) + intended + overview;
}

/** Best first; of equal ones the newest, then in the order of the site. */
function ordered(pages, { parts }) {
  const kept = parts.length ? pages : pages.filter(({ kind, document }) => document.path && kind === OVERVIEW);
  return kept.sort((a, b) => b.score - a.score || (b.document.year || 0) - (a.document.year || 0) || a.key - b.key);
}
