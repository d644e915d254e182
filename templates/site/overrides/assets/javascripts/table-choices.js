// What a reader leaves out of a table: rows without a figure, columns. Printing shows all (table.css), as published.
const KEY = "__only_figures"; // kept for this visit
const told = (words, numbers) => words.replace(/\{(\w)\}/g, (_, name) => numbers[name]);

export class Choices {
  constructor(statement, table, columns) {
    this.statement = statement;
    this.columns = columns;
    this.sides = Math.max(1, table.querySelectorAll("colgroup").length);
    this.rowChoice = statement.querySelector(".row-choice input");
    this.columnChoice = statement.querySelector(".column-choice");
    this.boxes = Array.from(statement.querySelectorAll(".column-choice input"));
    if (this.rowChoice) this.rowChoice.checked = Boolean(__md_get(KEY, sessionStorage));
    if (this.rowChoice) this.rowChoice.addEventListener("change", () => this.keep());
    for (const box of this.boxes) box.addEventListener("change", () => this.apply());
  }

  keep() {
    __md_set(KEY, this.rowChoice.checked, sessionStorage);
    this.apply();
  }

  // What a link leads to is shown, whatever was left out.
  show(target) {
    const row = target.closest("tr");
    if (row) row.classList.add("shown");
    const covered = this.columns.get(target.closest("td, th")) || [];
    for (const box of this.boxes) if (covered.includes(Number(box.value))) box.checked = true;
    this.apply();
  }

  apply() {
    this.hideRows();
    this.hideColumns(new Set(this.boxes.filter((box) => !box.checked).map((box) => Number(box.value))));
  }

  hideRows() {
    if (!this.rowChoice) return;
    let hidden = 0;
    for (const row of this.statement.querySelectorAll("tr[data-empty]")) {
      const empty = row.dataset.empty.split(" ");
      const all = row.dataset.side ? empty.includes(row.dataset.side) : empty.length === this.sides;
      const off = this.rowChoice.checked && all && !row.classList.contains("shown");
      row.classList.toggle("off", off);
      hidden += off && !row.classList.contains("says-nothing");
    }
    const status = this.statement.querySelector(".row-count");
    status.textContent = hidden ? told(status.dataset.hidden, { n: hidden }) : "";
  }

  // A cell over several columns (表头) narrows with them.
  hideColumns(off) {
    if (!this.columnChoice) return;
    for (const [cell, covered] of this.columns) {
      const left = covered.filter((column) => !off.has(column)).length;
      cell.classList.toggle("off", left === 0);
      const span = left || covered.length;
      if (cell.colSpan !== span) cell.colSpan = span;
    }
    const [n, m] = [this.boxes.length, this.boxes.filter((box) => box.checked).length];
    const words = this.columnChoice.dataset[n === m ? "all" : "some"];
    this.columnChoice.querySelector(".column-count").textContent = told(words, { n, m });
    this.statement.querySelectorAll("col").forEach((col, column) => col.classList.toggle("off", off.has(column)));
  }

  // All columns, for the printer.
  whole() {
    this.hideColumns(new Set());
  }
}
