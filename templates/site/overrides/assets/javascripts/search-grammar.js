// How people talk around what they ask for, in words that go together: 花了多少钱, 那套, 干了没, 咋这么高, 哪年花得多. From 问数 and 口语 of search.yml.
const LONGEST = 14; // characters of such words
const OR_NOT = /^(.{1,2})[不没]\1$/; // 贵不贵, 花没花: whether
const A_LITTLE = /^(.)一\1$/; // 晒一晒, 比一比
const IN_TENTHS = /^(?:近|约|超|超过|不到)?[一二两三四五六七八九]成[一二三四五六七八九半]?(?:多|左右|以上)?$/; // a share as people say it, which is not printed so

const WHAT = "(?:个|的)?(?:什么|啥)(?:意思|东西|概念|玩意儿?|含义)?";
const WHICH = "(?:什么|啥|哪[些几]?[一二三四五六]?[个种项类样块部]?|几[个种项类样块部])(?:内容|费用|支出|钱|方面|部分|东西)?";
const MEANING = new RegExp(`^(?:又|也)?(?:(?:是|叫|叫做|叫作|称作|算)${WHAT}|(?:都|主要)?(?:指|指的|指的是|是指|说的是|包括|包含|含|分成?|分为)了?${WHICH})$`); // 叫啥, 指哪三个
const DUTY = /^(?:主要|具体|平时|到底)?是?(?:干|做|管|负责|搞|忙|承担)(?:些|点|着|的是)?(?:什么|啥|嘛|哪些)(?:事儿?|事情|工作|业务|活儿?|职能|任务)?的?$/; // 是干嘛的
const BELOW = /^(?:下面|下边|底下)?还?(?:有|设|设有|带|管|管着|领导)了?(?:哪些|哪几个|什么|几个|多少个?)(?:下属|所属|直属|二级)?(?:单位|机构|部门)$/; // 下面还管着哪些单位
const SUBORDINATE = "下属单位"; // in 同义
const TASK = "负责什么"; // how all of these are said in 单说

export class Grammar {
  constructor({ 动词 = [], 助词 = [], 疑问 = [], 量词 = {}, 单位 = [] } = {}, { 指示 = [], 个量 = [], 情态 = [], 程度 = [], 形容 = [], 因何 = [], 何者 = [] } = {}) {
    const particles = `${any(助词)}*`;
    const verbs = `(?:${any(情态)}?(${any(动词)})${particles})`;
    const measures = `(${any(Object.keys(量词))})`;
    const [short, long] = [疑问.filter((one) => one.length === 1), 疑问.filter((one) => one.length > 1)];
    const asked = `(?:${any(long)}${measures}?|${any(short)}${measures})`; // 几 has to count something
    const quality = `${any(程度)}*${any(形容)}${particles}`;
    const which = `(?:${any(何者)}(?:${verbs}|的)?|哪个${verbs})`;
    this.measures = 量词;
    this.asking = new RegExp(`^${particles}${verbs}*${any(情态)}?${asked}${any(单位)}?$`);
    this.doing = new RegExp(`^(?:没|未|还没)?(${any(动词)})(?:${any(助词)}+[没未]?有?|钱?没有?)$`);
    this.pointing = new RegExp(`^${any(指示)}[一几两些]?${any(个量)}儿?$`); // 那套, 这几个
    this.wondering = new RegExp(`^${any(因何)}(?:${quality}|会|还|就|没|${any(情态)})?$`); // 咋这么高
    this.judging = new RegExp(`^${any(程度)}+${any(形容)}${particles}$`); // 太贵了
    this.choosing = new RegExp(`^${which}钱?得?${quality}(?:一?[点些])?$`); // 哪年花得多
  }

  /** What a text asks: {drop, verb, intent, counted}; `aside` what is no part of a text on both sides (视频会议那套系统); or the name that is meant; null if it is no such words. */
  read(text) {
    if (text.length < 2 || text.length > LONGEST) return null;
    const [chosen, spent, other] = this.choosing.exec(text) || [];
    if (chosen) return { drop: true, verb: spent || other, intent: "compare" };
    if (BELOW.test(text)) return { type: "name", text: SUBORDINATE };
    if (DUTY.test(text)) return { drop: true, verb: TASK, intent: "meaning" };
    if (MEANING.test(text)) return { drop: true, intent: "meaning" };
    if (this.wondering.test(text)) return { drop: true, intent: "reason" };
    if ([OR_NOT, A_LITTLE, IN_TENTHS].some((one) => one.test(text))) return { drop: true };
    if (this.pointing.test(text) || this.judging.test(text)) return { drop: true, aside: true };
    const [, doing] = this.doing.exec(text) || [];
    if (doing) return { drop: true, verb: doing };
    const [all, verb, one, another] = this.asking.exec(text) || [];
    const counted = this.measures[one || another] || [];
    return all ? { drop: true, verb, intent: "amount", ...(counted.length ? { counted } : {}) } : null;
  }
}

/** Any of these words, the longest first; none at all where there are none. */
function any(words) {
  const sorted = [...words].sort((a, b) => b.length - a.length);
  return words.length ? `(?:${sorted.join("|")})` : "(?!)";
}
