// The places and departments of a volume: what they are called, and which ones a short or a wrong name may mean.
import { ENDINGS, beginnings, inOrder, likeness } from "./search-likeness.js";
import { sameSound } from "./search-spelling.js";
import { bare } from "./search-words.js";

const PLACE_ENDING = /(?:特别行政区|自治[州县旗区]|[省市州盟县区旗])$/;
const OFFICE_OF = /(会)办公室$/; // 人大常委会办公室
const BRANCH = /分局$/; // 公安分局, as the 公安局 of a district is called
const BRACKETED = /[（(][^（）()]*[）)]$/; // 某局（本级）
const SOCIETY = /[联委协办]$/; // 残联, 团委, 科协 are short enough
const OFFICE = /[局委办]$/; // people mix them up
const LONE_OFFICE = "局"; // 安阳局
const SHORTEST_OFFICE = 3; // characters of an office without its place

export class Offices {
  constructor(core) {
    this.places = new Map(); // full name or stem → {paths, stem}
    this.departments = core.departments.map(department);
    this.whole = new Map(); // name of a department → those called so
    this.own = new Map(); // name of a department without its place → those called so
    this.before = new Map(); // part of an office's name → that of today
    this.elsewhere = new Set(core.elsewhere); // places that sound like those of the site, which are no slips
    this.endings = new Set([...this.departments.flatMap(({ names }) => names.map((name) => name.slice(-1))), ...Object.keys(ENDINGS)]);
    this.readPlaces();
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

  /** Whether a text begins with a place that sounds like one of the site and is another. */
  isElsewhere(text) {
    return beginnings(text).some((one) => this.elsewhere.has(one));
  }

  /** The place whose name is written by sound, if an office of it follows and no other place is called so: 安洋政务局. */
  soundingPlace(text, office, characters) {
    const stem = text.replace(PLACE_ENDING, "");
    if (this.elsewhere.has(stem)) return null;
    const found = sameSound(text, [...this.places.keys()], characters);
    return found && this.shortFor(office, this.places.get(found).paths).length ? { type: "place", text: found, ...this.places.get(found) } : null;
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
