// Other ways to write: traditional characters, pinyin, characters of the same sound, one character too many or too few.
// `characters`: {readings, simplified}, as index.characters gives them.
import { isStrange } from "./search-characters.js";

const LIKE = [[/^([zcs])h/, "$1"], [/^n(?=[aeiou])/, "l"], [/([aei])ng$/, "$1n"]]; // sounds that many do not tell apart
const MORE = [[/([aei])n$/, "$1ng"], [/^([zcs])(?!h)/, "$1h"]]; // and the other way round
const LONGEST_TAIL = 5; // letters of a syllable that is cut short
const SHORTEST_CUT = 5; // letters before it
const INITIALS = /^[bcdfghjklmnpqrstwxyz]{4,10}$/; // no vowels, so that it is no word of another language
const SHORTEST = 3; // characters of a name that may be written by sound
const LONG = 5; // characters of a name in which one may be wrong

/** The text in simplified characters. */
export function simplified(text, characters) {
  const pairs = [...characters.simplified];
  const table = new Map();
  for (let at = 0; at + 1 < pairs.length; at += 2) table.set(pairs[at], pairs[at + 1]);
  return [...text].map((one) => table.get(one) || one).join("");
}

/** The text without characters that nobody prints, where each is like one that is printed: 支岀 → 支出. */
export function asPrinted(text, { looks, characters }) {
  return [...text]
    .map((one) => {
      const like = isStrange(one, characters) ? [...(looks.get(one) || "")].filter((other) => !isStrange(other, characters)) : [];
      return like.length === 1 ? like[0] : one;
    })
    .join("");
}

