// What of a page answers the query: the rows, amounts and sentences in which its parts stand, best first.
import { forms, marks, ranges, unitOf } from "./search-match.js";
import { bare } from "./search-words.js";

const WHOLE = 5; // the name, code or amount itself
const LABELLED = 4.5; // a word of a row with its head: 项目名称：…
const WITHIN = 2; // a longer name, or a running text
const HEAD = 4;
const HEAD_OF_FEW = 6; // in a table of few rows, where it names an amount
const FEW = 2;
const TITLE = 4;
const WHOLE_TITLE = 6;
const ELSEWHERE = 0.7; // by another word for what was typed
const TOGETHER = 4; // for every further part in the same line
const TOGETHER_IN_TEXT = 3; // which may only count them up
const APART = 0.5; // in another line
const INTENDED = { meaning: 10, reason: 8, amount: 1, compare: 12, duty: 8 };
const OF_ALL = 3; // the row of a total, where one is asked for
const SAYS_WHY = 3;
const CHANGE = 0.5; // 减少: what has grown less counts more
const ONLY_ZEROS = 0.4;
const TABLE = "表"; // what is said below one says what its words mean, not how much it was
const ONLY_A_NOTE = 0.4;
const ONLY_A_HEADING = 0.6;
const LISTED = /[：:]$/; // what is listed stands in the lines below
const LIST_ITEM = /^\s*(?:\d{1,2}[.、]|[（(][一二三四五六七八九十\d]+[）)])/;
const MOST_LISTED = 4;
const CELLS_SHOWN = 4;
const ZERO = /^[-−—–]?[0.,]*%?$/;
const TOTAL = /(合计|总计|总额)：?$/;
const SCORE = /得分$|评分$/;
const ALL_SCORES = /^总分/;
const WHY = /原因|由于|因为|主要是/;
const REASON = /原因|由于|因为|主要是|占[^，。；]*%|(增长|下降|增加|减少)[^，。；]*%/; // a share may be asked for as well
const SAYING_LITTLE = /^(小计|合计|金额|决算数|预算数)$/; // contributions.py has the same
const FORM = "绩效";
const LABEL = /[^；：]*：/g;
const NEAR = 0.6; // of what is shown of a long text, how far from the first word the others may stand
const BEHIND = 24; // characters behind the last of them: its amount
export const BETWEEN_HEADS = " · ";

/** The hits of a page: how well it answers, which parts it lacks, its lines. `about` are the names of its document. */
export function hits(piece, about, reading) {
  const { parts, intent, total } = reading;
  const few = (piece.lines || []).filter(({ cells }) => cells).length <= FEW;
  const heads = parts.map((part) => (piece.heads || []).map((head) => inHead(part, head, few ? HEAD_OF_FEW : HEAD)));
  const units = (piece.heads || []).map((head) => unitOf(head, piece.unit));
  const lines = (piece.lines || [])
    .map((line, place, all) => lineHit(listing(line, all.slice(place + 1)), parts, heads, units, intent, total))
    .map((line) => line && isNote(piece, line) ? { ...line, score: line.score * ONLY_A_NOTE } : line)
    .filter(Boolean)
    .sort((a, b) => shown(b) - shown(a));
  if (reading.extreme) lines.sort((a, b) => Number(isExtreme(b, lines, reading.extreme)) - Number(isExtreme(a, lines, reading.extreme)));
  const titled = parts.map((part) => inTitle(part, piece, about));
  const best = parts.map((_, place) => Math.max(titled[place], ...lines.map(({ met }) => met[place])));
  const title = { met: titled, score: worth(titled) };
  const score = Math.max(...[title, ...lines].map((line) => inPlace(line, titled, best))) + (suits(piece, lines[0], intent) ? INTENDED[intent] : 0);
  return {
    score,
    missing: reading.together && !isTogether(parts, lines, titled) ? parts : parts.filter(({ optional }, place) => !optional && !best[place]),
    lines: isAbout(piece, titled, lines, intent) && (piece.kind === FORM || !lines.some(({ count }) => count)) ? [...totals(piece, heads, parts.some((part) => forms(part).some(({ text }) => SCORE.test(text))) ? ALL_SCORES : TOTAL), ...lines] : telling(lines, parts),
  };
}

