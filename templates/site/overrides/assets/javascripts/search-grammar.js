// How people ask how much, in words that go together: 花了多少钱, 一共有几辆, 接待了几批. From 问数 of search.yml.
const LONGEST = 14; // characters of such words
const OR_NOT = /^(.{1,2})[不没]\1$/; // 贵不贵, 花没花: whether
const A_LITTLE = /^(.)一\1$/; // 晒一晒, 比一比
const IN_TENTHS = /^(?:近|约|超|超过|不到)?[一二两三四五六七八九]成[一二三四五六七八九半]?(?:多|左右|以上)?$/; // a share as people say it, which is not printed so

export class Grammar {
  constructor({ 动词 = [], 助词 = [], 疑问 = [], 量词 = {}, 单位 = [] } = {}) {
    const verbs = `(?:(${any(动词)})${any(助词)}*)`;
    const measures = `(${any(Object.keys(量词))})`;
    const [short, long] = [疑问.filter((one) => one.length === 1), 疑问.filter((one) => one.length > 1)];
    const asked = `(?:${any(long)}${measures}?|${any(short)}${measures})`; // 几 has to count something
    this.measures = 量词;
    this.asking = new RegExp(`^${any(助词)}*${verbs}*${asked}${any(单位)}?$`);
    this.doing = new RegExp(`^(${any(动词)})(?:${any(助词)}+没?有?|钱?没有?)$`);
  }

  /** What a text asks: {drop, verb, intent, counted}; null if it is no such words. */
  read(text) {
    if (text.length < 2 || text.length > LONGEST) return null;
    if ([OR_NOT, A_LITTLE, IN_TENTHS].some((one) => one.test(text))) return { drop: true };
    const [, doing] = this.doing.exec(text) || [];
    if (doing) return { drop: true, verb: doing };
    const [all, verb, one, other] = this.asking.exec(text) || [];
    const counted = this.measures[one || other] || [];
    return all ? { drop: true, verb, intent: "amount", ...(counted.length ? { counted } : {}) } : null;
  }
}

/** Any of these words, the longest first; none at all where there are none. */
function any(words) {
  const sorted = [...words].sort((a, b) => b.length - a.length);
  return words.length ? `(?:${sorted.join("|")})` : "(?!)";
}
