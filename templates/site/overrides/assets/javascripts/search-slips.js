// Where a piece of a question may be written wrongly: names, places and offices with another character of the same sound or look.
import { slipFor, soundsLike } from "./search-spelling.js";

const LONGEST_PLACE = 4; // characters of a place that may be written by sound
const HALF = 4; // characters of a part of a name that may be written by sound

/** What could be a known name with something wrong in it, across characters that are not known. */
export function slipEdges(signs, cut, vocabulary, characters) {
  const unknown = cut.flatMap((unit) => Array.from({ length: unit.size }, () => unit.type === "text"));
  const names = byLength([...vocabulary.names.keys()].filter((name) => name.length > 2));
  const propers = byLength(vocabulary.proper);
  const found = [...officeSlips(signs, cut, vocabulary, characters), ...placeSlips(signs, unknown, vocabulary, characters)];
  signs.forEach((_, from) => {
    for (let to = from + 3; to <= signs.length && to - from <= vocabulary.longest + 1; to++) {
      if (signs[to - 1].type !== "han" || signs[from].type !== "han") break;
      if (!unknown.slice(from, to).includes(true)) continue;
      const typed = textOf(signs, from, to);
      if (vocabulary.known(typed)) continue;
      const proper = vocabulary.isElsewhere(typed) ? "" : soundsLike(typed, propers.get(typed.length) || [], characters);
      const isAll = !unknown[from - 1] && !unknown[to];
      const half = () => (isAll ? soundsLike(typed, halves(names, typed.length), characters) : "");
      const name = proper || slipFor(typed, around(names, typed.length), vocabulary, characters) || half();
      const unit = proper ? vocabulary.named(proper) : { type: "name", text: name };
      if (name) found.push({ from, to, weight: (to - from) ** 2 - 1, unit: { ...unit, typed } });
    }
  });
  return found;
}

/** Offices behind their place with a character of the same sound. */
function officeSlips(signs, cut, vocabulary, characters) {
  let from = 0;
  return cut.flatMap(({ type, paths, size }) => {
    from += size;
    const found = [];
    if (type === "place") {
      eachEnd(signs, from, (to) => {
        const typed = textOf(signs, from, to);
        const isOffice = typed.length > 2 && vocabulary.endings.has(typed.slice(-1)) && !vocabulary.shortFor(typed, paths).length;
        const unit = isOffice && vocabulary.soundingLike(typed, paths, characters);
        if (unit) found.push({ from, to, weight: (to - from) ** 2 - 1, unit: { ...unit, typed } });
      });
    }
    return found;
  });
}

/** Places written by sound before an office of theirs. */
function placeSlips(signs, unknown, vocabulary, characters) {
  const found = [];
  signs.forEach((_, from) => {
    for (let to = from + 2; to <= Math.min(from + LONGEST_PLACE, signs.length - 2); to++) {
      if (!signs.slice(from, to).every(({ type }, at) => type === "han" && unknown[from + at])) break;
      const typed = textOf(signs, from, to);
      let unit = null;
      eachEnd(signs, to, (end) => (unit = unit || vocabulary.soundingPlace(typed, textOf(signs, to, end), characters)));
      if (unit) found.push({ from, to, weight: (to - from) ** 2 - 1, unit: { ...unit, typed } });
    }
  });
  return found;
}

function byLength(names) {
  const found = new Map();
  for (const name of names) found.set(name.length, [...(found.get(name.length) || []), name]);
  return found;
}

/** Beginnings and ends of longer names, of this length: 绩效目标 of 绩效目标汇总表. */
function halves(names, length) {
  if (length < HALF) return [];
  const longer = [...names].filter(([all]) => all > length).flatMap(([, some]) => some);
  return [...new Set(longer.flatMap((name) => [name.slice(0, length), name.slice(-length)]))];
}

/** Names of this length, one more, one less. */
function around(names, length) {
  return [length, length + 1, length - 1].flatMap((one) => names.get(one) || []);
}

export function eachEnd(signs, start, take) {
  for (let to = start + 2; to <= signs.length && signs[to - 1].type === "han"; to++) take(to);
}

export function textOf(signs, from, to) {
  return signs.slice(from, to).map(({ text }) => text).join("");
}
