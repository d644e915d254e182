// Words as generator/publishing/search_words.py makes them; the rules stand there.
const HAN = "\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const WORD = "0-9A-Za-z\\u00c0-\\u024f\\u0370-\\u03ff";
const UNIT = new RegExp(`([${HAN}])|([${WORD}]+(?:[.,][${WORD}]+)*%?)`, "gu");
const STARTS_WITH_HAN = new RegExp(`^[${HAN}]`, "u");
const HOLDS_HAN = new RegExp(`[${HAN}]`, "u");

/** The parts of a query that must each be found: split at spaces, a quoted part keeps its spaces. */
export function parts(query) {
  const found = query.normalize("NFKC").match(/["“][^"”]+["”](?=\s|$)|\S+/g) ?? [];
  return found.map(part).filter((one) => one.phrase);
}

/** One part: the phrase to ask Pagefind for, and the expression that it must match in the text of a page. */
function part(text) {
  const units = [...text.matchAll(UNIT)].map(([piece, han]) => ({
    piece: han ? piece : piece.replace(/(?<=\d),(?=\d{3})/g, ""),
    han: Boolean(han),
  }));
  const words = [];
  let run = [];
  const close = (last) => {
    // a single character beside a number is the end of a pair that is not known: the expression checks it
    if (run.length === 1 && !words.length && last) words.push(run[0]);
    for (let i = 0; i + 1 < run.length; i++) words.push(run[i] + run[i + 1]);
    run = [];
  };
  for (const { piece, han } of units) {
    if (han) run.push(piece);
    else {
      close(false);
      words.push(piece.replace(/%$/, ""));
    }
  }
  close(true);
  return {
    single: words.length === 1 && [...words[0]].length === 1,
    phrase: words.join(" "),
    pattern: units.length ? pattern(units) : null,
  };
}

/** Finds the units in a row, whatever marks stand between; a number matches as a whole, with or without commas. */
function pattern(units) {
  const escaped = units.map(({ piece, han }, place) => {
    if (han) return piece;
    const body = piece.replace(/\./g, "\\.").replace(/\d(?=\d)/g, "$&,?");
    const before = place ? "" : `(?<![${WORD}]|\\d[.,])`;
    const fraction = /^\d+$/.test(piece) ? "" : "|[.,]\\d"; // 3685 finds 3685.85 as well
    const after = place < units.length - 1 ? "" : `(?![${WORD}]|,\\d${fraction})`;
    return before + body + after;
  });
  return new RegExp(escaped.join(`[^${WORD}${HAN}]*`), "giu");
}

/** The text of a page as Pagefind holds it, as lines: {id, cells: [text]}; the anchors say where a line begins. */
export function lines(content, anchors) {
  const ids = new Map(anchors.map(({ id, location }) => [location, id]));
  const found = [];
  let id = "";
  let cells = [];
  let cell = [];
  content.split(/\s+/).forEach((token, place) => {
    if (ids.has(place)) id = ids.get(place);
    if (/^[·¶][.。]?$/.test(token)) {
      cells.push(joined(cell));
      cell = [];
      if (token[0] === "¶") {
        found.push({ id, cells });
        cells = [];
      }
    } else cell.push(token);
  });
  return found;
}

/** 三公 公经 经费 → 三公经费 */
function joined(words) {
  let text = "";
  let before = "";
  for (const word of words) {
    const goesOn = HOLDS_HAN.test(before) && STARTS_WITH_HAN.test(word);
    if (goesOn) text += [...word].slice(1).join("");
    else text += (/[0-9A-Za-z]$/.test(text) && /^[0-9A-Za-z]/.test(word) ? " " : "") + word;
    before = word;
  }
  return text;
}
