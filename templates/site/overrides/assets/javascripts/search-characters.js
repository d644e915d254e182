// How characters are read, and which ones are simplified, from what publishing/search/characters.py writes.
const RUN = /([a-z]+)(\d+)/g;
const [FIRST_ROW, LAST_ROW, FIRST_CELL, LAST_CELL] = [0xb0, 0xd7, 0xa1, 0xfe]; // of the common ones in GB 2312, in the order of their sounds
const HAN = /[\u3400-\u9fff]/;
let common = null;

/** The common characters in the order of GB 2312. */
function inOrder() {
  if (!common) {
    const bytes = [];
    for (let row = FIRST_ROW; row <= LAST_ROW; row++) for (let cell = FIRST_CELL; cell <= LAST_CELL; cell++) bytes.push(row, cell);
    common = [...new TextDecoder("gb2312").decode(Uint8Array.from(bytes))].filter((one) => HAN.test(one));
  }
  return common;
}

/** Character → how it is read: ["xing", "hang"]. */
export function readings({ common: runs, more }) {
  const found = new Map();
  const add = (char, sound) => found.set(char, [...(found.get(char) || []), sound]);
  let at = 0;
  for (const [, sound, count] of runs.matchAll(RUN)) {
    for (const end = at + Number(count); at < end; at++) add(inOrder()[at], sound);
  }
  for (const [sound, all] of Object.entries(more)) for (const one of all) add(one, sound);
  return found;
}

/** Whether a text has characters that are neither common nor known, which may be traditional ones. */
export function isStrange(text, known) {
  return [...text].some((one) => HAN.test(one) && !known.has(one) && !inOrder().includes(one));
}