/** The text with what is pinyin of known names in their characters: sangong → 三公; unchanged if none is. `saysLittle`: of what nobody asks in pinyin. */
export function fromPinyin(text, terms, characters, offices = [], saysLittle = () => false) {
  const { readings } = characters;
  return text.replace(/[a-zü]+(?:[ '][a-zü]+)*/g, (run) => {
    const spelled = (word) => [exactly, asTyped].map((ways) => spelledBy(word, terms, readings, ways, saysLittle)).find(Boolean);
    const whole = spelled(run.replace(/[ ']/g, "").replace(/ü/g, "v"));
    const short = (word) => offices.map((office) => shortened(word, [...office], readings)).find(Boolean);
    const cut = (word) => cutShort(word, terms, readings, spelled) || byInitials(word, terms, readings);
    return whole || run.replace(/[a-zü]+/g, (word) => spelled(word.replace(/ü/g, "v")) || short(word) || cut(word) || word);
  });
}

/** What letters spell of an office's name, from its first character to its last: zhengwuju → 政务局; or "". */
function shortened(letters, chars, readings) {
  const from = (taken, at, text) => {
    if (taken === letters.length) return at === chars.length && text.length > 2 ? text : "";
    for (let next = at; next < (at ? chars.length : 1); next++) {
      for (const sound of readings.get(chars[next]) || []) {
        const found = letters.startsWith(sound, taken) && from(taken + sound.length, next + 1, text + chars[next]);
        if (found) return found;
      }
    }
    return "";
  };
  return from(0, 0, "");
}

/** What letters spell of which the last syllable is not finished: sangongjingf → 三公经费; or "". */
function cutShort(letters, terms, readings, spelled) {
  for (let tail = 1; tail <= LONGEST_TAIL && letters.length - tail >= SHORTEST_CUT; tail++) {
    const head = spelled(letters.slice(0, -tail));
    const isNext = (char) => (readings.get(char) || []).some((sound) => sound.startsWith(letters.slice(-tail)));
    const found = head && terms.find((term) => term.startsWith(head) && term.length > head.length && isNext(term[head.length]));
    if (found) return found.slice(0, head.length + 1);
  }
  return "";
}

/** The name of which letters are how each character begins to sound: sgjf → 三公经费; or "". */
function byInitials(letters, terms, readings) {
  if (!INITIALS.test(letters)) return "";
  const begins = (char, at) => (readings.get(char) || []).some((sound) => sound[0] === letters[at]);
  return terms.find((term) => term.length === letters.length && [...term].every(begins)) || "";
}

/** The characters that letters spell, two or more of one term at a time, as few pieces as can be; "" if none do. `ways`: how a sound may be written. */
function spelledBy(letters, terms, readings, ways, saysLittle, known = new Map()) {
  if (letters.length < 4) return "";
  if (!known.has(letters)) known.set(letters, spelledAnew(letters, terms, readings, ways, saysLittle, known));
  return known.get(letters);
}

function spelledAnew(letters, terms, readings, ways, saysLittle, known) {
  const beginnings = new Map(); // how many letters → the characters that they spell
  for (const term of terms) {
    const chars = [...term];
    for (let start = 0; start + 1 < chars.length; start++) {
      for (const [length, end] of spelledFrom(letters, chars, start, readings, ways)) {
        const bounded = start === 0 || end === chars.length;
        if (!beginnings.has(length) || (bounded && !beginnings.get(length).bounded)) beginnings.set(length, { text: chars.slice(start, end).join(""), bounded });
      }
    }
  }
  for (const length of [...beginnings.keys()].sort((a, b) => b - a)) {
    const { text } = beginnings.get(length);
    if (saysLittle(text)) continue;
    if (length === letters.length) return text;
    const rest = spelledBy(letters.slice(length), terms, readings, ways, saysLittle, known);
    if (rest) return text + rest;
  }
  return "";
}

/** How many letters the characters from `start` on take, for each end of two characters or more. */
function spelledFrom(letters, chars, start, readings, ways) {
  const ends = [];
  let taken = [0];
  for (let at = start; at < chars.length && taken.length; at++) {
    const sounds = (readings.get(chars[at]) || []).flatMap(ways);
    taken = [...new Set(taken.flatMap((from) => sounds.map((one) => after(letters, one, from)).filter(Boolean)))];
    if (at > start) for (const length of taken) ends.push([length, at + 1]);
  }
  return ends;
}

function exactly(sound) {
  return [sound];
}

/** A sound as people type it who do not tell some apart: jing, jin. */
function asTyped(sound) {
  return [...new Set([sound, ...LIKE.map(([from, to]) => sound.replace(from, to)), ...MORE.map(([from, to]) => sound.replace(from, to))])];
}

/** How far letters go with a sound from a place on, or 0; one of two letters that are the same may be lacking: gong gong, gongong. */
function after(letters, sound, from) {
  if (letters.startsWith(sound, from)) return from + sound.length;
  return from && letters[from - 1] === sound[0] && letters.startsWith(sound.slice(1), from) ? from + sound.length - 1 : 0;
}

/** The known name that a text is a slip for, or "". */
export function slipFor(text, names, { pairs, looks }, characters) {
  const { readings } = characters;
  const isLike = (one, other) => alike(one, other, readings) || (looks.get(one) || "").includes(other);
  const typed = [...text];
  const found = { like: "", length: "", stray: [] };
  for (const name of names) {
    const chars = [...name];
    const more = chars.length - typed.length;
    if (more === 0 && typed.length >= SHORTEST) {
      const wrong = typed.map((one, place) => (one === chars[place] ? -1 : place)).filter((place) => place >= 0);
      if (!wrong.length || wrong.length === typed.length) continue;
      if (wrong.every((place) => isLike(typed[place], chars[place]))) found.like = found.like || name;
      else if (wrong.length === 1 && chars.length >= LONG && stray(typed, wrong[0], pairs)) found.stray.push(name);
    } else if (chars.length >= LONG && (more === 1 ? lacksOne(typed, chars) : more === -1 && lacksOne(chars, typed))) {
      found.length = found.length || name;
    }
  }
  return found.like || found.length || (found.stray.length === 1 ? found.stray[0] : "");
}

/** The name that has one other character, of the very same sound, or "". */
export function soundsLike(text, names, characters) {
  return sameSound(text, names, characters, 1);
}

/** The name of as many characters, all of the very same sound, at most so many of them others; or "". */
export function sameSound(text, names, { readings }, most = Infinity) {
  const typed = [...text];
  const found = names.find((name) => {
    const chars = [...name];
    if (chars.length !== typed.length) return false;
    const wrong = chars.filter((one, place) => one !== typed[place]);
    const isHeard = (one, place) => one === typed[place] || (readings.get(one) || []).some((sound) => (readings.get(typed[place]) || []).includes(sound));
    return wrong.length > 0 && wrong.length <= most && chars.every(isHeard);
  });
  return found || "";
}

function alike(one, other, readings) {
  const sounds = (char) => (readings.get(char) || []).map((sound) => LIKE.reduce((kept, [from, to]) => kept.replace(from, to), sound));
  const theirs = sounds(other);
  return sounds(one).some((sound) => theirs.includes(sound));
}

/** A character inside that makes no known pair with its neighbours; at an end it may say something else (高中, 初中). */
function stray(typed, place, pairs) {
  if (place === 0 || place === typed.length - 1) return false;
  return !pairs.has(typed[place - 1] + typed[place]) && !pairs.has(typed[place] + typed[place + 1]);
}

/** Whether `short` is `long` without one character inside. */
function lacksOne(short, long) {
  let same = 0;
  while (same < short.length && short[same] === long[same]) same++;
  return same > 0 && same < short.length && short.slice(same).join("") === long.slice(same + 1).join("");
}
