// The search page: asks Pagefind for each part of the query, keeps the pages that hold all of them, and shows the
// rows and sentences that were hit, each linked to its place. The address holds query and filters.
import { lines, parts } from "./search-words.js";

const FACETS = ["年度", "类型", "部门", "地区", "页别"];
const AT_ONCE = 10;
const LINES_SHOWN = 3;
const NOTHING = "没有找到。可以少写几个字，或者去掉一些筛选条件。";
const FIRST = { 部门: 100, 概览: 3 }; // kinds of page that come before others: who asks for a department wants it whole
const RANKING = { pageLength: 0.2, termFrequency: 0.6 };

const root = new URL("../../", import.meta.url);
const form = document.querySelector(".search-form");
const box = form.querySelector("input");
const list = document.querySelector(".search-results");
const status = document.querySelector(".search-status");
const more = document.querySelector(".search-more");
const filterForm = document.querySelector(".search-filters");
const help = document.querySelector(".search-help");

let engine;
let favoured; // id of a page → by how much its score counts
let run = 0;

/** Pagefind, told by the page's language not to cut words: ours are cut already (search-words.js). */
async function pagefind() {
  if (!engine) {
    const html = document.documentElement;
    const { lang } = html;
    html.lang = "und";
    try {
      const folder = new URL("pagefind/", root);
      const { script } = await (await fetch(new URL("pagefind-entry.json", folder), { cache: "no-cache" })).json();
      engine = await import(new URL(script, folder).href);
      await engine.options({ basePath: folder.pathname, ranking: RANKING });
      await engine.init();
      await engine.filters();
      favoured = new Map();
      for (const [kind, weight] of Object.entries(FIRST)) {
        const { results } = await engine.search(null, { filters: { 页别: kind } });
        for (const { id } of results) favoured.set(id, weight);
      }
    } finally {
      html.lang = lang;
    }
  }
  return engine;
}

function state() {
  const values = new URLSearchParams(location.search);
  const filters = Object.fromEntries(FACETS.filter((name) => values.get(name)).map((name) => [name, values.get(name)]));
  return { query: (values.get("q") ?? "").trim(), filters };
}

function go(query, filters) {
  const values = new URLSearchParams({ q: query, ...filters });
  history.pushState(null, "", `?${values}`);
  show();
}

/** Pages that hold every part, best first; counts by facet where the query has one part only. */
async function find(asked, filters) {
  const search = await pagefind();
  const answers = await Promise.all(
    asked.map(({ phrase, single }) => search.search(single ? phrase : `"${phrase}"`, { filters })),
  );
  const [first, ...others] = answers.map(({ results }) => new Map(results.map((one) => [one.id, one])));
  const pages = [...first.values()]
    .filter(({ id }) => others.every((other) => other.has(id)))
    .map((page) => {
      const total = others.reduce((sum, other) => sum + other.get(page.id).score, page.score);
      return { ...page, total: total * (favoured.get(page.id) ?? 1) };
    })
    .sort((a, b) => b.total - a.total);
  return { pages, counts: answers.length === 1 ? answers[0].filters : null };
}

async function show() {
  const mine = ++run;
  const { query, filters } = state();
  box.value = query;
  list.replaceChildren();
  more.hidden = true;
  const asked = parts(query);
  help.hidden = asked.length > 0;
  filterForm.hidden = asked.length === 0;
  document.title = document.title.replace(/^(.*?：)?/, query ? `${query}：` : "");
  if (!asked.length) {
    status.textContent = "";
    return;
  }
  status.textContent = "正在检索……";
  let found;
  try {
    found = await find(asked, filters);
  } catch (error) {
    console.error(error);
    status.textContent = "检索没有成功，请刷新页面再试。";
    return;
  }
  if (mine !== run) return;
  drawFilters(query, filters, found.counts ?? (await engine.filters()), Boolean(found.counts));
  status.textContent = found.pages.length ? `找到${found.pages.length}页` : NOTHING;
  let next = 0;
  more.onclick = async () => {
    let shown = 0;
    while (!shown && next < found.pages.length) {
      const loaded = await Promise.all(found.pages.slice(next, next + AT_ONCE).map((page) => page.data()));
      if (mine !== run) return;
      next += AT_ONCE;
      const items = loaded.map((data) => result(data, asked)).filter(Boolean);
      list.append(...items);
      shown = items.length;
    }
    more.hidden = next >= found.pages.length;
    if (!list.children.length) status.textContent = NOTHING;
  };
  await more.onclick();
}

