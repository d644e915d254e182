// What is known when a question is read: places, departments, kinds of documents, names, words of questions.
import { Grammar } from "./search-grammar.js";
import { ENDINGS, Shortened, beginnings, heard, inOrder, likeness } from "./search-likeness.js";
import { bare, words } from "./search-words.js";

const PLACE_ENDING = /(?:特别行政区|自治[州县旗区]|[省市州盟县区旗])$/;
const OFFICE_OF = /(会)办公室$/; // 人大常委会办公室
const BRANCH = /分局$/; // 公安分局, as the 公安局 of a district is called
const BRACKETED = /[（(][^（）()]*[）)]$/; // 某局（本级）
const SOCIETY = /[联委协办]$/; // 残联, 团委, 科协 are short enough
const TABLE = /表$/;
const SHORTEST_TITLE = 3; // characters of a table's short name
const TITLES = 3;
const OFFICE = /[局委办]$/; // people mix them up
const LONE_OFFICE = "局"; // 安阳局
const SHORTEST_OFFICE = 3; // characters of an office without its place
const YEAR = /(?:19|20)\d{2}/;
const NONE = { 意图: {}, 虚词: [], 说不准的年: [], 小字: {}, 可有可无: [], 栏名: [], 可略: [], 泛称: [], 文种倾向: {}, 页别倾向: {}, 问数: {}, 单说: {}, 机构俗称: {}, 合计: [], 一共: [], 数的: {}, 变化: [], 变化口语: {}, 栏目: {}, 形近: [], 种类: {}, 机构尾字: [] };
const INTENTS = { 含义: "meaning", 原因: "reason", 数额: "amount", 比较: "compare", 职责: "duty" };
const made = new WeakMap();

/** That of a volume's core, made once. */
export function vocabularyOf(core) {
  if (!made.has(core)) made.set(core, new Vocabulary(core));
  return made.get(core);
}

class Vocabulary {
  constructor(core) {
    const questions = { ...NONE, ...(core.questions || {}) };
    this.places = new Map(); // full name or stem → {paths, stem}
    this.departments = core.departments.map(department);
    this.documents = core.documents;
    this.whole = new Map(); // name of a department → those called so
    this.own = new Map(); // name of a department without its place → those called so
    this.names = new Map(); // bare name → as printed
    this.meant = new Map(); // bare everyday word → names
    this.words = new Map(); // word of a question → {drop} or {optional}, {intent}, {noYear}
    this.spare = new Set(); // words that are left out where nothing is found with them
    this.alone = new Map(); // what is said of a document and nothing else → the name that is meant
    this.looks = new Map(); // character → those that look like it
    this.kinds = new Map(); // as said → kinds of documents
    const { 开头 = [], 结尾 = [], 单独 = [] } = questions.小字;
    this.small = { first: new Set(开头), last: new Set(结尾), alone: new Set([...开头, ...结尾, ...单独]) };
    this.offices = questions.机构尾字;
    this.readPlaces();
    this.readNames(core, questions);
    this.readWords(core, questions);
    this.longest = Math.max(...[this.places, this.whole, this.names, this.words, this.kinds].map(longest));
    this.endings = new Set(this.departments.flatMap(({ names }) => names.map((name) => name.slice(-1))));
    for (const short of Object.keys(ENDINGS)) this.endings.add(short);
  }

  readPlaces() {
    const add = (text, path, stem) => {
      const place = this.places.get(text) || { paths: [], stem };
      if (!place.paths.some((one) => one.join() === path.join())) place.paths.push(path);
      this.places.set(text, place);
    };
    for (const { region, whole, own, number } of this.departments) {
      region.forEach((name, level) => {
        const path = region.slice(0, level + 1);
        const stem = bare(name).replace(PLACE_ENDING, "");
        add(bare(name), path, false);
        if (stem.length > 1 && stem !== bare(name)) add(stem, path, true);
      });
      for (const name of whole) this.whole.set(name, [...(this.whole.get(name) || []), number]);
      for (const name of own) this.own.set(name, [...(this.own.get(name) || []), number]);
    }
  }

  readNames(core, questions) {
    const pages = core.documents.flatMap((one) => one.pages || []);
    for (const name of [...core.names, ...new Set(pages)]) {
      const key = bare(name);
      const plain = key.length > 1 && !YEAR.test(key) && !/^\d+$/.test(key) && !this.beginsWithDepartment(key);
      if (plain && !this.names.has(key)) this.names.set(key, name);
    }
    this.printed = new Set(this.names.keys());
    for (const [said, name] of [...(core.synonyms || []), ...(questions.同义 || [])]) {
      const key = bare(said);
      if (key.length < 2 || key === bare(name)) continue;
      for (const one of [said, name]) if (!this.names.has(bare(one))) this.names.set(bare(one), one);
      this.meant.set(key, [...new Set([...(this.meant.get(key) || []), name])]);
    }
  }

