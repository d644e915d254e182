// 浮在旁边的文字: a text shown beside the link that it explains, on hover, focus and tap (WCAG 1.4.13: Escape sends it
// away, the pointer may go onto it, and it stays until the pointer or the focus is elsewhere). A tap shows it, a second
// one follows the link.
const box = document.createElement("div");
box.className = "beside";
box.id = "beside";
box.setAttribute("role", "tooltip");
const words = document.createElement("p");
const more = document.createElement("small");
box.append(words, more);

let shown = null; // the link whose text is shown
let wanted = null; // the link whose text is on its way
let timer = 0;
let touched = false;

const leave = () => {
  clearTimeout(timer);
  if (shown) shown.removeAttribute("aria-describedby");
  if (shown && shown.dataset.described) shown.setAttribute("aria-describedby", shown.dataset.described);
  shown = wanted = null;
  box.remove();
};

const place = (link) => {
  const at = link.getClientRects()[0] || link.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  const left = Math.max(8, Math.min(at.left, room - box.offsetWidth - 8));
  const below = at.bottom + 6;
  const above = at.top - box.offsetHeight - 6;
  const top = below + box.offsetHeight > innerHeight && above > 0 ? above : below;
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${top + scrollY}px`;
};

const show = async (link, textOf, byTouch) => {
  if (shown === link || wanted === link) return;
  leave();
  wanted = link;
  let text = "";
  try {
    text = await textOf(link);
  } catch (error) {
    // it cannot be had; the link leads to it
  }
  if (wanted !== link) return;
  wanted = null;
  if (!text.trim()) {
    if (byTouch) link.click();
    return;
  }
  words.textContent = text.trim();
  more.textContent = byTouch ? "再点一次，到它所在的地方" : "";
  document.body.append(box);
  place(link);
  shown = link;
  if (link.hasAttribute("aria-describedby")) link.dataset.described = link.getAttribute("aria-describedby");
  link.setAttribute("aria-describedby", box.id);
};

// Shows `textOf(link)`, a promise of a text, beside every link that `selector` finds.
export function beside(selector, textOf) {
  const linkOf = (event) => event.target instanceof Element && event.target.closest(selector);
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
  });
  document.addEventListener("pointerover", (event) => {
    const link = event.pointerType !== "touch" && linkOf(event);
    if (!link) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(link, textOf, false), 200);
  });
  document.addEventListener("focusin", (event) => {
    const link = !touched && linkOf(event);
    if (link) show(link, textOf, false);
  });
  document.addEventListener("click", (event) => {
    const link = touched && linkOf(event);
    if (!link || shown === link) return;
    event.preventDefault();
    show(link, textOf, true);
  });
}

document.addEventListener("pointerout", (event) => {
  if (event.pointerType === "touch" || (!shown && !wanted && !timer)) return;
  const to = event.relatedTarget;
  if (to instanceof Node && (box.contains(to) || (shown && shown.contains(to)))) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!box.matches(":hover") && !(shown && (shown.matches(":hover") || shown === document.activeElement))) leave();
  }, 250);
});
document.addEventListener("focusout", () => {
  if (shown && !box.matches(":hover")) leave();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && (shown || wanted)) leave();
});
document.addEventListener("pointerdown", (event) => {
  if (shown && !box.contains(event.target) && !shown.contains(event.target)) leave();
});