/** One page of the result; null where the words are there, but not as they were asked for (36.85 for 3685). */
function result(data, asked) {
  const [title, context, ...body] = lines(data.content, data.anchors);
  const whole = [title, context, ...body].map(({ cells }) => cells.join("\n")).join("\n");
  if (!asked.every(({ pattern }) => matches(pattern, whole))) return null;
  const address = new URL(data.raw_url.replace(/^\//, ""), root).href;
  const hits = body
    .map((line) => ({ ...line, hits: asked.filter(({ pattern }) => line.cells.some((cell) => matches(pattern, cell))).length }))
    .filter(({ hits: count }) => count)
    .sort((a, b) => b.hits - a.hits)
    .slice(0, LINES_SHOWN);
  const item = element("li", "search-result");
  const heading = element("h2");
  const link = element("a");
  link.href = address;
  mark(link, data.meta.title, asked);
  heading.append(link);
  const about = element("p", "search-about");
  about.append(element("span", "badge", data.meta.kind));
  if (data.meta.document !== data.meta.title) about.append(element("span", "", data.meta.document));
  item.append(heading, about);
  if (hits.length) {
    const rows = element("ul", "search-lines");
    for (const line of hits) {
      const row = element("li");
      const place = element("a");
      place.href = line.id ? `${address}#${encodeURIComponent(line.id)}` : address;
      for (const cell of line.cells) {
        const span = element("span");
        mark(span, clipped(data.meta.kind === "表" ? grouped(cell) : cell, asked), asked);
        place.append(span, " ");
      }
      row.append(place);
      rows.append(row);
    }
    item.append(rows);
  }
  return item;
}

function matches(pattern, text) {
  return text.search(pattern) >= 0;
}

/** The thousands separators of an amount, as the table prints them. */
function grouped(cell) {
  return /^-?\d{4,}\.\d+$/.test(cell) ? cell.replace(/\d(?=(\d{3})+\.)/g, "$&,") : cell;
}

/** A long paragraph around its first hit. */
function clipped(text, asked) {
  if (text.length <= 120) return text;
  const places = asked.map(({ pattern }) => text.search(pattern)).filter((at) => at >= 0);
  const start = Math.max(0, (places.length ? Math.min(...places) : 0) - 40);
  const end = Math.min(text.length, start + 120);
  return (start ? "……" : "") + text.slice(start, end) + (end < text.length ? "……" : "");
}

/** Puts `text` into `parent`, with what was asked for marked. */
function mark(parent, text, asked) {
  const ranges = asked.flatMap(({ pattern }) => [...text.matchAll(pattern)].map((hit) => [hit.index, hit.index + hit[0].length]));
  ranges.sort((a, b) => a[0] - b[0]);
  let at = 0;
  for (const [start, end] of ranges) {
    if (start < at || start === end) continue;
    parent.append(text.slice(at, start), element("mark", "", text.slice(start, end)));
    at = end;
  }
  parent.append(text.slice(at));
}

function drawFilters(query, filters, counts, counted) {
  filterForm.replaceChildren();
  for (const name of FACETS) {
    const values = Object.entries(counts[name] ?? {}).filter(([value, count]) => count || filters[name] === value);
    if (!values.length) continue;
    values.sort(name === "年度" ? (a, b) => b[0].localeCompare(a[0]) : (a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "zh"));
    const label = element("label", "search-filter");
    label.append(element("span", "", name));
    const select = element("select");
    select.name = name;
    select.append(new Option("全部", ""));
    for (const [value, count] of values) {
      select.append(new Option(counted ? `${value}（${count}）` : value, value, false, filters[name] === value));
    }
    select.onchange = () => {
      const chosen = { ...filters, [name]: select.value };
      go(query, Object.fromEntries(Object.entries(chosen).filter(([, value]) => value)));
    };
    label.append(select);
    filterForm.append(label);
  }
  if (Object.keys(filters).length) {
    const clear = element("button", "search-clear", "清除筛选");
    clear.type = "button";
    clear.onclick = () => go(query, {});
    filterForm.append(clear);
  }
}

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(box.value.trim(), state().filters);
});
window.addEventListener("popstate", show);
show();
