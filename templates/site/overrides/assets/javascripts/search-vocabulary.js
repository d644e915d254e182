// What is known when a question is read: places, departments, kinds of documents, names, words of questions.
import { Grammar } from "./search-grammar.js";
import { ENDINGS, Named, Shortened, beginnings, heard, inOrder } from "./search-likeness.js";
import { Offices } from "./search-offices.js";
import { bare, words } from "./search-words.js";

const TABLE = /表$/;
const SHORTEST_TITLE = 3; // characters of a table's short name
const TITLES = 3;
const YEAR = /(?:19|20)\d{2}/;
const NONE = { 意图: {}, 虚词: [], 说不准的年: [], 小字: {}, 可有可无: [], 栏名: [], 可略: [], 泛称: [], 文种倾向: {}, 页别倾向: {}, 问数: {}, 口语: {}, 单说: {}, 机构俗称: {}, 合计: [], 一共: [], 数的: {}, 变化: [], 变化口语: {}, 栏目: {}, 形近: [], 种类: {}, 机构尾字: [] };
const INTENTS = { 含义: "meaning", 原因: "reason", 数额: "amount", 比较: "compare", 职责: "duty" };
const made = new WeakMap();

/** That of a volume's core, made once. */
export function vocabularyOf(core) {
  if (!made.has(core)) made.set(core, new Vocabulary(core));
  return made.get(core);
}

class Vocabulary extends Offices {
  constructor(core) {
    const questions = { ...NONE, ...(core.questions || {}) };
    super(core);
    this.documents = core.documents;
    this.names = new Map(); // bare name → as printed
    this.meant = new Map(); // bare everyday word → names
    this.words = new Map(); // word of a question → {drop} or {optional}, {intent}, {noYear}
    this.spare = new Set(); // words that are left out where nothing is found with them
    this.alone = new Map(); // what is said of a document and nothing else → the name that is meant
    this.looks = new Map(); // character → those that look like it
    this.kinds = new Map(); // as said → kinds of documents
    const { 开头 = [], 结尾 = [], 单独 = [], 动字 = [] } = questions.小字;
    this.small = { first: new Set(开头), last: new Set(结尾), verbs: new Set(动字), alone: new Set([...开头, ...结尾, ...单独]) };
    this.offices = questions.机构尾字;
    this.readNames(core, questions);
    this.readWords(core, questions);
    this.longest = Math.max(...[this.places, this.whole, this.names, this.words, this.kinds].map(longest));
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
    this.columnHeads = new Set([...this.heads, "完成率", ...Object.values(questions.栏目).flat()]); // beside a code
    for (const word of this.heads) if (!this.names.has(word)) this.names.set(word, word);
    this.generic = new Set(questions.泛称); // of these, what says something only beside others
    for (const word of [...questions.可略, ...questions.泛称]) this.spare.add(word);
    this.before = new Map(Object.entries(questions.机构俗称));
    this.grammar = new Grammar(questions.问数, questions.口语);
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
    if (spare && this.spare.has(text) && !this.printed.has(text)) return { type: "word", text, drop: true, spare, generic: this.generic.has(text) };
    if (this.names.has(text)) return { type: "name", text };
    const asked = this.grammar.read(text);
    if (asked) return { type: "word", text, phrase: true, ...asked };
    const called = this.calledOtherwise(text);
    if (called.length) return { type: "name", text, called };
    const titles = this.titlesFor(text);
    if (titles.length) return { type: "name", text, titles };
    return null;
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

  /** The names that are of the same money: 公用经费 for 公用支出. */
  calledOtherwise(text) {
    if (!this.money) this.money = new Named(this.printed);
    return this.money.of(text);
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

function longest(map) {
  return Math.max(0, ...[...map.keys()].map((key) => key.length));
}
