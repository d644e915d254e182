// 名词: what a term means, beside it, taken from the document's own page of 名词解释 when it is first asked for.
import { beside } from "./beside.js";

const pages = new Map();

// A document that runs nothing and of which only texts are taken.
const parsed = (address) =>
  new Promise((done, failed) => {
    const asked = new XMLHttpRequest();
    asked.open("GET", address);
    asked.responseType = "document";
    asked.onload = () => (asked.status === 200 && asked.response ? done(asked.response) : failed(new Error(asked.statusText)));
    asked.onerror = () => failed(new Error(address));
    asked.send();
  });

const pageAt = (address) => {
  if (!pages.has(address)) {
    const asked = parsed(address);
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
