// Cuts the texts of a question that nobody knows at what stands in the index, so that the nearest can name what is lacking.
import { bare, words } from "./search-words.js";

const UNIT = /[a-z0-9]+|./gu;
const SHORTEST = 4; // two pieces of two characters
const OF_ANYTHING = /(?:项目|工程|工作|经费|资金|费用|服务)$/; // at the end of a name that is long enough without
const LATIN = /^[a-z0-9]/;

/** The reading with its unknown texts cut: 信创项目 → 信创, 项目. `isThere` says whether a word may stand anywhere. */
export function cut(reading, isThere) {
  return { ...reading, parts: reading.parts.flatMap((part) => (isCut(part) ? pieces(part, isThere) : [part])) };
}

/** The reading with those texts that stand nowhere as typed to be found in pieces: 老旧小区保温 for 老旧小区外墙保温. Null if there are none. */
export function loosened(reading, small) {
  const parts = reading.parts.map((part) => (isCut(part) ? inPieces(part, small) : part));
  return parts.every((part, place) => part === reading.parts[place]) ? null : { ...reading, parts };
}

function inPieces(part, { first, last }) {
  let chars = [...bare(part.text)];
  while (chars.length > 2 && first.has(chars[0])) chars = chars.slice(1);
  while (chars.length > 2 && last.has(chars[chars.length - 1])) chars = chars.slice(0, -1);
  const whole = chars.join("");
  const name = whole.replace(OF_ANYTHING, "");
  const text = name.length >= SHORTEST ? name : whole;
  return chars.length < SHORTEST && text === part.text ? part : { ...part, loose: true, text, words: words(text), also: part.also.map((one) => ({ ...one, loose: true })) };
}

function isCut({ kind, optional, whole }) {
  return kind === "text" && !optional && !whole;
}

function pieces(part, isThere) {
  const units = bare(part.text).match(UNIT) || [];
  const linked = units.map((unit, at) => at > 0 && isPair(units[at - 1], unit) && isThere(units[at - 1] + unit));
  const alone = units.map((unit) => LATIN.test(unit) && isThere(words(unit)[0]));
  const found = [];
  units.forEach((unit, at) => {
    const there = linked[at] || linked[at + 1] || alone[at] || false;
    const last = found[found.length - 1];
    if (last && (linked[at] || !(there || last.there))) last.text += unit;
    else found.push({ text: unit, there });
  });
  return found.length < 2 ? [part] : found.map(({ text }) => ({ text, kind: "text", words: words(text), also: [] }));
}

function isPair(one, other) {
  return !LATIN.test(one) && !LATIN.test(other);
}
