// A piece of a question cut into what is known and the rest: the longest known parts win.
import { atoms } from "./search-amounts.js";
import { eachEnd, slipEdges, textOf } from "./search-slips.js";

const OF = "的"; // a name after it is whole, and no part of the text before
const AND = /[的和与及跟]/; // between things that need not stand together
const COMPARED = /[比较]$/;
const CITY = 2; // levels of a place; the stem of a district is a common word as well (和平, 高新)
const ADDS_NOTHING = ["department", "year", "number", "table"]; // a single character beside it: 约333万元
const HELPING = 0.5; // what a word weighs that only helps to ask
const LIMIT = /^(?:及|含)?(?:以上|以下|以内|上下|左右)的?/; // of an amount: 100万元以上的设备
const FINAL = "决算"; // behind a name it says which document, and is no part of that: 三公决算
const SHORT = 3; // characters up to which a known word is taken for a part of the unknown text beside it

/** The units of a piece: {type, text, …}; what is not known has type "text". Null: cut `apart`, a character is left alone. */
export function units(piece, vocabulary, { apart, asText, spare, characters }) {
  const signs = atoms(piece);
  let cut = best(signs, edges(signs, vocabulary, spare));
  if (characters) {
    const slips = slipEdges(signs, cut, vocabulary, characters);
    if (slips.length) cut = best(signs, edges(signs, vocabulary, spare, slips));
  }
  const joined = runs(cut).map(compared);
  const whole = apart ? joined : runs(absorbed(joined, vocabulary, { asText, spare }));
  const bare = whole
    .map((unit, place) => stripped(unit, whole[place - 1], whole[place + 1], vocabulary))
    .filter(Boolean)
    .flatMap((unit) => parted(unit, spare ? AND : OF))
    .flatMap((unit, place, all) => (spare ? spared(unit, all[place - 1], all[place + 1], vocabulary) : [unit]));
  return apart && bare.length > 1 && bare.some(isAlone) ? null : offices(bare, vocabulary);
}

/** Everything known that stands somewhere, beside `slips`: {from, to, weight, unit}. */
function edges(signs, vocabulary, spare, slips = []) {
  const found = [...slips];
  const add = (from, to, unit) => found.push({ from, to, weight: (to - from) ** 2 * (unit.phrase || unit.spare ? HELPING : 1), unit });
  signs.forEach((sign, from) => {
    if (sign.type === "year" || sign.type === "number" || sign.type === "table") add(from, from + 1, sign);
    let text = "";
    for (let to = from + 1; to <= signs.length && text.length < vocabulary.longest; to++) {
      text += signs[to - 1].text;
      const unit = vocabulary.known(text, { spare });
      if (unit) add(from, to, unit);
      else if (from === 0) addOffice(add, signs, 0, to, null, vocabulary);
    }
  });
  for (const { to: start, unit } of [...found]) {
    if (unit.type !== "place") {
      if (unit.type !== "name") eachEnd(signs, start, (to) => addOffice(add, signs, start, to, null, vocabulary));
    } else eachEnd(signs, start - 1, (to) => addOffice(add, signs, start, to, unit.paths, vocabulary));
  }
  return found;
}

/** The short name of a department; after its place, which then has to fit. */
function addOffice(add, signs, from, to, paths, vocabulary) {
  const text = textOf(signs, from, to);
  const departments = vocabulary.shortFor(text, paths);
  if (departments.length) add(from, to, { type: "department", text, departments, short: !vocabulary.endings.has(text.slice(-1)) });
}

/** The heaviest way from the first sign to the last; signs that no edge covers are text. */
function best(signs, all) {
  const weights = [0];
  const steps = [null];
  for (let to = 1; to <= signs.length; to++) {
    weights[to] = weights[to - 1];
    steps[to] = { from: to - 1, unit: { type: "text", text: signs[to - 1].text } };
    for (const edge of all) {
      if (edge.to === to && weights[edge.from] + edge.weight >= weights[to]) {
        weights[to] = weights[edge.from] + edge.weight;
        steps[to] = edge;
      }
    }
  }
  const found = [];
  for (let to = signs.length; to > 0; to = steps[to].from) found.unshift({ ...steps[to].unit, size: to - steps[to].from });
  return found;
}

/** Neighbouring texts are one; a small number beside a text belongs to it: 42条线路. */
function runs(cut) {
  const found = [];
  cut.forEach((unit, place) => {
    const counts = unit.type === "number" && /^\d{1,3}$/.test(unit.text) && (isText(cut[place + 1]) || isText(cut[place - 1]));
    const last = found[found.length - 1];
    if (!counts && !isText(unit)) found.push(unit);
    else if (isText(last)) found[found.length - 1] = together([last, unit]);
    else found.push(together([unit]));
  });
  return found;
}

function isText(unit) {
  return Boolean(unit) && unit.type === "text";
}

