// 两栏表（收入 | 支出）on a phone: each side becomes a table of its own, one below the other. Cells are moved, so each is
// in the page once; a head over several sides (公用经费) is repeated, with an id of its own. What `columns` says of a cell
// over several sides is then what it covers in its own.
const inHead = (cell) => cell.parentElement.parentElement.tagName === "THEAD";
const says = (cell) => !cell.classList.contains("number") && cell.textContent.trim() !== "";
const within = (side, covered) => covered.filter((column) => side.from <= column && column < side.to);

export const splitSides = (table, columns) => {
  const printed = recorded(table, columns);
  const frame = table.closest(".table-frame");
  const sides = sidesOf(table);
  sides.slice(1).reduce((last, side) => (last.after(framed(side, table)), side.frame), frame);
  for (const row of printed.rows) divide(row, sides, columns);
  for (const side of sides) {
    side.table.classList.add("stacked");
    side.table.setAttribute("aria-label", `${printed.name}：${side.name}`);
    side.table.parentElement.setAttribute("aria-label", `${printed.name}：${side.name}`);
    nameHeads(side);
  }
  return { tables: sides.map((side) => side.table), undo: () => restore(table, printed, sides, columns) };
};

const recorded = (table, columns) => ({
  name: table.getAttribute("aria-label"),
  rows: Array.from(table.rows, (row) => ({ row, id: row.id, cells: Array.from(row.cells) })),
  cells: Array.from(columns, ([cell, covered]) => ({ cell, covered, headers: cell.headers, wide: cell.colSpan })),
});

const sidesOf = (table) => {
  const sides = [];
  for (const group of table.querySelectorAll("colgroup")) {
    const last = sides[sides.length - 1] || { to: 0 };
    const title = group.dataset.side || `第${sides.length + 1}栏`;
    const name = title === last.title ? `${title}（续）` : title;
    sides.push({ group, table, title, name, from: last.to, to: last.to + group.children.length, copies: new Map() });
  }
  return sides;
};

// A frame like that of the table, with an empty table for one side in it.
const framed = (side, table) => {
  side.table = table.cloneNode(false);
  side.table.append(side.group);
  const scroll = table.parentElement.cloneNode(false);
  scroll.append(side.table);
  side.frame = table.closest(".table-frame").cloneNode(false);
  side.frame.append(scroll);
  return side.frame;
};

// For each side the cells of a row that stand there: heads over several sides on each, 合计 where its amount is.
const parted = (cells, sides, columns) =>
  sides.map((side) =>
    cells.flatMap((cell) => {
      const reached = sides.filter((one) => within(one, columns.get(cell)).length > 0);
      if (!reached.includes(side)) return [];
      const covered = within(side, columns.get(cell));
      const home = inHead(cell) ? reached[0] : reached[reached.length - 1];
      if (home === side) return [{ cell, covered }];
      return inHead(cell) ? [{ cell: copied(cell, side, sides.indexOf(side)), covered }] : [];
    }),
  );

const copied = (cell, side, number) => {
  const copy = cell.cloneNode(true);
  copy.id = `${cell.id}-${number + 1}`;
  side.copies.set(cell.id, copy.id);
  return copy;
};

const divide = (printed, sides, columns) => {
  const parts = parted(printed.cells, sides, columns);
  const owner = Math.max(0, parts.findIndex((part) => part.some(({ cell }) => says(cell))));
  parts.forEach((part, number) => {
    for (const { cell, covered } of part) {
      columns.set(cell, covered);
      if (cell.colSpan > covered.length) cell.colSpan = covered.length;
    }
    const cells = part.map(({ cell }) => cell);
    const row = number ? rowOf(sides[number], printed.row, cells) : printed.row;
    row.dataset.side = number + 1;
    if (row.parentElement.tagName !== "THEAD") row.classList.toggle("says-nothing", !cells.some(says));
    if (printed.id && number === owner) row.id = printed.id;
    else row.removeAttribute("id");
  });
};

const rowOf = (side, source, cells) => {
  if (side.section !== source.parentElement) {
    side.section = source.parentElement;
    side.table.append(side.section.cloneNode(false));
  }
  const row = source.cloneNode(false);
  row.append(...cells);
  side.table.lastElementChild.append(row);
  return row;
};

// Cells name the heads of their own table only.
const nameHeads = (side) => {
  const here = new Set(Array.from(side.table.querySelectorAll("th"), (cell) => cell.id));
  for (const cell of side.table.querySelectorAll("[headers]")) {
    const heads = cell.headers.split(" ").map((id) => side.copies.get(id) || id).filter((id) => here.has(id));
    if (heads.length) cell.headers = heads.join(" ");
    else cell.removeAttribute("headers");
  }
};

const restore = (table, printed, sides, columns) => {
  for (const { row, id, cells } of printed.rows) {
    row.append(...cells);
    row.classList.remove("says-nothing");
    delete row.dataset.side;
    if (id) row.id = id;
  }
  for (const { cell, covered, headers, wide } of printed.cells) {
    columns.set(cell, covered);
    if (cell.colSpan !== wide) cell.colSpan = wide;
    if (headers) cell.headers = headers;
  }
  for (const side of sides.slice(1)) {
    table.insertBefore(side.group, table.querySelector("thead, tbody"));
    side.frame.remove();
  }
  table.classList.remove("stacked");
  for (const named of [table, table.parentElement]) named.setAttribute("aria-label", printed.name);
};
