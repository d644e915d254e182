// How much a text is like the name of an office that it may be short for.
export const ENDINGS = { 委: ["委员会"], 办: ["办公室"], 联: ["联合会"], 协: ["协会", "协商会议委员会"], 大: ["代表大会常务委员会"], 中: ["中学", "中学校"], 小: ["小学", "小学校"] }; // how names of offices are shortened

const SHORTEST = 4; // characters of what a name is shortened to

/** 4: the same; 3: its end; 2: the same ending and beginning, characters in order; 1: characters in order; 0: none. */
export function likeness(text, name) {
  if (text === name) return 4;
  if (name.endsWith(text)) return 3;
  const last = text.slice(-1);
  const ending = [...(ENDINGS[last] || []), last].find((one) => name.endsWith(one));
  if (!ending) return 0;
  if (!inOrder(text.slice(0, -1), name.slice(0, name.length - ending.length))) return 0;
  return text[0] === name[0] ? 2 : 1;
}

/** Whether a name has these characters one after another. */
export function inOrder(text, name) {
  let at = 0;
  for (const char of text) {
    at = name.indexOf(char, at) + 1;
    if (!at) return false;
  }
  return true;
}

/** Whether a name has a text in pieces of two characters or more, one after another. */
function inPieces(text, name, from = 0) {
  if (!text) return true;
  for (let length = text.length; length > 1; length--) {
    const at = name.indexOf(text.slice(0, length), from);
    if (at >= 0 && inPieces(text.slice(length), name, at + length)) return true;
  }
  return false;
}

/** Names by how they begin and end, to find those that a text is short for. */
export class Shortened {
  constructor(names) {
    this.names = new Map();
    for (const name of names) if (name.length > SHORTEST) this.names.set(ends(name), [...(this.names.get(ends(name)) || []), name]);
  }

  /** Names that begin and end as the text does and have the rest of it in between, the shortest first. */
  of(text) {
    if (text.length < SHORTEST) return [];
    const isLonger = (name) => name.length > text.length && name.length <= 2 * text.length + 1 && !name.includes(text) && inPieces(text, name);
    return (this.names.get(ends(text)) || []).filter(isLonger).sort((a, b) => a.length - b.length);
  }
}

const MONEY = /(?:费用|支出|开支|经费|花费|花销|开销|资金|费)$/; // how a name of money ends, in one document or another
const SHORTEST_STEM = 2;

/** Names by what they are for, to find those that are called 费, 经费 or 支出: 公用支出 for 公用经费. */
export class Named {
  constructor(names) {
    this.names = new Map();
    for (const name of names) {
      const stem = stemOf(name);
      if (stem) this.names.set(stem, [...(this.names.get(stem) || []), name]);
    }
  }

  of(text) {
    return this.names.get(stemOf(text)) || [];
  }
}

function stemOf(name) {
  const stem = name.replace(MONEY, "");
  return stem !== name && stem.length >= SHORTEST_STEM ? stem : "";
}

function ends(name) {
  return name.slice(0, 2) + name.slice(-2);
}

/** What a text with one character of the same sound may have meant of these names; `pairs`: those of known names, which are no slips. */
export function heard(text, names, pairs, { readings }) {
  const sounds = (char) => readings.get(char) || [];
  const same = (char, other) => sounds(other).some((one) => sounds(char).includes(one));
  const right = (name) => [...text].map((char) => (name.includes(char) ? char : [...name].find((other) => same(char, other)) || char)).join("");
  const isKnown = (place) => pairs.has(text.slice(place - 1, place + 1)) || pairs.has(text.slice(place, place + 2));
  const isSlip = (one) => {
    const wrong = [...text].map((char, place) => (char === one[place] ? -1 : place)).filter((place) => place >= 0);
    return wrong.length === 1 && !isKnown(wrong[0]);
  };
  return [...new Set(names.map(right))].filter(isSlip);
}

/** 临, 临江, 临江市. */
export function beginnings(text) {
  return [...text].map((_, at) => text.slice(0, at + 1));
}
