// 数字的来历: reads a document's figures.json (rendering/figures/file.py says how it is written) into cells and lines.
const NUMBERING = /^[一二三四五六七八九十]+、/;

// Rejects where the file cannot be had.
export async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return new Origins(await answer.json(), new URL("./", address));
}

class Origins {
  constructor(file, root) {
    this.file = file;
    this.root = root;
    this.cells = [null]; // counted from 1
    this.found = new Map();
    for (const table of file.tables) for (const row of table.rows) this.readRow(table, row);
    for (const told of file.texts) this.readText(told);
  }

  readRow(table, [line, row, ...figures]) {
    for (const [column, head, text, ...lines] of figures) {
      const id = `${line}-${column}`;
      const cell = { id, table, line, row: this.words(row), head: this.words(head), text: this.words(text), lines };
      cell.page = new URL(`${table.page}#${id}`, this.root);
      cell.sources = new URL(`sources/${table.id}/#${id}`, this.root);
      this.cells.push(cell);
      this.found.set(id, cell);
    }
  }

  readText([id, page, title, clause, text, unit, ...lines]) {
    const address = new URL(`${this.words(page)}#${id}`, this.root);
    const sources = new URL(`sources/text/#${id}`, this.root);
    const said = { title: this.words(title), text: this.words(text), unit: this.words(unit) };
    this.found.set(id, { id, clause, lines, page: address, sources, ...said });
  }

  words(one) {
    return typeof one === "number" ? this.file.strings[-1 - one] : one;
  }

  // The figure of an anchor; undefined where nothing is known of it.
  figure(id) {
    return this.found.get(id);
  }

  name(one) {
    return one.table ? this.called(one) : one.clause;
  }

  unit(one) {
    const unit = one.table ? one.table.unit : one.unit;
    return one.text.endsWith("%") ? "" : unit;
  }

  // What readers of another figure know a cell by: the row in its own column, the column in its own row.
  called(cell, at) {
    const row = cell.row.replace(NUMBERING, "");
    const head = cell.head.split(" · ").join("·");
    const both = [row, head].filter(Boolean).join("·");
    if (!at || at.table !== cell.table) return `《${cell.table.title}》${both}`;
    if (at.head === cell.head && row) return row;
    if (at.line === cell.line && at.row === cell.row && head) return head;
    return both;
  }

  // The label of a line and its pieces: { text, href, amount }.
  line([label, ...pieces], at) {
    const drawn = [];
    let cellBefore = false;
    for (const piece of pieces) {
      const isCell = typeof piece === "number" && piece > 0;
      if (isCell && cellBefore) drawn.push({ text: " ＋ " });
      drawn.push(this.piece(piece, at));
      cellBefore = isCell || (Array.isArray(piece) && typeof piece[0] === "number");
    }
    return { label: this.words(label), pieces: drawn };
  }

  piece(piece, at) {
    if (!Array.isArray(piece)) return piece > 0 ? this.operand(this.cells[piece], at) : { text: this.words(piece) };
    if (typeof piece[0] === "string") return { text: piece[0], href: new URL(piece[1], this.root) };
    const [number, share = "", amount = ""] = piece;
    const cell = this.operand(this.cells[number], at);
    const words = this.words(share);
    return { ...cell, text: cell.text + (words ? `（${words}）` : ""), amount: this.words(amount) };
  }

  operand(cell, at) {
    return { text: this.called(cell, at), href: cell.page, amount: cell.text };
  }

  // 引用: 部门《…决算》公开03表 支出决算表·行政运行·基本支出，114.66万元，网址
  citation(one) {
    const { department, title } = this.file;
    const own = title.startsWith(department) ? "" : department;
    const place = one.table
      ? [one.table.number, [one.table.title, one.row.replace(NUMBERING, ""), one.head.split(" · ").join("·")].filter(Boolean).join("·")]
      : [one.title, `“${one.clause}”`];
    return `${own}《${title}》${place.filter(Boolean).join(" ")}，${one.text}${this.unit(one)}，${one.page.href}`;
  }
}
