// Numbers, years and dates in a question: 3685.9, 3,685万, 0.37亿元, 10.04%, 2010301, 21年, 2023年8月.
import { beginnings, words } from "./search-words.js";

const YUAN = { 元: 1, 块: 1, 块钱: 1, 万: 1e4, 万元: 1e4, 亿: 1e8, 亿元: 1e8 };
const PRINTED = ["元", "万元"]; // in tables
const DIGITS = "〇一二三四五六七八九";
export const CODE = /^[1235]\d{2}(?:\d{2}){0,2}$/; // 类, 款, 项 of a classification
const MOST_PARTS = 4; // how far apart the numbers may be that a rounded one stands for
const ENDLESS = 1e13; // no amount; beyond, numbers have no cents any more
const EXACT = 5; // digits of a printed number that is shorter than what was typed
const SURELY_YUAN = 1e7; // no number of 万元 is so large
const LARGE = /^[万亿]/;
const [LEAST_FIGURES, MOST_FIGURES] = [2, 3]; // of an amount as it is said
const TELLING = 3; // digits below which a rounded number says nothing; with its unit, one less

const BELOW = "(?:[一二两三四五六七八九]?[千百十][零〇]?|[一二两三四五六七八九][零〇]?)+"; // below ten thousand, in words
const IN_WORDS = new RegExp(`((?=[^千百])${BELOW}(?:万[零〇]?(?:${BELOW})?)?(?:点[〇零一二三四五六七八九]+)?)([多余]?)(万元|亿元|万|亿|元|块钱|块)(?![家人户亩里村])`, "g");
const ROUND = /(^|[^一二两三四五六七八九十百千万亿几数\d.])([十百千])万(?=元|以上|以下|以内|块)/g; // 百万以上
const IN_PARTS = new RegExp(`百分之(${BELOW}(?:点[〇零一二三四五六七八九]+)?)`, "g");
const ATOMS = [
  [/(\d{4})(?:年(\d{1,2})月(?:(\d{1,2})[日号])?|([-/.])(\d{1,2})\4(\d{1,2})(?![\d.]))/y, date],
  [/\d{1,2}月\d{1,2}日/y, ([text]) => ({ type: "text", text })],
  [/[〔[(]\d{4}[〕\])]\d*号?/y, ([text]) => ({ type: "text", text })],
  [/((?:19|20)\d{2})年?(?:度)?[-—~至到]((?:19|20)\d{2})(?:年度?)?(?![\d.,%])/y, range],
  [/((?:19|20)\d{2})(?=年[初末底终])/y, ([text, year]) => ({ type: "year", text, years: [year] })],
  [/((?:19|20)\d{2})(?:年度?|(?![\d.,%万亿元块多余]))/y, ([text, year]) => ({ type: "year", text, years: [year] })],
  [/([12][0-9])年度?(?!期)/y, ([text, year]) => ({ type: "year", text, years: [`20${year}`] })],
  [/二([〇零一二三四五六七八九])年度?/y, ([text, year]) => ({ type: "year", text, years: [`202${DIGITS.indexOf(year.replace("零", "〇"))}`] })],
  [/二[〇零○o][〇零○o一二三四五六七八九]{2}年度?/y, chineseYear],
  [/((?:公开|财决|预算)?)0*(\d{1,2})表/y, ([, before, number]) => table(number, before)],
  [/(公开|财决|预算)0*(\d{1,2})(?![\d年.,%万亿元块多余个人台套辆次批户家项条])/y, ([, before, number]) => table(number, before)],
  [/第([一二三四五六七八九]?十?[一二三四五六七八九]?)张?表|附表([一二三四五六七八九十])/y, ([, one, other]) => table(chineseNumber(one || other))],
  [/附?表0*(\d{1,2})(?!\d)/y, ([, number]) => table(number)],
  [/([1235]\d{2}(?:\d{2}){0,2})(?:[类款]|项(?![㐀-鿿]))/y, ([, code]) => ({ type: "number", text: code })],
  [/(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:%|[万亿]?[多余]?(?:元|块钱|块(?![地田钱]))|[万亿][多余]?(?![辆人次个件家]))?/y, number],
  [/[a-zà-ɏ][a-z0-9à-ɏ]*(?:[.+-][a-z0-9]+)*/y, ([text]) => ({ type: "latin", text })],
  [/[〇㐀-䶿一-鿿豈-﫿\u{20000}-\u{3ffff}]/uy, ([text]) => ({ type: "han", text })],
];

