// What of a page answers the query: the rows, amounts and sentences in which its parts stand, best first.
import { forms, marks, ranges } from "./search-match.js";
import { bare } from "./search-words.js";

const WHOLE = 5; // the name, code or amount itself
const WITHIN = 2; // a longer name, or a running text
const HEAD = 5.5;
const TITLE = 4;
const ELSEWHERE = 0.7; // by another word for what was typed
const TOGETHER = 4; // for every further part in the same line
const INTENDED = 3;
const ONLY_ZEROS = 0.4;
const CELLS_SHOWN = 6;
const ZERO = /^[-−—–]?[0.,]*%?$/;
const TOTAL = /(^|[^小])(合计|总计)$/;
const BETWEEN_HEADS = " · ";

/** The hits of a page: how well it answers, which parts it lacks, its lines. `about` are the names of its document. */
export function hits(piece, about, reading) {
  const { parts, intent } = reading;
  const heads = parts.map((part) => (piece.heads || []).map((head) => inHead(part, head)));
  const unit = piece.unit || "";
  const lines = (piece.lines || [])
    .map((line) => lineHit(line, parts, heads, unit, intent))
    .filter(Boolean)
    .sort((a, b) => b.score - a.score);
  const titled = parts.map((part) => inTitle(part, piece, about));
  const best = parts.map((_, place) => Math.max(titled[place], ...lines.map(({ met }) => met[place])));
  const together = lines.length ? lines[0].met.filter(Boolean).length : 0;
  const score =
    best.reduce((sum, one) => sum + one, 0) +
    Math.max(0, together - 1) * TOGETHER +
    (lines.length ? Math.min(0, lines[0].score - lines[0].full) : 0) +
    (suits(piece, lines[0], intent) ? INTENDED : 0);
  return {
    score,
    missing: parts.filter(({ optional }, place) => !optional && !best[place]),
    lines: titled.some((one) => one >= TITLE) && !lines.some(({ count }) => count) ? [...totals(piece), ...lines] : lines,
  };
}

/** Whether the page is of the kind that the question asks for. */
function suits(piece, line, intent) {
  if (intent === "meaning") return piece.kind === "名词解释" || piece.kind === "网站";
  if (intent === "reason") return piece.kind === "情况说明";
  if (intent === "amount") return Boolean(line && (line.cells.length || /\d/.test(line.text)));
  return false;
}

function lineHit(line, parts, heads, unit, intent) {
  const cells = line.cells || [];
  const columns = cells.map(() => 0);
  const met = parts.map((part, place) => {
    const own = Math.max(...forms(part).map((form, turn) => inLine(form, line, unit) * (turn ? ELSEWHERE : 1)));
    const found = cells.map(([, head, text]) => Math.max(heads[place][head] || 0, inAmount(part, text, unit)));
    found.forEach((degree, at) => (columns[at] += degree));
    return Math.max(own, ...found);
  });
  if (!met.some(Boolean)) return null;
  const shown = chosen(cells, columns);
  const full = met.reduce((sum, one) => sum + one, 0) + (met.filter(Boolean).length - 1) * TOGETHER;
  const empty = cells.length > 0 && shown.cells.every(({ text }) => ZERO.test(text));
  const meant = intent === "reason" && /原因|主要是|由于/.test(line.text || "") ? INTENDED : 0;
  return { ...named(line), ...shown, count: cells.length, met, full, score: (full + meant) * (empty ? ONLY_ZEROS : 1) };
}

function named(line) {
  return { id: line.id || "", name: line.name || "", code: line.code || "", text: line.text || "" };
}

function inLine(form, line, unit) {
  if (form.kind === "code" && line.code === form.text) return WHOLE;
  if (ranges(form, line.name, unit).length) return bare(line.name) === bare(form.text) ? WHOLE : WITHIN + 1;
  return ranges(form, line.text, unit).length || ranges(form, line.code, unit).length ? WITHIN : 0;
}

function inAmount(part, text, unit) {
  return Math.max(...forms(part).map((form) => (form.numbers && ranges(form, text, unit).length ? WHOLE : 0)));
}

function inHead(part, head) {
  return Math.max(
    ...forms(part).map((form, turn) => {
      if (!ranges(form, head).length) return 0;
      const whole = [head, ...head.split(BETWEEN_HEADS)].some((one) => bare(one) === bare(form.text));
      return (whole ? HEAD : WITHIN) * (turn ? ELSEWHERE : 1);
    }),
  );
}

function inTitle(part, piece, about) {
  return Math.max(
    ...forms(part).map((form, turn) => {
      const loss = turn ? ELSEWHERE : 1;
      if (ranges(form, piece.title).length) {
        const whole = bare(piece.title) === bare(form.text);
        return (whole ? TITLE + WHOLE : TITLE) * loss;
      }
      if (ranges(form, piece.number).length || ranges(form, piece.kind).length) return TITLE * loss;
      return about.some((name) => ranges(form, name).length) ? loss : 0;
    }),
  );
}

/** Which amounts of a row are shown: the columns that were asked for, else those that are not zero. */
function chosen(cells, columns) {
  const most = Math.max(0, ...columns);
  const asked = cells.filter((_, at) => most && columns[at] === most);
  const filled = cells.filter(([, , text]) => !ZERO.test(text));
  const printed = cells.filter(([, , text]) => text);
  const kept = [asked, filled, printed].find((some) => some.length) || cells;
  const shown = kept.slice(0, CELLS_SHOWN).map(([column, head, text]) => ({ column, head, text }));
  return { cells: shown, left: kept.length - shown.length };
}

/** The first row of a table that was asked for as a whole, that of the total if it says so. */
function totals(piece) {
  const rows = (piece.lines || []).filter(({ cells }) => cells && cells.length);
  const row = rows.find(({ name }) => TOTAL.test(name || "")) || (rows.length === 1 ? rows[0] : null);
  if (!row) return [];
  return [{ ...named(row), ...chosen(row.cells, row.cells.map(() => 0)), count: row.cells.length, met: [] }];
}

/** A long text around the first place that was asked for. */
export function clipped(text, parts, longest) {
  if (text.length <= longest) return text;
  const [first] = marks(parts, text);
  const start = Math.max(0, Math.min((first ? first[0] : 0) - longest / 3, text.length - longest));
  const from = Math.round(start);
  const end = from + longest;
  return (from ? "……" : "") + text.slice(from, end) + (end < text.length ? "……" : "");
}
