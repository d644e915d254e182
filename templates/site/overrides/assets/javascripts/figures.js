// Opens the figures of tables, and those of the text that are no cell of a table. A table is one stop of the Tab key:
// within it the arrow keys go from figure to figure, Enter opens. The cells stay cells, so that a screen reader says
// what stands over and beside each figure.
import { load } from "./figure-origins.js";
import { Panel, contents } from "./figure-panel.js";

const TABLE = ".grid-figures, .grid-form";
const FIGURE = ".grid tbody td.amount[id], .grid-form tbody td.number[id]";
const FAILED = "没有读到这个数的来历，可能是网络断了。";
const sources = document.querySelector(".figure-sources a");
const hint = document.querySelector(".figure-hint");
const phone = matchMedia("(max-width: 44.99em)");

let origins = null;
let panel = null;

if (sources) start();

function start() {
  arrange();
  phone.addEventListener("change", () => setTimeout(arrange)); // once tables.js has parted or joined the sides
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", pressed);
}

// Gives every table its one stop.
function arrange() {
  for (const table of document.querySelectorAll(TABLE)) {
    const [first, ...more] = figuresOf(table).filter((one) => one.tabIndex === 0);
    for (const cell of more) release(cell);
    const cell = first || figuresOf(table).find(opens);
    if (cell) settle(cell);
  }
}

function figuresOf(part) {
  return Array.from(part.querySelectorAll(FIGURE));
}

function release(cell) {
  cell.tabIndex = -1;
  cell.removeAttribute("aria-describedby");
}

function opens(cell) {
  return cell.textContent.trim() !== "" && cell.getClientRects().length > 0;
}

// Makes a cell the one of its table that Tab reaches.
function settle(cell) {
  const before = figuresOf(cell.closest("table")).find((one) => one.tabIndex === 0);
  if (before) release(before);
  cell.tabIndex = 0;
  if (hint) {
    hint.id = "figure-hint";
    cell.setAttribute("aria-describedby", hint.id);
  }
}

function clicked(event) {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a");
  if (link) return followed(event, link);
  const cell = event.target.closest(FIGURE);
  if (!cell || !opens(cell) || String(getSelection())) return;
  settle(cell);
  show(cell);
}

function followed(event, link) {
  if (link.classList.contains("figure-working")) {
    event.preventDefault();
    show(link);
  } else if (panel && panel.box.contains(link) && link.pathname === location.pathname) {
    const cell = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (cell && cell.matches(FIGURE)) {
      settle(cell);
      setTimeout(() => show(cell)); // once the page has gone to it
    }
  }
}

function pressed(event) {
  const cell = event.target.closest(FIGURE);
  if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Enter" || event.key === " ") {
    if (event.target !== cell) return;
    event.preventDefault();
    show(cell);
    return;
  }
  const next = neighbour(cell, event.key);
  if (!next) return;
  event.preventDefault();
  settle(next);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function neighbour(cell, key) {
  const row = figuresOf(cell.parentElement).filter(opens);
  const at = row.indexOf(cell);
  switch (key) {
    case "ArrowLeft":
      return row[at - 1];
    case "ArrowRight":
      return row[at + 1];
    case "Home":
      return row[0];
    case "End":
      return row[row.length - 1];
    case "ArrowUp":
      return along(cell, -1);
    case "ArrowDown":
      return along(cell, 1);
    default:
      return null;
  }
}

// The next figure above or below.
function along(cell, step) {
  const column = cell.id.slice(cell.id.lastIndexOf("-"));
  const rows = Array.from(cell.closest("table").rows);
  for (let at = rows.indexOf(cell.parentElement) + step; at >= 0 && at < rows.length; at += step) {
    const found = Array.from(rows[at].cells).find((one) => one.matches(FIGURE) && one.id.endsWith(column) && opens(one));
    if (found) return found;
  }
  return null;
}

async function show(opener) {
  panel = panel || new Panel();
  if (!origins) panel.open(opener, "数字的来历", "正在读取……");
  try {
    origins = origins || (await load(new URL("../../figures.json", sources.href)));
  } catch (error) {
    if (panel.isFor(opener)) failed(opener);
    return;
  }
  const one = origins.figure(opener.id);
  if (!one) panel.open(opener, "数字的来历", "没有这个数的来历。");
  else panel.open(opener, origins.name(one), ...contents(origins, one, actions(one)));
}

function failed(opener) {
  const again = Object.assign(document.createElement("button"), { type: "button", textContent: "再试一次" });
  again.addEventListener("click", () => show(opener));
  const plain = Object.assign(document.createElement("a"), { href: sources.href, textContent: "不用脚本的页面" });
  const tools = document.createElement("p");
  tools.className = "figure-panel-tools";
  tools.append(again, plain);
  panel.open(opener, "数字的来历", FAILED, tools);
  panel.say(FAILED);
}

function actions(one) {
  return [
    ["复制链接", () => copy(one.page.href, "链接已复制")],
    ["引用", () => copy(origins.citation(one), "引用的文字已复制")],
  ];
}

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    panel.say(`${done}：${text}`);
  } catch (error) {
    panel.say(copied(text) ? `${done}：${text}` : `没有复制成，请选中复制：${text}`);
  }
}

// Where a browser keeps the clipboard from pages that are not served by https.
function copied(text) {
  const field = Object.assign(document.createElement("textarea"), { value: text, className: "figure-copy" });
  const before = document.activeElement;
  panel.box.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before.focus({ preventScroll: true });
  return done;
}
