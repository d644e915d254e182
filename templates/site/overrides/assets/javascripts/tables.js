// Tables on a screen: two-sided ones stacked on a phone, frames that say where there is more, rows and columns that a
// reader leaves out. What is printed is the table as published.
import { Choices } from "./table-choices.js";
import { columnsOf } from "./table-columns.js";
import { holdWords, watchFrame } from "./table-frames.js";
import { splitSides } from "./table-sides.js";

const phone = matchMedia("(max-width: 44.99em)");

class Statement {
  constructor(element, table) {
    this.element = element;
    this.table = table;
    this.columns = columnsOf(table);
    this.sided = table.querySelectorAll("colgroup").length > 1;
    this.choices = new Choices(element, table, this.columns);
    this.watched = [];
    holdWords(table);
    this.arrange();
    phone.addEventListener("change", () => this.arrange());
    addEventListener("beforeprint", () => this.print());
    addEventListener("afterprint", () => this.arrange());
  }

  arrange() {
    this.put(this.sided && phone.matches);
    this.choices.apply();
    this.watched = Array.from(this.element.querySelectorAll(".table-scroll"), watchFrame);
    document.dispatchEvent(new Event("tables-arranged"));
  }

  print() {
    this.put(false);
    this.choices.whole();
  }

  // Stacked sides, or the table as printed.
  put(stacked) {
    for (const stop of this.watched.splice(0)) stop();
    if (this.split && !stacked) {
      this.split.undo();
      this.split = undefined;
    } else if (!this.split && stacked) {
      this.split = splitSides(this.table, this.columns);
    }
  }

  reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && this.element.contains(target) && target !== this.element) this.choices.show(target);
  }
}

const statements = [];
try {
  for (const element of document.querySelectorAll(".statement")) {
    statements.push(new Statement(element, element.querySelector("table.grid")));
  }
} catch (error) {
  document.documentElement.classList.replace("js", "no-js"); // the table as it came, with nothing hidden
  throw error;
}
const reveal = () => statements.forEach((statement) => statement.reveal());
reveal();
addEventListener("hashchange", reveal);
for (const address of document.querySelectorAll(".printed-address")) address.textContent = location.href.split("#")[0];
