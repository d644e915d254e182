// On narrow windows the lists of pages lie in a drawer. Material's box holds whether it is open, and its styles move it;
// a closed one is hidden from keyboard and screen readers by site.css. Here: the button, the keyboard, the focus.
const box = document.getElementById("__drawer");
const drawer = document.getElementById("site-drawer");
const opener = document.querySelector(".drawer-open");
const closer = drawer.querySelector(".drawer-close");
const tell = () => opener.setAttribute("aria-expanded", String(box.checked));
const shut = () => {
  box.checked = false;
  tell();
};

for (const button of [opener, closer]) button.addEventListener("click", () => box.click());
box.addEventListener("change", () => {
  tell();
  (box.checked ? closer : opener).focus({ preventScroll: true });
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && box.checked) box.click();
});
drawer.addEventListener("focusout", (event) => {
  if (box.checked && event.relatedTarget && !drawer.contains(event.relatedTarget)) shut();
});
addEventListener("pageshow", shut); // Firefox takes a box up as it was
