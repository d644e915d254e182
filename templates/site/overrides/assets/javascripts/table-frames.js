// The frame of a table: where the table is wider, it scrolls, can be reached by the keyboard and shows an edge on the
// side where there is more; where it fits, the page alone scrolls, and heads stay below the site's own.
const EDGES = {
  "more-before": (scroll) => scroll.scrollLeft > 1,
  "more-behind": (scroll) => scroll.scrollLeft + scroll.clientWidth < scroll.scrollWidth - 1,
};

export const watchFrame = (scroll) => {
  const frame = scroll.parentElement;
  const table = scroll.firstElementChild;
  const region = { role: "region", tabindex: "0", "aria-label": table.getAttribute("aria-label") };
  const edges = () => {
    for (const [name, there] of Object.entries(EDGES)) frame.classList.toggle(name, there(scroll));
  };
  const settle = () => {
    const fits = table.offsetWidth <= scroll.clientWidth + 1;
    frame.classList.toggle("fits", fits);
    for (const [name, value] of Object.entries(region)) {
      if (fits) scroll.removeAttribute(name);
      else scroll.setAttribute(name, value);
    }
    edges();
    settleHeads(table);
  };
  scroll.addEventListener("scroll", edges, { passive: true });
  const observer = new ResizeObserver(settle);
  observer.observe(table);
  observer.observe(scroll);
  settle();
  return () => observer.disconnect();
};

// Heads that are fixed cell by cell (Chrome before 91 fixes no <thead>), and those that reach over the fixed names:
// these stop where the names begin.
const settleHeads = (table) => {
  const head = table.tHead;
  if (head) {
    const top = parseFloat(getComputedStyle(head).top) || 0;
    const from = head.getBoundingClientRect().top;
    for (const row of head.rows) {
      const height = row.getBoundingClientRect().top - from;
      for (const cell of row.cells) cell.style.top = `${top + height}px`;
    }
  }
  const pinned = Array.from(table.querySelectorAll(".pin"));
  const name = pinned.find((cell) => cell.colSpan === 1 && cell.offsetWidth > 0);
  for (const cell of name ? pinned : []) {
    cell.style.left = cell.colSpan > 1 ? `${Math.min(0, name.offsetWidth - cell.offsetWidth)}px` : "";
  }
};

// The words of a head over many columns stay in sight while it is scrolled sideways.
export const holdWords = (table) => {
  for (const cell of table.querySelectorAll("thead th[colspan], tbody .name[colspan]")) {
    const words = document.createElement("span");
    words.className = "head-words";
    words.append(...cell.childNodes);
    cell.append(words);
  }
};
