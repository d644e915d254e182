// 筛选: the form above a list. What it asks for stands in the address as well (?年度=2021&类型=决算), so it can be linked to.
import { COLUMNS, documents, matches, sorted } from "./lists-data.js";
import { emptyTable, rowOf } from "./lists-rows.js";

const AT_ONCE = 100; // rows drawn at a time
const PAUSE = 150; // milliseconds without typing
const FIELDS = ["部门", "地区", "年度", "类型", "排列"];
const LOOKING = "正在取清单……";
const FAILED = "清单没有取到。请再试一次，或者点下面的各项。";
const NOTHING = "没有这样的文件。名称可以只写一部分，也可以写拼音首字母。";

export function begin(form) {
  const { root, list, year, kind, region } = form.dataset;
  const place = {
    root: new URL(root, location),
    folder: new URL(list, location),
    scope: { year: Number(year || 0), kind: kind || "", region: region || "" },
  };
  new Filter(form, place).start();
}

class Filter {
  constructor(form, place) {
    this.form = form;
    this.place = place;
    this.status = document.querySelector(".list-status");
    this.first = this.status.textContent;
    this.here = document.querySelector(".list-here");
    this.table = emptyTable();
    this.more = document.createElement("button");
    this.more.type = "button";
    this.more.className = "list-more";
    this.found = document.createElement("div");
    this.found.className = "list-found";
    this.found.hidden = true;
    this.found.append(this.table, this.more);
    this.here.after(this.found);
    this.back = false;
    this.run = 0;
  }

  start() {
    const sent = this.takeAddress();
    for (const table of [this.table, ...this.here.querySelectorAll("table.documents")]) this.offerOrders(table);
    let typing;
    this.form.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => this.show(), PAUSE);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.show(true);
    });
    this.form.addEventListener("reset", () => setTimeout(() => this.show()));
    this.more.addEventListener("click", () => this.drawMore(true));
    if (this.asks || sent) this.show(true);
  }

  field(name) {
    return this.form.elements.namedItem(name);
  }

  get asked() {
    return Object.fromEntries(FIELDS.map((name) => [name, this.field(name) ? this.field(name).value.trim() : ""]));
  }

  get asks() {
    return Object.values(this.asked).some(Boolean);
  }

  /** What the address asks for; a value that the form does not offer is offered then. Tells whether the form was sent: with
      nothing filled in, before this script was there, it asks for all. */
  takeAddress() {
    const values = new URLSearchParams(location.search);
    for (const name of FIELDS) {
      const field = this.field(name);
      const value = values.get(name);
      if (!field || !value) continue;
      field.value = value;
      if (field.value !== value) {
        field.append(new Option(value));
        field.value = value;
      }
    }
    return FIELDS.some((name) => values.has(name));
  }

  tellAddress() {
    const told = new URLSearchParams(Object.entries(this.asked).filter(([, value]) => value));
    history.replaceState(null, "", String(told) ? `?${told}` : location.pathname);
  }

  /** The heads of columns become buttons that sort. */
  offerOrders(table) {
    for (const head of table.tHead.rows[0].cells) {
      const name = head.textContent;
      if (!COLUMNS.includes(name)) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => this.order(name));
      head.append(button);
    }
  }

  order(name) {
    this.back = this.asked.排列 === name && !this.back;
    this.field("排列").value = name;
    this.show();
  }

  /** The documents that are asked for; the page as it was where nothing is, unless `all` are wanted. */
  async show(all = false) {
    const mine = ++this.run;
    const { asked } = this;
    this.tellAddress();
    this.form.querySelector("[type=reset]").hidden = !this.asks && !all;
    if (!this.asks && !all) return this.leave(this.first);
    this.status.textContent = LOOKING;
    try {
      const rows = await documents(this.place.folder, this.place.scope);
      if (mine === this.run) this.draw(rows.filter((row) => matches(row, asked)));
    } catch (error) {
      console.error(error);
      if (mine === this.run) this.leave(FAILED);
    }
  }

  leave(text) {
    this.status.textContent = text;
    this.found.hidden = true;
    this.here.hidden = false;
  }

  draw(rows) {
    const { 排列: column } = this.asked;
    this.left = sorted(rows, column, this.back);
    this.table.tBodies[0].replaceChildren();
    for (const head of this.table.tHead.rows[0].cells) {
      const sorts = column && head.textContent === column;
      if (sorts) head.setAttribute("aria-sort", this.back ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    this.status.textContent = rows.length ? `找到${rows.length}份文件` : NOTHING;
    this.table.hidden = !rows.length;
    this.here.hidden = true;
    this.found.hidden = false;
    this.drawMore();
  }

  drawMore(going = false) {
    const rows = this.left.splice(0, AT_ONCE).map((row) => rowOf(row, this.place.root));
    this.table.tBodies[0].append(...rows);
    this.more.hidden = !this.left.length;
    this.more.textContent = `再看${Math.min(AT_ONCE, this.left.length)}份，还有${this.left.length}份`;
    if (going) rows[0].querySelector("a").focus({ preventScroll: true }); // a button that is gone loses the focus
  }
}
