// How a result looks: title, document, and the rows and sentences that were hit, each linked to its place.
import { BETWEEN_HEADS, clipped } from "./search-hits.js";
import { marks } from "./search-match.js";

const LINES_SHOWN = 3;
const LONGEST = 120; // characters of a sentence

export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

export function link(href, className = "", text = "") {
  const made = element("a", className, text);
  made.href = href;
  return made;
}

/** One page of the site. */
export function result({ page, piece, lines }, root, className) {
  const { parts } = page.reading;
  const address = new URL(piece.path, root).href;
  const title = link(address);
  marked(title, piece.title, parts);
  const item = framed(className, title, [piece.kind, piece.number], piece.title === page.document.title ? "" : page.document.title);
  const shown = lines.slice(0, LINES_SHOWN);
  if (shown.length) item.append(list(shown.map((line) => (line.count ? row : sentence)(line, piece, address, parts))));
  return item;
}

/** A department: its page, and its documents. */
export function department(one, documents, root, className) {
  const item = framed(className, link(new URL(`${one.id}/`, root).href, "", one.name), ["部门"], one.region.join(" "));
  const lines = one.former.map((name) => element("li", "", `曾用名：${name}`));
  for (const { path, title } of documents) {
    const line = element("li");
    line.append(link(new URL(path, root).href, "", title));
    lines.push(line);
  }
  if (lines.length) item.append(list(lines));
  return item;
}

/** Where the years of a department stand side by side; templates/site/series.yml says of which figures. */
export function overYears(one, root, className) {
  return framed(className, link(new URL(`compare/departments/${one.id}/`, root).href, "", `${one.name}：历年比较`), ["比较"], one.region.join(" "));
}

/** All departments of a place and year on one page. */
export function level({ path, title, names }, root, className) {
  return framed(className, link(new URL(path, root).href, "", title), ["比较"], names.join(" "));
}

function framed(className, title, badges, about) {
  const item = element("li", className);
  const heading = element("h2");
  heading.append(title);
  const line = element("p", "search-about");
  line.append(...badges.filter(Boolean).map((text) => element("span", "badge", text)), element("span", "", about));
  item.append(heading, line);
  return item;
}

function list(items) {
  const made = element("ul", "search-lines");
  made.append(...items);
  return made;
}

/** 公务接待费 · 决算数 0.00 万元; several amounts below the name, each with its head. */
function row(line, piece, address, parts) {
  const item = element("li", "search-row");
  const called = [line.name, line.code].filter(Boolean).join(" ");
  const cells = line.cells.map((cell, turn) => amountOf(cell, line, turn && line.cells[turn - 1], piece, address, parts));
  if (called) {
    const place = link(anchor(address, line.id), "search-name");
    marked(place, called, parts);
    item.append(place, cells.length === 1 ? " · " : " ");
  }
  if (cells.length === 1) item.append(...cells);
  else {
    const grid = element("span", "search-cells");
    grid.append(...cells.flatMap((cell) => [cell, " "]));
    item.append(grid);
  }
  if (line.left) item.append(link(anchor(address, line.id), "search-more-amounts", `还有${line.left}个数`));
  if (line.text) {
    const beside = element("span", "search-beside");
    marked(beside, clipped(line.text, parts, LONGEST), parts);
    item.append(" ", beside);
  }
  return item;
}

function amountOf({ column, head, text }, line, before, piece, address, parts) {
  const cell = link(anchor(address, line.id && `${line.id}-${column}`), "search-cell");
  const called = element("span", "search-head");
  marked(called, before ? further(piece.heads[head], piece.heads[before.head]) : piece.heads[head], parts);
  const amount = element("span", "search-amount");
  const figure = element("strong");
  marked(figure, text || "空", parts, piece.unit);
  amount.append(figure, /\d$/.test(text) && piece.unit ? ` ${piece.unit}` : "");
  cell.append(called, " ", amount);
  return cell;
}

/** Heads without those that the amount before has too. */
function further(head, before) {
  const [heads, others] = [head.split(BETWEEN_HEADS), before.split(BETWEEN_HEADS)];
  while (heads.length > 1 && heads[0] === others.shift()) heads.shift();
  return heads.join(BETWEEN_HEADS);
}

function sentence(line, piece, address, parts) {
  const item = element("li");
  const place = link(anchor(address, line.id));
  const called = [line.name, line.code].filter(Boolean).join(" ");
  if (called) {
    const name = element(line.text ? "strong" : "span");
    marked(name, called, parts);
    place.append(name, line.text ? "：" : "");
  }
  marked(place, clipped(line.text, parts, LONGEST), parts, piece.unit);
  item.append(place);
  return item;
}

function anchor(address, id) {
  return id ? `${address}#${encodeURIComponent(id)}` : address;
}

/** Puts `text` into `parent`, with what was asked for marked. */
function marked(parent, text, parts, unit = "") {
  let at = 0;
  for (const [start, end] of marks(parts, text, unit)) {
    parent.append(text.slice(at, start), element("mark", "", text.slice(start, end)));
    at = end;
  }
  parent.append(text.slice(at));
}