/** Whether a line with its page's title has all parts: what was typed as one word may stand in pieces, but not far from each other. */
function isTogether(parts, lines, titled) {
  const has = (met) => parts.every(({ optional }, place) => optional || met[place] || titled[place]);
  return has(titled) || lines.some(({ met }) => has(met));
}

/** Whether the page as a whole is what was asked for: by its title, or the form of a project of which an amount is asked. */
function isAbout({ kind }, titled, [first], intent) {
  return titled.some((one) => one >= TITLE / 2) || (kind === FORM && intent === "amount" && Boolean(first) && !first.count);
}

/** Those in which more stands than 减少, or what need not be found; all if there are none. If none of them says why, the first that does comes second. */
function telling(lines, parts) {
  const some = lines.filter(({ met }) => met.some((one, place) => one && !parts[place].optional && !parts[place].change));
  if (!some.length) return lines;
  const saysWhy = ({ text }) => WHY.test(text);
  const why = parts.some(({ change }) => change) && !some.some(saysWhy) ? lines.filter(saysWhy).slice(0, 1) : [];
  return [some[0], ...why, ...some.slice(1)];
}

/** Whether no other row of the table has more, or less, in the column that was asked for; zeros are no least. */
function isExtreme(line, lines, extreme) {
  const valueOf = ({ cells = [], name }) => (cells.length === 1 && !TOTAL.test(name) ? Number(cells[0].text.replace(/[,%]/g, "")) || null : null);
  const own = valueOf(line);
  return own !== null && lines.every((other) => valueOf(other) === null || (valueOf(other) - own) * extreme <= 0);
}

/** What a line is worth, with what its page adds. */
function inPlace(line, titled, best) {
  return sum(line.met.map((met, place) => Math.max(met, titled[place], best[place] * APART))) - sum(line.met) + line.score;
}

function worth(met, together = TOGETHER) {
  return sum(met) + Math.max(0, met.filter(Boolean).length - 1) * together;
}

function sum(numbers) {
  return numbers.reduce((all, one) => all + one, 0);
}

/** Whether the page is of the kind that the question asks for. */
function suits(piece, line, intent) {
  if (intent === "meaning") return piece.kind === "名词解释";
  if (intent === "compare") return piece.kind === "比较";
  if (intent === "duty") return piece.kind === "概况";
  if (intent === "reason") return Boolean(line && REASON.test(said(line)));
  if (intent === "amount") return Boolean(line && (line.cells.length || /\d/.test(line.text)));
  return false;
}

/** The text of a line; of a row, without what its columns are called: 偏差原因分析及改进措施：… gives no reason. */
function said({ text = "", count, cells = [] }) {
  return count || cells.length ? text.replace(LABEL, "") : text;
}

function lineHit(line, parts, heads, units, intent, total) {
  const cells = line.cells || [];
  const columns = cells.map(() => 0);
  const met = parts.map((part, place) => {
    const own = Math.max(...forms(part).map((form, turn) => inLine(form, line) * (turn ? ELSEWHERE : 1)));
    const found = cells.map(([, head, text]) => Math.max(heads[place][head] || 0, inAmount(part, text, units[head])));
    found.forEach((degree, at) => (columns[at] += degree));
    return Math.max(own, ...found) * (part.change ? CHANGE : 1);
  });
  if (!met.some(Boolean)) return null;
  const shown = chosen(cells, columns);
  const empty = cells.length > 0 && shown.cells.every(({ text }) => ZERO.test(text));
  const reason = parts.some(({ change }) => change) ? WHY : REASON;
  const meant = intent === "reason" && reason.test(said(line)) ? SAYS_WHY : 0;
  const ofAll = total && TOTAL.test(line.name || "") ? OF_ALL : 0;
  const score = worth(met, cells.length ? TOGETHER : TOGETHER_IN_TEXT) + meant + ofAll;
  return { ...named(line), ...shown, count: cells.length, met, score: score * (empty ? ONLY_ZEROS : 1) };
}

/** What a line counts among those that are shown: a heading says nothing that what stands below it does not. */
function shown({ text, count, score }) {
  return text || count ? score : score * ONLY_A_HEADING;
}

function isNote({ kind }, { text, count }) {
  return kind === TABLE && Boolean(text) && !count;
}