/** 比2021年: a year that is only compared with. */
function compared(unit, place, all) {
  return unit.type === "year" && isText(all[place - 1]) && COMPARED.test(all[place - 1].text) ? { ...unit, compared: true } : unit;
}

/** An unknown text at its 的: 以上的设备 need not stand together. */
function parted(unit, at) {
  const parts = isText(unit) ? unit.text.split(at) : [];
  return parts.length > 1 && parts.every((text) => text.length > 1) ? parts.map((text) => ({ ...unit, text })) : [unit];
}

/** An unknown text without the verb that it begins with (租网线), or a character that stands alone beside a long name; both are told. */
function spared(unit, before, after, { small, offices }) {
  if (!isText(unit)) return [unit];
  const chars = [...unit.text];
  const left = (text) => ({ type: "word", text, drop: true, spare: true });
  const isLong = (one) => Boolean(one) && one.type === "name" && one.text.length > SHORT;
  if (chars.length === 1 && !offices.includes(unit.text) && (isLong(before) || isLong(after))) return [left(unit.text)];
  return chars.length > SHORT - 1 && small.verbs.has(chars[0]) ? [left(chars[0]), { ...unit, text: chars.slice(1).join("") }] : [unit];
}

function isAlone(unit) {
  return isText(unit) && [...unit.text].length === 1;
}

function together(parts) {
  return { type: "text", text: parts.map(({ text }) => text).join(""), size: parts.reduce((sum, { size }) => sum + size, 0) };
}

/** Short known words beside unknown text are a part of it: 路灯电费, 财政预算, 智慧安阳建设. */
function absorbed(cut, vocabulary, { asText, spare }) {
  const isRest = (unit) => isText(unit) && [...unit.text].some((char) => !vocabulary.small.alone.has(char));
  return cut.map((unit, place) => {
    const [before, after] = [cut[place - 1], cut[place + 1]];
    const beside = [isText(before) && before.text.endsWith(OF) ? null : before, isText(after) && after.text.startsWith(OF) ? null : after].filter(isRest);
    const inside = {
      name: unit.size <= SHORT || (!spare && beside.some(isAlone)),
      kind: !spare && unit.size < SHORT,
      department: unit.short,
      word: unit.spare ? isPartOf(unit, before, after, isRest, vocabulary) : (!spare || unit.size === 1) && !unit.intent && !unit.aside && (unit.optional || beside.length === 2),
      place: asText || (unit.stem && (isRest(cut[place - 1]) || unit.paths.every((path) => path.length > CITY))),
    }[unit.type];
    const columns = asText && isBareKind(unit) && unit.text !== FINAL && cut[place - 1] && cut[place - 1].type === "name";
    const named = columns || [place, place - 1].some((at) => beginsName(cut[at], cut[at + 1]) && (asText || (at === 0 && cut[1].size <= SHORT)));
    return named || (inside && (beside.length || unit.generic)) ? { type: "text", text: unit.text, size: unit.size } : unit;
  });
}

/** Whether a word that says little is a part of what stands beside it: 数字政府, 居民养老, 城管局. */
function isPartOf(unit, before, after, isRest, { offices }) {
  const beside = (one) => Boolean(one) && (isRest(one) || Boolean(one.generic));
  const isOffice = unit.size === 1 && isText(after) && offices.some((one) => after.text.endsWith(one));
  return isOffice || (unit.generic && (beside(before) || beside(after)));
}

/** 预算 before 执行率 is a kind of document, or the beginning of its name. */
function beginsName(kind, name) {
  return isBareKind(kind) && Boolean(name) && name.type === "name";
}

function isBareKind(unit) {
  return Boolean(unit) && unit.type === "kind" && unit.size < SHORT;
}

/** A text without the small words at its ends; null if nothing is left. */
function stripped(unit, before, after, vocabulary) {
  if (!isText(unit) || !(before || after)) return unit;
  const { first, last, alone } = vocabulary.small;
  const limited = before && before.type === "number" ? unit.text.replace(LIMIT, "") : unit.text;
  if (!limited) return null;
  let chars = [...limited];
  const beside = [before, after].some((one) => one && ADDS_NOTHING.includes(one.type));
  if (chars.every((char) => alone.has(char)) || (chars.length === 1 && beside && !vocabulary.offices.includes(chars[0]))) return null;
  while (before && chars.length > 2 && first.has(chars[0])) chars = chars.slice(1);
  while (chars.length > 2 && last.has(chars[chars.length - 1])) chars = chars.slice(0, -1);
  return { ...unit, text: chars.join("") };
}

/** An office that is not known stays with its place: the 教育局 of another city is no answer. */
function offices(cut, vocabulary) {
  return cut.map((unit, place) => {
    const before = cut[place - 1];
    const office = isText(unit) && before && before.type === "place" && vocabulary.offices.some((one) => unit.text.endsWith(one));
    return office ? { ...unit, text: before.text + unit.text, whole: true } : unit;
  });
}
