// Which words of a part the index is asked for, and how much the part weighs on each page by what it answers.
import { forms } from "./search-match.js";
import { nameWord } from "./search-words.js";

const PAIRS = 2; // beside the whole of a name
const OTHERS = 2; // other names of a part
const REASON = "reason"; // stands in running text, where names are no wholes
const PAGES = 4096; // more than a document has
const WHOLE_NAME = 2; // more than what only stands within
const PARTLY = 2;
const AMOUNT = 3;
const AS_TYPED = 3.5; // and not in another unit
const ELSEWHERE = 0.7;

export function keyOf(document, page) {
  return document * PAGES + page;
}

/** What to ask for a part: the words of each of its forms, and the whole of its name. With `most` words for all parts, only what covers it. `known`: pairs of characters, in how many known names. */
export function plan(part, parts, most, intent = "", known = new Map()) {
  const planned = forms(part).map((form) => ({ ...form, whole: form.kind === "name" && !part.change ? nameWord(form.text) : "" }));
  if (part.loose) return planned.map((form) => ({ ...form, words: covering(form.words, form.words.length) }));
  if (!most) return planned.map((form) => ({ ...form, words: few(form, form.words.length, known) }));
  const inSentences = parts.some(({ telling, optional }) => telling && optional);
  if (inSentences) return planned.slice(0, OTHERS).map((form) => ({ ...form, whole: "", words: few(form, PAIRS, known) }));
  const [first, ...others] = planned;
  const named = others.filter((form) => form.whole || form.numbers || form.words.length === 1).slice(0, Math.max(OTHERS, Math.floor(most / parts.length) - 1));
  const left = Math.floor(most / parts.length) - named.length;
  const least = first.whole && first.words.length > 1 ? 0 : 1;
  const pairs = first.whole ? Math.min(PAIRS, Math.max(least, left - 1)) : Math.max(least, left);
  const words = first.whole || first.words.length > pairs ? few(first, part.optional ? 1 : pairs, known) : first.words;
  const other = (form) => (form.whole && intent === REASON ? { ...form, whole: "", words: covering(form.words, PAIRS) } : { ...form, words: form.whole ? [] : form.words });
  return [{ ...first, words }, ...named.map(other)];
}

/** Whether what is asked for so may pass over pages that hold the parts: wholes of names alone, or not all names. */
export function isNarrow(parts, most) {
  const byWhole = ({ whole, words }) => Boolean(whole) && !words.length;
  return parts.some((part) => {
    const planned = plan(part, parts, most);
    return planned.length < forms(part).length || planned.some(byWhole);
  });
}

/** At most so many words of a form: of a name, those that the fewest names have; of a text, what no name has first: where it stands nowhere, no more need be asked. */
function few({ kind, words }, most, known) {
  const count = (word) => known.get(word) || 0;
  if (kind === "name" && most < covering(words, words.length).length) return [...words].sort((a, b) => count(a) - count(b)).slice(0, most);
  const rare = kind === "text" ? words.filter((one) => !count(one)).slice(0, PAIRS) : [];
  return [...new Set([...rare, ...covering(words, most)])].slice(0, most);
}

/** Words enough to meet every character: every second pair, and the last; at most so many, spread over all. */
function covering(words, most) {
  const kept = [];
  words.forEach((word, place) => {
    const before = kept[kept.length - 1];
    const overlaps = place && before === words[place - 1] && before[before.length - 1] === word[0];
    if (!overlaps || place === words.length - 1) kept.push(word);
  });
  if (kept.length <= most) return kept;
  if (!most) return [];
  if (most === 1) return [kept[kept.length >> 1]];
  return Array.from({ length: most }, (_, at) => kept[Math.round((at * (kept.length - 1)) / (most - 1))]);
}

/** Key of a page → weight of a part there, in any of its forms. */
export async function weightsOf(index, volume, planned) {
  const found = new Map();
  const pages = await Promise.all(planned.map((form) => (form.numbers ? amountsOf : wordsOf)(index, volume, form)));
  pages.forEach((some, turn) => {
    for (const [key, weight] of some) found.set(key, Math.max(found.get(key) || 0, weight * (turn ? ELSEWHERE : 1)));
  });
  return found;
}

async function amountsOf(index, volume, { numbers }) {
  const asked = numbers.integers.filter((integer) => index.affords(volume, `#${integer}`));
  const lists = await Promise.all(asked.map((integer) => index.numbers(volume, integer)));
  const rough = numbers.rough.filter((word) => index.affords(volume, word));
  const said = await Promise.all(rough.map((word) => index.postings(volume, word)));
  const found = new Map(said.flatMap((list) => [...keyed(list)].map(([key, weight]) => [key, AS_TYPED + weight]))); // in a table more than in a text
  for (const { text, found: places } of lists.flat()) {
    const worth = (numbers.round ? text.includes(".") : text === numbers.typed) ? AS_TYPED : AMOUNT;
    if (numbers.accepts(text, "")) for (const [key] of keyed(places)) found.set(key, Math.max(found.get(key) || 0, worth));
  }
  return found;
}

/** Pages with all the words that can be afforded; the whole of a name counts more. What was not asked for is seen in the pages. */
async function wordsOf(index, volume, { words, whole, loose }) {
  const ask = (word) => (index.affords(volume, word) ? index.postings(volume, word).then(keyed) : null);
  const [word, ...others] = words;
  if (others.some((other) => index.lacks(volume, other)) && !loose) return whole ? wholes(await ask(whole)) : new Map();
  const [named, first] = await Promise.all([whole ? ask(whole) : null, word ? ask(word) : null]);
  if (!first) return wholes(named);
  const rest = first.size || loose ? (await Promise.all(others.map(ask))).filter(Boolean) : [];
  if (loose) return halfOf([first, ...rest]);
  const found = new Map();
  for (const [key, weight] of first) {
    if (rest.every((other) => other.has(key))) found.set(key, Math.min(PARTLY, weight, ...rest.map((other) => other.get(key))));
  }
  return new Map([...found, ...wholes(named)]);
}

function wholes(named) {
  return new Map([...(named || [])].map(([key, weight]) => [key, weight + WHOLE_NAME]));
}

/** Pages with so many of the words as pieces of two characters leave; those where these weigh most are looked at first. */
function halfOf(lists) {
  const found = new Map();
  for (const list of lists) {
    for (const [key, weight] of list) {
      const before = found.get(key) || { count: 0, weight: 0 };
      found.set(key, { count: before.count + 1, weight: before.weight + weight });
    }
  }
  const least = Math.ceil((lists.length + 1) / 2);
  return new Map([...found].filter(([, { count }]) => count >= least).map(([key, { weight }]) => [key, weight]));
}

function keyed(postings) {
  const found = new Map();
  for (const { document, pages } of postings) for (const { page, weight } of pages) found.set(keyOf(document, page), weight);
  return found;
}
