// The search page. The address holds query and filters; search-finding.js finds, search-view.js draws.
import { FACETS } from "./search-facets.js";
import { find } from "./search-finding.js";
import { open } from "./search-index.js";
import { explained, meaning } from "./search-meaning.js";
import { FILTERED_OUT, LOOKING, NOTHING, STILL_LOOKING, failure, foundText, nearText } from "./search-messages.js";
import { department, element, level, link, overYears, result } from "./search-view.js";
import { chosen, labelled } from "./search-volumes.js";

const PATIENCE = 5000; // milliseconds after which the page says that it is still looking
const VOLUME = "册";

const root = new URL("../../", import.meta.url);
const page = document.querySelector(".search-page");
const form = page.querySelector(".search-form");
const box = form.querySelector("input");
const list = document.querySelector(".search-results");
const near = document.querySelector(".search-nearest");
const status = document.querySelector(".search-status");
const notes = document.querySelector(".search-notes");
const terms = document.querySelector(".search-terms");
const more = document.querySelector(".search-more");
const again = document.querySelector(".search-again");
const filterForm = document.querySelector(".search-filters");
const filterSwitch = document.querySelector(".search-filter-switch");
const title = document.title;
const help = document.querySelector(".search-help");

let opening = begin();
opening.catch(() => (opening = null));
let run = 0;

/** The index, and of the only volume what has to be known of it, before anybody asks. */
async function begin() {
  const index = await open(root, page.dataset.volume);
  if (index.volumes.length === 1) index.core(index.volumes[0]).catch(() => null);
  return index;
}

function state() {
  const values = new URLSearchParams(location.search);
  const filters = {};
  for (const name of Object.keys(FACETS)) if (values.get(name)) filters[name] = values.get(name);
  return { query: (values.get("q") || "").trim(), filters, volume: values.get(VOLUME) || "" };
}

function address(query, filters, volume) {
  return `?${new URLSearchParams({ ...(query ? { q: query } : {}), ...filters, ...(volume ? { [VOLUME]: volume } : {}) })}`;
}

function go(query, filters, volume = "") {
  history.pushState(null, "", address(query, filters, volume));
  show();
}

async function show() {
  const mine = ++run;
  const asked = state();
  const isAsked = Boolean(asked.query || Object.keys(asked.filters).length);
  box.value = asked.query;
  document.title = asked.query ? `${asked.query}：${title}` : title;
  for (const one of [list, near, notes, terms]) one.replaceChildren();
  for (const one of [near, more, again]) one.hidden = true;
  help.hidden = isAsked;
  status.textContent = isAsked ? LOOKING : "";
  list.setAttribute("aria-busy", String(isAsked));
  if (!isAsked) return offer(mine);
  const slow = setTimeout(() => mine === run && (status.textContent = STILL_LOOKING), PATIENCE);
  try {
    await answer(asked, () => mine === run);
  } catch (error) {
    console.error(error);
    if (mine === run) fail(error);
  } finally {
    clearTimeout(slow);
    if (mine === run) list.setAttribute("aria-busy", "false");
  }
}

/** Before anything is asked: the filters, by which documents are listed. */
async function offer(mine) {
  try {
    const index = await opening;
    if (!index || index.volumes.length > 1) return;
    const { counts } = await find(index, index.volumes, "", {});
    if (mine === run) drawFilters("", {}, counts);
  } catch (error) {
    // whoever asks is told
  }
}

