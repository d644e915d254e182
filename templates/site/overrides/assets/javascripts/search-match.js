// Where a part of the query stands in a text as it is printed; marks, spaces and thousands separators are looked through.
import { bare } from "./search-words.js";

const NUMBER = /[-−]?\d[\d,]*(?:\.\d+)?%?/g;
const UNIT_IN_HEAD = /[（(](亿元|万元|元)[）)]/;
const NO_MONEY = /(?:得分|分值|总分|权重|率|数量|人数|个数|次数)(?:（[^）]*）)?$/;
const COUNTED = "无"; // the unit of what is no money
const MOST_BETWEEN = 8; // characters between the pieces of a name
const USUAL = "万元"; // of a form that says none
const UNIT_AFTER = /^\s*(万元|亿元|元)/;
const LEVEL = /[（(][类款项][）)]/g; // 一般公共服务（类）支出
const RUN_BEFORE = /[0-9A-Za-z]$|\d[.,]$/;
const ONE_BEFORE = /^[^\u3400-\u9fff0-9A-Za-z]?[\u3400-\u9fff]$/;
const HAN_AFTER = /^[\u3400-\u9fff]/;
const RUN_AFTER = /^[0-9A-Za-z]|^[.,]\d/;

const kept = new Map(); // character → what normalising leaves of it
const known = new Map(); // text → its letters

/** The letters of a text without marks, and for each the place it came from. */
function letters(text) {
  let found = known.get(text);
  if (found) return found;
  let plain = "";
  const from = [];
  let at = 0;
  for (const char of text.replace(LEVEL, (level) => " ".repeat(level.length))) {
    if (!kept.has(char)) kept.set(char, bare(char));
    const letter = kept.get(char);
    plain += letter;
    for (let i = 0; i < letter.length; i++) from.push({ start: at, end: at + char.length });
    at += char.length;
  }
  found = { plain, from };
  known.set(text, found);
  return found;
}

/** Texts of the query before are forgotten. */
export function forget() {
  known.clear();
}

export function plain(text) {
  return letters(text).plain;
}

/** Whether a single character before a name makes another one of it: 邮电费 is no 电费. */
function isOther(text, start, end) {
  return end - start > 1 && ONE_BEFORE.test(text.slice(Math.max(0, start - 2), start)) && !HAN_AFTER.test(text.slice(end));
}

/** Where `wanted` (plain letters) stands: [[start, end], …]. Numbers and Latin words are met whole. */
function places(text, wanted, isName) {
  const { plain: all, from } = letters(text);
  const ranges = [];
  for (let at = all.indexOf(wanted); wanted && at >= 0; at = all.indexOf(wanted, at + wanted.length)) {
    const start = from[at].start;
    const end = from[at + wanted.length - 1].end;
    const cut =
      (RUN_AFTER.test(text.slice(start)) && RUN_BEFORE.test(text.slice(Math.max(0, start - 2), start))) ||
      (RUN_BEFORE.test(text.slice(start, end)) && RUN_AFTER.test(text.slice(end, end + 2)));
    if (!cut && !(isName && isOther(text, start, end))) ranges.push([start, end]);
  }
  return ranges;
}

/** Where the numbers stand that the part accepts; `unit` is that of the table, a text names its own. */
function amounts(text, accepts, unit) {
  const ranges = [];
  for (const found of text.matchAll(NUMBER)) {
    const end = found.index + found[0].length;
    const named = UNIT_AFTER.exec(text.slice(end));
    if (accepts(found[0].replace(/,/g, ""), named ? named[1] : unit || COUNTED)) ranges.push([found.index, end]);
  }
  return ranges;
}

/** The unit of the amounts below a head, in a table whose unit is `unit`, or empty. */
export function unitOf(head, unit) {
  if (NO_MONEY.test(head)) return COUNTED;
  const named = UNIT_IN_HEAD.exec(head);
  return named ? named[1] : unit || USUAL;
}

/** Where a text stands in pieces of two characters or more, one after another with little between them. */
function apart(text, wanted) {
  const { plain: all, from } = letters(text);
  const next = (at, after) => {
    if (at === wanted.length) return [];
    for (let end = wanted.length; end >= at + 2; end--) {
      const piece = wanted.slice(at, end);
      for (let start = all.indexOf(piece, after); start >= 0 && (!at || start - after <= MOST_BETWEEN); start = all.indexOf(piece, start + 1)) {
        const rest = next(end, start + piece.length);
        if (rest) return [[from[start].start, from[start + piece.length - 1].end], ...rest];
      }
    }
    return null;
  };
  return next(0, 0) || [];
}

/** Where one form of a part stands in a text: [[start, end], …]. */
export function ranges(form, text, unit = "") {
  if (!text) return [];
  if (form.loose) return apart(text, plain(form.text));
  return form.numbers ? amounts(text, form.numbers.accepts, unit) : places(text, plain(form.text), form.kind === "name");
}

/** A part as it was typed, and what else it may mean, likeliest first. */
export function forms(part) {
  return [part, ...(part.also || [])];
}

/** Where any of the parts stands, in order, none over another. */
export function marks(parts, text, unit = "") {
  const all = parts.flatMap(forms).flatMap((form) => ranges(form, text, unit));
  all.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const apart = [];
  for (const range of all) if (!apart.length || range[0] >= apart[apart.length - 1][1]) apart.push(range);
  return apart;
}
