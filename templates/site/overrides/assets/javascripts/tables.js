// Keeps the heads of tables in sight: the words of a head over many columns, when they are scrolled sideways, and
// all of it where a browser (Chrome before 91) fixes cells but no <thead>.
for (const head of document.querySelectorAll(".grid thead")) {
  for (const cell of head.querySelectorAll("th[colspan]")) {
    const words = document.createElement("span");
    words.className = "head-words";
    words.append(...cell.childNodes);
    cell.append(words);
  }
  const rows = Array.from(head.rows);
  const settle = () => {
    const top = parseFloat(getComputedStyle(head).top) || 0;
    const from = head.getBoundingClientRect().top;
    const heights = rows.map((row) => row.getBoundingClientRect().top - from);
    rows.forEach((row, number) => {
      for (const cell of row.cells) cell.style.top = `${top + heights[number]}px`;
    });
  };
  settle();
  new ResizeObserver(settle).observe(head);
}