  beginsWithDepartment(text) {
    return beginnings(text).some((one) => this.whole.has(one));
  }

  readWords(core, questions) {
    for (const word of questions.虚词) this.words.set(word, { drop: true });
    for (const word of questions.说不准的年) this.words.set(word, { drop: true, noYear: true });
    for (const word of questions.可有可无) this.words.set(word, { optional: true });
    this.heads = new Set(questions.栏名); // of columns and of what sentences say: one of them beside a name need not be found
    for (const word of this.heads) if (!this.names.has(word)) this.names.set(word, word);
    this.generic = new Set(questions.泛称); // of these, what says something only beside others
    for (const word of [...questions.可略, ...questions.泛称]) this.spare.add(word);
    this.before = new Map(Object.entries(questions.机构俗称)); // part of an office's name → that of today
    this.grammar = new Grammar(questions.问数);
    for (const [name, said] of Object.entries(questions.单说)) for (const one of said) this.alone.set(one, name);
    this.columns = new Map(Object.entries(questions.栏目)); // kind of document → heads of columns that are called so
    this.total = questions.合计;
    this.leanings = Object.entries(questions.文种倾向); // kind of document → words of a question by which it is likely
    this.pageLeanings = Object.entries(questions.页别倾向); // kind of page → words of a question by which it is likely
    for (const group of questions.形近) {
      for (const one of group) this.looks.set(one, (this.looks.get(one) || "") + group);
    }
    for (const word of questions.一共) this.words.set(word, { drop: true, total: true, intent: "amount" });
    for (const group of questions.变化) {
      for (const word of group) this.words.set(word, { optional: true, change: group.filter((one) => one !== word) });
    }
    for (const [word, said] of Object.entries(questions.变化口语)) {
      const { change = [] } = this.words.get(word) || {};
      for (const one of said) this.words.set(one, { optional: true, change: [word, ...change] });
    }
    for (const [word, counted] of Object.entries(questions.数的)) this.words.set(word, { drop: true, counted });
    for (const [name, intent] of Object.entries(INTENTS)) {
      for (const word of questions.意图[name] || []) {
        this.words.set(word, { drop: true, ...this.words.get(word), intent });
      }
    }
    for (const word of this.alone.keys()) if (word.length > 1 && !this.words.has(word) && !this.names.has(word)) this.names.set(word, word);
    const kinds = new Set(core.documents.filter(({ year }) => year).map(({ kind }) => kind));
    for (const kind of kinds) this.kinds.set(kind, [...kinds].filter((one) => one.endsWith(kind)));
    for (const [kind, said] of Object.entries(questions.种类)) {
      const those = [...kinds].filter((one) => one === kind);
      for (const text of those.length ? said : []) this.kinds.set(text, [...new Set([...(this.kinds.get(text) || []), ...those])]);
    }
  }

  /** What a text is, whole: {type, …}, or null; `spare` words are words only where that is asked for. */
  known(text, { spare } = {}) {
    if (this.whole.has(text)) return { type: "department", text, departments: this.whole.get(text) };
    if (this.places.has(text)) return { type: "place", text, ...this.places.get(text) };
    if (this.kinds.has(text)) return { type: "kind", text, kinds: this.kinds.get(text) };
    if (this.words.has(text)) return { type: "word", text, ...this.words.get(text) };
    if (this.names.has(text)) return { type: "name", text };
    if (spare && this.spare.has(text)) return { type: "word", text, drop: true, spare, generic: this.generic.has(text) };
    const asked = this.grammar.read(text);
    if (asked) return { type: "word", text, phrase: true, ...asked };
    const titles = this.titlesFor(text);
    if (titles.length) return { type: "name", text, titles };
    return null;
  }

  /** The departments that a text may be short for; after a place, those of this very place. */
  shortFor(text, paths, renamed = false) {
    if (paths && text === LONE_OFFICE) return this.within(paths).filter(({ own }) => own.some((name) => name.endsWith(text))).map(({ number }) => number);
    const stem = paths ? this.stemFor(text, paths) : [];
    if (stem.length) return stem;
    if (text.length < (paths || SOCIETY.test(text) ? 2 : SHORTEST_OFFICE) || !this.endings.has(text.slice(-1))) return [];
    const there = paths ? this.within(paths) : this.departments;
    const bareOnly = paths || beginnings(text).some((one) => this.places.has(one));
    const degrees = there.map(({ names, own }) => Math.max(...(bareOnly ? own : [...own, ...names]).map((name) => likeness(text, name))));
    const best = Math.max(0, ...degrees);
    if (!best && BRANCH.test(text)) return this.shortFor(text.replace(BRANCH, "局"), paths);
    const today = best || renamed ? undefined : [...this.before.keys()].find((one) => text === one + text.slice(-1));
    if (today) return this.shortFor(this.before.get(today) + text.slice(-1), paths, true);
    return best ? there.filter((_, place) => degrees[place] === best).map(({ number }) => number) : [];
  }

