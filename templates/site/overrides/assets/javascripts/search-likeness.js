// How much a text is like the name of an office that it may be short for.
export const ENDINGS = { 委: ["委员会"], 办: ["办公室"], 联: ["联合会"], 协: ["协会", "协商会议委员会"], 大: ["代表大会常务委员会"], 中: ["中学", "中学校"], 小: ["小学", "小学校"] }; // how names of offices are shortened

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
export function inPieces(text, name, from = 0) {
  if (!text) return true;
  for (let length = text.length; length > 1; length--) {
    const at = name.indexOf(text.slice(0, length), from);
    if (at >= 0 && inPieces(text.slice(length), name, at + length)) return true;
  }
  return false;
}

/** 临, 临江, 临江市. */
export function beginnings(text) {
  return [...text].map((_, at) => text.slice(0, at + 1));
}
