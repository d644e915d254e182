// Keeps the heads of tables in sight where a browser (Chrome before 91) fixes cells but no <thead>.
for (const head of document.querySelectorAll(".grid thead")) {
  const settle = () => {
    const top = parseFloat(getComputedStyle(head).top) || 0;
    const from = head.getBoundingClientRect().top;
    const heights = Array.from(head.rows, (row) => row.getBoundingClientRect().top - from);
    Array.from(head.rows).forEach((row, number) => {
      for (const cell of row.cells) cell.style.top = `${top + heights[number]}px`;
    });
  };
  settle();
  new ResizeObserver(settle).observe(head);
}