/** A line with the list that it begins: 具体是： 1. … 2. … */
function listing(line, below) {
  if (!line.text || !LISTED.test(line.text)) return line;
  const end = below.findIndex(({ text }) => !text || !LIST_ITEM.test(text));
  const items = below.slice(0, end < 0 ? MOST_LISTED : Math.min(end, MOST_LISTED));
  return items.length ? { ...line, text: [line.text, ...items.map(({ text }) => text)].join(" ") } : line;
}

function named(line) {
  return { id: line.id || "", name: line.name || "", code: line.code || "", text: line.text || "" };
}

function inLine(form, line) {
  if (form.kind === "code" && line.code === form.text) return WHOLE;
  if (ranges(form, line.name).length) return bare(line.name) === bare(form.text) ? WHOLE : WITHIN + 1;
  if (!ranges(form, line.text).length) return ranges(form, line.code).length ? WITHIN : 0;
  const labelled = line.cells && line.text.split("；").some((one) => bare(one.slice(one.indexOf("：") + 1)) === bare(form.text));
  return labelled ? LABELLED : WITHIN;
}

function inAmount(part, text, unit) {
  return Math.max(...forms(part).map((form) => (form.numbers && ranges(form, text, unit).length ? WHOLE : 0)));
}

/** `whole`: what it is worth where a part is the head of the column itself. */
function inHead(part, head, whole) {
  const heads = head.split(BETWEEN_HEADS);
  const own = [head, heads.pop()];
  if (heads.length && SAYING_LITTLE.test(own[1])) own.push(heads.pop());
  return Math.max(
    ...forms(part).map((form, turn) => {
      if (!ranges(form, head).length) return 0;
      return (own.some((one) => bare(one) === bare(form.text)) ? whole : WITHIN) * (turn ? ELSEWHERE : 1);
    }),
  );
}

function inTitle(part, piece, about) {
  return Math.max(
    ...forms(part).map((form, turn) => {
      const loss = turn ? ELSEWHERE : 1;
      if (ranges(form, piece.title).length) {
        const whole = bare(piece.title) === bare(form.text);
        return (whole ? WHOLE_TITLE : TITLE) * loss;
      }
      if (ranges(form, piece.number).length || ranges(form, piece.kind).length) return TITLE * loss;
      return about.some((name) => ranges(form, name).length) ? loss : 0;
    }),
  );
}

/** Which amounts of a row are shown: the columns that were asked for, else those that are not zero; of many that were asked for too. */
function chosen(cells, columns) {
  const most = Math.max(0, ...columns);
  const asked = cells.filter((_, at) => most && columns[at] === most);
  const isFilled = ([, , text]) => !ZERO.test(text);
  const printed = cells.filter(([, , text]) => text);
  const ways = asked.length > CELLS_SHOWN ? [asked.filter(isFilled), asked] : [asked];
  const kept = [...ways, cells.filter(isFilled), printed].find((some) => some.length) || cells;
  const shown = kept.slice(0, CELLS_SHOWN).map(([column, head, text]) => ({ column, head, text }));
  return { cells: shown, left: kept.length - shown.length };
}

/** The first row of a table that was asked for as a whole, that of the total if it says so; `heads`: what parts are worth in those of its columns. */
function totals(piece, heads, said) {
  const rows = (piece.lines || []).filter(({ cells }) => cells && cells.length);
  const row = rows.find(({ name }) => said.test(name || "")) || (rows.length === 1 ? rows[0] : null);
  if (!row) return [];
  const columns = row.cells.map(([, head]) => sum(heads.map((degrees) => degrees[head])));
  return [{ ...named(row), ...chosen(row.cells, columns), count: row.cells.length, met: [] }];
}

/** A long text around the place where most of what was asked for stands. */
export function clipped(text, parts, longest) {
  if (text.length <= longest) return text;
  const places = parts.map((part) => marks([part], text).map(([start]) => start));
  const ahead = (from) => places.map((some) => some.find((one) => one >= from) - from).filter((far) => far < longest * NEAR);
  const [first = 0] = places.flat().sort((a, b) => ahead(b).length - ahead(a).length || a - b);
  const needed = first + Math.max(0, ...ahead(first)) + BEHIND;
  const start = Math.max(0, Math.min(Math.max(first - longest / 3, needed - longest), text.length - longest));
  const from = Math.round(start);
  const end = from + longest;
  return (from ? "……" : "") + text.slice(from, end) + (end < text.length ? "……" : "");
}
