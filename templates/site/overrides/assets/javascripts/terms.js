// 名词: what a term means, beside it, taken from the document's own page of 名词解释 when it is first asked for.
import { beside } from "./beside.js";

const pages = new Map();

const pageAt = (address) => {
  if (!pages.has(address)) {
    const asked = fetch(address)
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText))))
      .then((text) => new DOMParser().parseFromString(text, "text/html"));
    asked.catch(() => pages.delete(address)); // the link still leads there
    pages.set(address, asked);
  }
  return pages.get(address);
};

beside("a.link-term", async (link) => {
  const { origin, pathname, search, hash } = new URL(link.href);
  const here = pathname === location.pathname;
  const page = here ? document : await pageAt(origin + pathname + search);
  return page.getElementById(decodeURIComponent(hash.slice(1)))?.textContent ?? "";
});