  /** The departments of these very places. */
  within(paths) {
    return this.departments.filter(({ region }) => paths.some((path) => path.join() === region.join()));
  }

  /** Those of this place whose name, without its ending or with another one, the text is short for: 人社, 发改局 of a 发展和改革委员会. */
  stemFor(text, paths) {
    const there = this.within(paths);
    if (there.some(({ own }) => own.some((name) => likeness(text, name)))) return [];
    const stem = OFFICE.test(text) ? text.slice(0, -1) : text;
    const isShort = (name) => stem.length > 1 && stem[0] === name[0] && inOrder(stem, name);
    return there.filter(({ own }) => own.some(isShort)).map(({ number }) => number);
  }

  /** The departments of a place whose short name a text sounds like: 正务服务局. */
  soundingLike(text, paths, characters) {
    const names = this.within(paths).flatMap(({ own }) => own);
    const found = heard(text, names, this.pairs, characters).find((one) => this.shortFor(one, paths).length);
    return found ? { type: "department", text: found, departments: this.shortFor(found, paths) } : null;
  }

  /** The tables that a text is short for, the nearest first: 收支总表 of a 收入支出决算总表. */
  titlesFor(text) {
    if (text.length < SHORTEST_TITLE || !TABLE.test(text)) return [];
    if (!this.tables) this.tables = [...this.names.keys()].filter((name) => TABLE.test(name)).sort((a, b) => a.length - b.length);
    return this.tables.filter((name) => inOrder(text, name)).slice(0, TITLES);
  }

  /** The names that a text is short for: 年末结余 of 年末结转和结余. */
  longFor(text) {
    if (!this.shortened) this.shortened = new Shortened(this.printed);
    return this.shortened.of(text).slice(0, TITLES);
  }

  /** Names of places and departments that may be written by sound. */
  get proper() {
    return [...new Set([...this.places.keys(), ...this.whole.keys(), ...this.own.keys()])].filter((name) => name.length > 2);
  }

  /** What is called by one of these names. */
  named(proper) {
    return this.known(proper) || { type: "department", text: proper, departments: this.own.get(proper) };
  }

  /** All pairs of characters in known names, each with how many names have it. */
  get pairs() {
    if (!this.allPairs) {
      this.allPairs = new Map();
      for (const name of this.names.keys()) {
        for (const pair of new Set(words(name))) this.allPairs.set(pair, (this.allPairs.get(pair) || 0) + 1);
      }
    }
    return this.allPairs;
  }

  /** All characters of what is known. */
  get characters() {
    if (!this.allCharacters) this.allCharacters = new Set([...this.places.keys(), ...this.whole.keys(), ...this.names.keys()].join(""));
    return this.allCharacters;
  }

  /** Names of offices, and those with a short ending: 卫生健康委, of which 卫健委 may be typed. */
  get shortOffices() {
    const shorter = (name) => Object.entries(ENDINGS).flatMap(([short, whole]) => whole.filter((one) => name.endsWith(one)).map((one) => name.slice(0, -one.length) + short));
    return this.departments.flatMap(({ own }) => own.flatMap((name) => [name, ...shorter(name)]));
  }

  /** Whether a word is no thing: 涉及. */
  saysLittle(text) {
    return this.spare.has(text) || (this.words.has(text) && !this.names.has(text));
  }

  /** What may be written in pinyin. */
  get terms() {
    const own = this.departments.flatMap((one) => one.own);
    return [...this.places.keys(), ...this.kinds.keys(), ...own, ...this.meant.keys(), ...this.names.keys(), ...this.whole.keys()];
  }
}

export function begins(region, path) {
  return path.every((name, level) => region[level] === name);
}

/** Its names with and without the place. */
function department({ number, name, former, region }) {
  const own = [name, ...former].map((one) => bare(one.replace(BRACKETED, "")));
  const names = [...new Set(own.flatMap((one) => [one, one.replace(/学校$/, "学"), one.replace(OFFICE_OF, "$1")]))];
  const whole = [...new Set([...names, bare(name)])];
  const bareOf = (one) => region.reduce((rest, step) => rest.replace(bare(step), ""), one) || one;
  return { number, region, whole, names, own: [...new Set(names.map(bareOf))] };
}

function longest(map) {
  return Math.max(0, ...[...map.keys()].map((key) => key.length));
}
