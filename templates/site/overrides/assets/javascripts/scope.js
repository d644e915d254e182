// What Material writes into every page, as a file: a strict Content-Security-Policy then holds without hashes.
document.documentElement.classList.replace("no-js", "js"); // before anything is painted: without scripts the page is another
addEventListener("error", ({ target }) => {
  if (target.tagName === "SCRIPT") document.documentElement.classList.replace("js", "no-js"); // one that did not come
}, true);
var __md_scope = new URL(document.currentScript.dataset.base, location);
var __md_hash = (text) => [...text].reduce((hash, sign) => (hash << 5) - hash + sign.charCodeAt(0), 0);
var __md_get = (key, storage = localStorage, scope = __md_scope) =>
  JSON.parse(storage.getItem(scope.pathname + "." + key));
var __md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch (error) {
    // a full or forbidden storage: the choice is not kept
  }
};
try {
  if (__md_get("notes") === "hidden") document.documentElement.classList.add("notes-hidden"); // 核对说明, see notes.js
} catch (error) {
  // a forbidden storage: they are shown
}
