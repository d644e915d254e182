// Words as generator/publishing/search/words.py makes them for the index; the rules stand there.
const HAN = "\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const LETTER = "0-9A-Za-z\\u00c0-\\u024f\\u0370-\\u03ff";
const UNIT = new RegExp(`([${HAN}])|([${LETTER}]+(?:[.,][${LETTER}]+)*%?)`, "gu");
const NUMBER = /^(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?%?$/;
const NO_LETTER = new RegExp(`[^${HAN}${LETTER}]+`, "gu");
const ORDINAL =
  /^\s*(?:其中:|[一二三四五六七八九十]+[、.]|\((?:[一二三四五六七八九十]+|[0-9]{1,2})\)|[0-9]{1,2}(?:、|\.(?![0-9])))/;

/** The words of a text in order: 公开07表，3,685.85万元 → 公开 #07 #3685.85 万元. */
export function words(text) {
  const found = [];
  let before = "";
  let lone = "";
  for (const [, han, word] of composed(text).matchAll(UNIT)) {
    if (han) {
      if (before) found.push(before + han);
      lone = lone || han;
      before = han;
    } else {
      found.push(...numbers(word));
      before = "";
    }
  }
  return found.length || !lone ? found : [lone];
}

/** In half width; a Chinese comma separates no thousands. */
function composed(text) {
  return text.replace(/，/g, "、").normalize("NFKC").toLowerCase();
}

function numbers(word) {
  if (NUMBER.test(word)) return [`#${word.replace(/,/g, "")}`];
  return word
    .replace(/%$/, "")
    .split(/[.,]/)
    .map((one) => (NUMBER.test(one) ? `#${one}` : one));
}

/** A name with nothing but characters, letters and digits, without what counts it: （一）“三公”经费 → 三公经费. */
export function bare(name) {
  return composed(name).replace(ORDINAL, "").replace(NO_LETTER, "");
}

/** The word for the whole of a name: =三公经费; empty where nothing of it is left. */
export function nameWord(name) {
  const whole = bare(name);
  return whole && `=${whole}`;
}

/** Which of `count` shards (a power of two) holds a word; numbers stand by their beginning. */
export function shardOf(word, count) {
  const hash = hashOf(word);
  return (hash ^ (hash >>> 15)) & (count - 1);
}

/** 词位 of a word, in so many bits. */
export function placeOf(word, bits) {
  return hashOf(word) >>> (32 - bits);
}

/** FNV-1a, 32 bit. */
function hashOf(word) {
  const kept = word[0] === "#" ? `#${beginning(word.slice(1))}` : word;
  let hash = 0x811c9dc5;
  for (let place = 0; place < kept.length; place++) {
    hash = Math.imul(hash ^ kept.charCodeAt(place), 0x01000193) >>> 0;
  }
  return hash;
}

/** The integer part of a number; below ten, where there are most, with the first decimal: 3685.85 → 3685, 2.35% → 2.3. */
export function beginning(number) {
  const [integer, decimals = ""] = number.replace("%", "").split(".");
  return integer.length === 1 && decimals ? `${integer}.${decimals[0]}` : integer;
}

/** The beginnings of all numbers from `low` to `high`. */
export function beginnings(low, high) {
  const found = new Set();
  const last = Math.floor(high * 10 + 1e-6);
  for (let tenths = Math.floor(low * 10 + 1e-6); tenths <= last; tenths++) {
    const integer = Math.floor(tenths / 10);
    if (integer > 9 || tenths % 10 === 0) found.add(String(integer));
    if (integer < 10) found.add(`${integer}.${tenths % 10}`);
  }
  return [...found];
}
