// Which columns of the printed table each of its cells covers, whatever stands over or beside it.
export const columnsOf = (table) => {
  const columns = new Map();
  for (const section of [table.tHead, ...table.tBodies]) {
    const taken = []; // of each column: the rows that a cell from above still covers
    for (const row of section ? section.rows : []) {
      let column = 0;
      for (const cell of row.cells) {
        while (taken[column] > 0) column += 1;
        const covered = Array.from({ length: cell.colSpan }, (_, number) => column + number);
        columns.set(cell, covered);
        for (const one of covered) taken[one] = cell.rowSpan;
        column += cell.colSpan;
      }
      taken.forEach((rows, one) => (taken[one] = Math.max(0, rows - 1)));
    }
  }
  return columns;
};
