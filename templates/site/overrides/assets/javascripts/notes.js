// 核对说明: the switch that hides or shows all of them on every page, and marks that open a note in place. Without this
// script a mark is a link to its note, and nothing is hidden.
import { beside } from "./beside.js";

const page = document.documentElement;
const hidden = () => page.classList.contains("notes-hidden");

const settle = () => {
  for (const mark of document.querySelectorAll("a.as-printed")) mark.tabIndex = hidden() ? -1 : 0;
};

const hide = (wanted) => {
  page.classList.toggle("notes-hidden", wanted);
  settle();
};

const noteOf = (mark) => document.getElementById(decodeURIComponent(mark.hash.slice(1)));

// Whether a note is folded behind its mark: in the text of a narrow window.
const folds = (note) => note.closest(".prose") && !note.closest(".statement") && matchMedia("(max-width: 76.2344em)").matches;

// Who follows a link to a note, or comes by one, is to see it.
const reveal = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && hidden() && target.closest(".ours")) {
    hide(false);
    target.scrollIntoView();
  }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest(".notes-switch");
  if (button) {
    hide(!hidden());
    __md_set("notes", hidden() ? "hidden" : "shown");
    return;
  }
  const mark = event.target.closest(".note-mark a, a.as-printed");
  const note = mark && noteOf(mark);
  if (note && folds(note)) {
    event.preventDefault();
    const open = note.classList.toggle("opened");
    mark.setAttribute("aria-expanded", String(open));
  }
});

for (const mark of document.querySelectorAll(".prose .note-mark a, .prose a.as-printed")) {
  const note = noteOf(mark);
  if (note && folds(note)) mark.setAttribute("aria-expanded", "false");
}

// What a note says, without the way on from it.
const saying = (note) =>
  Array.from(note.childNodes)
    .filter((one) => one.className !== "link-record")
    .map((one) => one.textContent)
    .join("");

beside(".grid .note-mark a, .grid a.as-printed", async (mark) => {
  const note = noteOf(mark);
  return note ? saying(note) : "";
});
settle();
reveal();
addEventListener("hashchange", reveal);