async function answer({ query, filters, volume }, current) {
  const index = await (opening = opening || begin());
  const { left, answers, term } = await index.steadily(async () => {
    const { looked, left } = chosen(index.volumes, query, filters, volume);
    const [answers, term] = await Promise.all([find(index, looked, query, filters), meaning(index, looked, query)]);
    return { left, answers, term };
  });
  if (!current()) return;
  drawFilters(query, filters, answers.counts);
  drawNotes(answers.notes, left, query, filters);
  if (term) terms.append(explained(term, root));
  const target = answers.near ? near : list;
  const className = answers.near ? "search-near" : "search-result";
  if (answers.near && answers.first.length) {
    status.textContent = nearText(answers);
    near.hidden = false;
  } else if (answers.first.length || answers.departments.length || answers.levels.length) status.textContent = foundText(answers);
  else status.textContent = answers.filteredOut ? FILTERED_OUT : NOTHING;
  const add = (results) => target.append(...results.map((one) => result(one, root, className)));
  list.append(...answers.levels.map((one) => level(one, root, "search-result")));
  target.append(...answers.overYears.map((one) => overYears(one, root, className)));
  target.append(...answers.departments.map((one) => department(one, one.documents, root, className)));
  add(answers.first);
  const showMore = (results) => {
    const before = target.children.length;
    add(results);
    const next = target.children[before];
    if (next) next.querySelector("a").focus({ preventScroll: true }); // a button that is off loses the focus
  };
  more.hidden = !answers.more;
  more.onclick = async () => {
    more.disabled = true;
    try {
      const results = await answers.next();
      if (current()) showMore(results);
    } catch (error) {
      if (current()) fail(error);
    }
    more.disabled = false;
    if (current()) more.hidden = !answers.more;
  };
}

function fail(error) {
  opening = null;
  filterForm.replaceChildren();
  const { text, button } = failure(error);
  status.textContent = text;
  again.textContent = button;
  again.hidden = !button;
  again.onclick = () => (button === "刷新" ? location.reload() : show());
}

/** How the query was understood, and the volumes that were not looked through. */
function drawNotes(said, others, query, filters) {
  notes.append(...said.map((text) => element("p", "", text)));
  if (!query && !filters.页别) {
    const line = element("p");
    line.append(link(new URL(`documents/${address("", filters, "")}`, root).href, "", "在全部文件里看这些文件"));
    notes.append(line);
  }
  if (!others.length) return;
  const line = element("p", "", "还有没找过的：");
  for (const volume of others) line.append(link(address(query, filters, labelled(volume)), "", labelled(volume)), " ");
  notes.append(line);
}

function drawFilters(query, filters, counts) {
  const focused = filterForm.contains(document.activeElement) && document.activeElement.name;
  filterForm.replaceChildren();
  for (const name of Object.keys(FACETS)) {
    const own = counts[name] || Object.create(null);
    if (filters[name] && !own[filters[name]]) own[filters[name]] = 0;
    const values = Object.entries(own);
    if (!values.length) continue;
    values.sort(name === "年度" ? (a, b) => b[0].localeCompare(a[0]) : (a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "zh"));
    filterForm.append(filter(name, values, query, filters));
  }
  const used = Object.keys(filters).length;
  filterSwitch.textContent = used ? `筛选（已选${used}项）` : "筛选";
  if (used) {
    const clear = element("button", "search-clear", "清除筛选");
    clear.type = "button";
    clear.onclick = () => go(query, {});
    filterForm.append(clear);
  }
  if (focused) (filterForm.elements[focused] || filterSwitch).focus();
}

function filter(name, values, query, filters) {
  const label = element("label", "search-filter");
  const select = element("select");
  select.name = name;
  select.append(new Option("全部", ""));
  for (const [value, count] of values) {
    select.append(new Option(`${value}（${count}）`, value, false, filters[name] === value));
  }
  select.onchange = () => {
    const { [name]: _, ...others } = filters;
    go(query, select.value ? { ...others, [name]: select.value } : others);
  };
  label.append(element("span", "", name), select);
  return label;
}

filterSwitch.addEventListener("click", () => {
  filterSwitch.setAttribute("aria-expanded", String(filterSwitch.getAttribute("aria-expanded") !== "true"));
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(box.value.trim(), state().filters);
});
window.addEventListener("popstate", show);
document.querySelector(".search-unstarted").hidden = true;
show();
