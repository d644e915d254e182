// What is known when a question is read: places, departments, kinds of documents, names, words of questions.
import { bare, words } from "./search-words.js";

const PLACE_ENDING = /(?:特别行政区|自治[州县旗区]|[省市州盟县区旗])$/;
const ENDINGS = { 委: ["委员会"], 办: ["办公室"], 联: ["联合会"], 协: ["协会", "协商会议委员会"], 大: ["代表大会常务委员会"], 中: ["中学", "中学校"], 小: ["小学", "小学校"] }; // how names of offices are shortened
const OFFICE_OF = /(会)办公室$/; // 人大常委会办公室
const BRANCH = /分局$/; // 公安分局, as the 公安局 of a district is called
const BRACKETED = /[（(][^（）()]*[）)]$/; // 某局（本级）
const SOCIETY = /[联委协办]$/; // 残联, 团委, 科协 are short enough
const TABLE = /表$/;
const SHORTEST_TITLE = 3; // characters of a table's short name
const TITLES = 3;
const OFFICE = /[局委办]$/; // people mix them up
const SHORTEST_OFFICE = 3; // characters of an office without its place
const YEAR = /(?:19|20)\d{2}/;
const NONE = { 意图: {}, 虚词: [], 说不准的年: [], 小字: {}, 可有可无: [], 合计: [], 一共: [], 数的: {}, 变化: [], 变化口语: {}, 栏目: {}, 形近: [], 种类: {}, 机构尾字: [] };
const INTENTS = { 含义: "meaning", 原因: "reason", 数额: "amount" };
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
    this.columns = new Map(Object.entries(questions.栏目)); // kind of document → heads of columns that are called so
    this.total = questions.合计;
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
    const kinds = new Set(core.documents.filter(({ year }) => year).map(({ kind }) => kind));
    for (const kind of kinds) this.kinds.set(kind, [...kinds].filter((one) => one.endsWith(kind)));
    for (const [kind, said] of Object.entries(questions.种类)) {
      const those = [...kinds].filter((one) => one === kind);
      for (const text of those.length ? said : []) this.kinds.set(text, [...new Set([...(this.kinds.get(text) || []), ...those])]);
    }
  }

  /** What a text is, whole: {type, …}, or null. */
  known(text) {
    if (this.whole.has(text)) return { type: "department", text, departments: this.whole.get(text) };
    if (this.places.has(text)) return { type: "place", text, ...this.places.get(text) };
    if (this.kinds.has(text)) return { type: "kind", text, kinds: this.kinds.get(text) };
    if (this.words.has(text)) return { type: "word", text, ...this.words.get(text) };
    if (this.names.has(text)) return { type: "name", text };
    const titles = this.titlesFor(text);
    if (titles.length) return { type: "name", text, titles };
    return null;
  }

  /** The departments that a text may be short for; after a place, those of this very place. */
  shortFor(text, paths) {
    const stem = paths ? this.stemFor(text, paths) : [];
    if (stem.length) return stem;
    if (text.length < (paths || SOCIETY.test(text) ? 2 : SHORTEST_OFFICE) || !this.endings.has(text.slice(-1))) return [];
    const there = paths ? this.departments.filter(({ region }) => paths.some((path) => path.join() === region.join())) : this.departments;
    const bareOnly = paths || beginnings(text).some((one) => this.places.has(one));
    const degrees = there.map(({ names, own }) => Math.max(...(bareOnly ? own : [...own, ...names]).map((name) => likeness(text, name))));
    const best = Math.max(0, ...degrees);
    if (!best && BRANCH.test(text)) return this.shortFor(text.replace(BRANCH, "局"), paths);
    return best ? there.filter((_, place) => degrees[place] === best).map(({ number }) => number) : [];
  }

  /** Those of this place whose name, without its ending or with another one, the text is short for: 人社, 发改局 of a 发展和改革委员会. */
  stemFor(text, paths) {
    const there = this.departments.filter(({ region }) => paths.some((path) => path.join() === region.join()));
    if (there.some(({ own }) => own.some((name) => likeness(text, name)))) return [];
    const stem = OFFICE.test(text) ? text.slice(0, -1) : text;
    const isShort = (name) => stem.length > 1 && stem[0] === name[0] && inOrder(stem, name);
    return there.filter(({ own }) => own.some(isShort)).map(({ number }) => number);
  }

  /** The tables that a text is short for, the nearest first: 收支总表 of a 收入支出决算总表. */
  titlesFor(text) {
    if (text.length < SHORTEST_TITLE || !TABLE.test(text)) return [];
    if (!this.tables) this.tables = [...this.names.keys()].filter((name) => TABLE.test(name)).sort((a, b) => a.length - b.length);
    return this.tables.filter((name) => inOrder(text, name)).slice(0, TITLES);
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

  /** What may be written in pinyin. */
  get terms() {
    const own = this.departments.flatMap((one) => one.own);
    return [...this.places.keys(), ...this.kinds.keys(), ...this.meant.keys(), ...this.names.keys(), ...this.whole.keys(), ...own];
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

/** 4: the same; 3: its end; 2: the same ending and beginning, characters in order; 1: characters in order; 0: none. */
function likeness(text, name) {
  if (text === name) return 4;
  if (name.endsWith(text)) return 3;
  const last = text.slice(-1);
  const ending = [...(ENDINGS[last] || []), last].find((one) => name.endsWith(one));
  if (!ending) return 0;
  if (!inOrder(text.slice(0, -1), name.slice(0, name.length - ending.length))) return 0;
  return text[0] === name[0] ? 2 : 1;
}

function inOrder(text, name) {
  let at = 0;
  for (const char of text) {
    at = name.indexOf(char, at) + 1;
    if (!at) return false;
  }
  return true;
}

function beginnings(text) {
  return [...text].map((_, at) => text.slice(0, at + 1));
}

function longest(map) {
  return Math.max(0, ...[...map.keys()].map((key) => key.length));
}