/** A piece of the question as characters and whole numbers, years, dates, Latin words; marks are looked through. */
export function atoms(piece) {
  const found = [];
  for (let at = 0; at < piece.length; ) {
    let taken = null;
    for (const [pattern, read] of ATOMS) {
      pattern.lastIndex = at;
      taken = pattern.exec(piece);
      if (taken) {
        found.push(read(taken));
        break;
      }
    }
    at += taken ? taken[0].length : 1;
  }
  return found;
}

function table(number, before = "") {
  return { type: "table", text: `${before}${String(number).padStart(2, "0")}表` };
}

/** 三千六百八十五点八五 → 3685.85; empty where it is no number in words. */
function inDigits(text) {
  const [whole, decimals] = text.replace(/两/g, "二").replace(/零/g, "〇").split("点");
  const below = (words) => {
    let sum = 0;
    let rest = words;
    for (const [sign, worth] of [["千", 1000], ["百", 100], ["十", 10]]) {
      const at = rest.indexOf(sign);
      if (at < 0) continue;
      sum += (at ? DIGITS.indexOf(rest[at - 1]) : 1) * worth;
      rest = rest.slice(at + 1);
    }
    return sum + Math.max(0, DIGITS.indexOf(rest.slice(-1) || "〇"));
  };
  const large = whole.split("万");
  const number = large.length > 1 && large[1] ? below(large[0]) * 1e4 + below(large[1]) : below(large[0]);
  return `${number}${decimals ? `.${[...decimals].map((one) => DIGITS.indexOf(one)).join("")}` : ""}${large.length > 1 && !large[1] ? "万" : ""}`;
}

/** The text with amounts in words as digits: 三千六百万 → 3600万, 五成 → 50%. */
export function numbersInDigits(text) {
  return text.replace(ROUND, (_, before, sign) => `${before}1${"0".repeat("十百千".indexOf(sign) + 1)}万`).replace(IN_WORDS, (said, number, about, unit) => said === "一块" ? said : `${inDigits(number)}${unit.replace(/元|块钱?/, "")}${about}${unit.replace(/^[万亿]/, "")}`).replace(IN_PARTS, (_, number) => `${inDigits(number)}%`);
}

/** 八 → 8, 十二 → 12. */
function chineseNumber(text) {
  const [tens, ones] = text.includes("十") ? text.split("十") : ["〇", text];
  return (tens ? DIGITS.indexOf(tens) : 1) * 10 + (ones ? DIGITS.indexOf(ones) : 0);
}

function number([text]) {
  return { type: "number", text: text.replace(/[多余]/, ""), about: /[多余]/.test(text) };
}

function date([text, year, month, day, , plainMonth, plainDay]) {
  if (!plainMonth) return { type: "text", text: `${year}年${Number(month)}月${day ? `${Number(day)}日` : ""}` };
  return { type: "text", text: `${year}年${Number(plainMonth)}月${Number(plainDay)}日` };
}

function range([text, first, last]) {
  const years = [];
  for (let year = Number(first); year <= Math.min(Number(last), Number(first) + 20); year++) years.push(String(year));
  return { type: "year", text, years };
}

function chineseYear([text]) {
  const digits = [...text.replace(/年度?$/, "").replace(/[零○o]/g, "〇")].map((one) => DIGITS.indexOf(one));
  return { type: "year", text, years: [digits.join("")] };
}

/** What is looked for of a number: itself in whatever unit, or, `rounded`, what it may be a rounding of. */
export function numberPart(text, rounded) {
  const [, digits, unit] = /^([\d,.]+)(.*)$/.exec(text);
  const plain = digits.replace(/,/g, "");
  if (!unit && plain === digits && CODE.test(plain)) {
    return { text: plain, kind: "code", words: words(plain), also: [sought(text, plain, unit, false)] };
  }
  return { ...sought(text, plain, unit, rounded), also: [] };
}

