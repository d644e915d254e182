// Cuts the texts of a question that nobody knows at what stands in the index, so that the nearest can name what is lacking.
import { bare, words } from "./search-words.js";

const UNIT = /[a-z0-9]+|./gu;
const LATIN = /^[a-z0-9]/;

/** The reading with its unknown texts cut: 信创项目 → 信创, 项目. `isThere` says whether a word stands anywhere. */
export async function cut(reading, isThere) {
  const parts = await Promise.all(reading.parts.map((part) => (part.kind === "text" && !part.optional && !part.whole ? pieces(part, isThere) : [part])));
  return { ...reading, parts: parts.flat() };
}

async function pieces(part, isThere) {
  const units = bare(part.text).match(UNIT) || [];
  const linked = await Promise.all(units.map((unit, at) => at > 0 && isPair(units[at - 1], unit) && isThere(units[at - 1] + unit)));
  const alone = await Promise.all(units.map((unit) => LATIN.test(unit) && isThere(words(unit)[0])));
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