function sought(text, plain, unit, rounded) {
  const decimals = (plain.split(".")[1] || "").length;
  const typed = { value: Number(plain), step: 10 ** -decimals, digits: plain.replace(/^0+|\./g, "").length };
  const percent = unit === "%";
  const said = percent ? [{ ...typed, printed: "%" }] : interpretations(typed, unit, !rounded && typed.value >= 1e4 && (/[.,]/.test(text) || typed.value >= SURELY_YUAN));
  if (rounded && !unit && decimals) said.push({ ...typed, printed: "%" }); // 预算调整率36.78
  const round = LARGE.test(unit) ? said.map(roughly).filter(Boolean) : [];
  const rough = rounded ? round : [];
  const ways = [...said, ...rough].filter(({ value }) => value < ENDLESS);
  const tells = typed.digits >= (unit && !percent ? TELLING - 1 : TELLING);
  const agrees = rounded && tells && !(percent && !decimals) ? nearly : equal;
  const accepts = (printed, itsUnit) => {
    const other = printedNumber(printed);
    return ways.some((way) => fits(way, other, itsUnit) && agrees(way, other));
  };
  const integers = rough.length ? [] : [...new Set(ways.flatMap((way) => (agrees === nearly ? around(way) : whole(way))))];
  return { text, kind: percent ? "percent" : "number", words: [], numbers: { integers, accepts, typed: plain, rounded: agrees === nearly, round: round.length > rough.length, rough: [...new Set(rough.map(({ word }) => word))] } };
}

/** The number as it would be printed in each unit. Without a unit it is as it stands. */
function interpretations(typed, unit, surely) {
  const inUnit = (said, printed) => {
    const factor = YUAN[said] / YUAN[printed];
    return { ...typed, value: typed.value * factor, step: typed.step * factor, printed };
  };
  if (unit) return [...PRINTED, ...(unit[0] === "亿" ? ["亿元"] : [])].map((printed) => inUnit(unit, printed));
  const asItStands = { ...typed, printed: "" };
  return surely ? [asItStands, inUnit("元", "万元")] : [asItStands];
}

/** What was said in few figures as a rounding of so many: 0.37亿 of 3685.85万; `word` is what the index has for it (contributions.py). */
function roughly(way) {
  const tenThousands = Math.round((way.value * YUAN[way.printed]) / YUAN.万元);
  const figures = Math.max(LEAST_FIGURES, String(tenThousands).replace(/0+$/, "").length);
  if (way.printed === "亿元" || tenThousands < 10 ** figures || figures > MOST_FIGURES) return null;
  const step = 10 ** (String(tenThousands).length - figures) * (YUAN.万元 / YUAN[way.printed]);
  return { ...way, step, digits: TELLING, word: `≈${tenThousands}` };
}

function fits(way, other, unit) {
  if (way.printed === "%" || other.percent) return way.printed === "%" && other.percent;
  return !way.printed || !unit || way.printed === unit;
}

function printedNumber(text) {
  const plain = text.replace(/[,%\s−-]/g, "");
  const decimals = (plain.split(".")[1] || "").length;
  const digits = plain.replace(/^0+|\./g, "").length;
  return { value: Number(plain || NaN), step: 10 ** -decimals, digits, percent: text.includes("%") };
}

function equal(way, other) {
  return Math.abs(way.value - other.value) <= slack(way, other);
}

/** Whether one is a rounding of the other, or what was typed is cut off. */
function nearly(way, other) {
  if (equal(way, other)) return true;
  if (other.digits < (other.step > way.step * (1 + 1e-9) ? EXACT : TELLING)) return false;
  const some = slack(way, other);
  if (Math.abs(way.value - other.value) <= Math.max(way.step, other.step) / 2 + some) return true;
  return !way.word && way.step > other.step && other.value > way.value && other.value - way.value < way.step - some;
}

/** What counting may lose; far less than a cent, however large the amount. */
function slack(way, other) {
  return Math.min(way.step, other.step) / 100;
}

/** How it begins, if the amount can be printed to the cent. */
function whole({ value, printed }) {
  const cents = value * 100;
  if (printed && Math.abs(cents - Math.round(cents)) > 1e-6 * Math.max(1, cents)) return [];
  return beginnings(value, value);
}

function around({ value, step }) {
  const margin = Math.max(step, 0.01);
  const first = Math.max(0, value - margin / 2);
  const last = value + margin - 1e-6;
  return last - first >= MOST_PARTS ? [] : beginnings(first, last);
}
