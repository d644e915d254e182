// 名词: what it means, for a query that is nothing but a term of the site's glossary.
import { element, link } from "./search-view.js";
import { vocabularyOf } from "./search-vocabulary.js";
import { bare } from "./search-words.js";

const GLOSSARY = "名词解释";

/** The line of the glossary that explains the query; undefined where it is no term, or that cannot be had. */
export async function meaning(index, [volume], query) {
  const core = await index.core(volume);
  const page = core.documents[0].pages.indexOf(GLOSSARY);
  const asked = bare(query.normalize("NFKC"));
  const meant = [asked, ...(vocabularyOf(core).meant.get(asked) || []).map(bare)];
  if (page < 0 || !core.terms.some((term) => meant.includes(bare(term)))) return undefined;
  const piece = await index.piece(core.documents[0], page).catch(() => ({ lines: [] }));
  const [line] = meant.map((one) => piece.lines.find(({ name }) => bare(name) === one)).filter(Boolean);
  return line && { ...line, address: `${piece.path}#${encodeURIComponent(line.id)}` };
}

export function explained({ name, text, address }, root) {
  const made = element("section", "search-meaning");
  const title = element("h2");
  title.append(link(new URL(address, root).href, "", name), element("span", "badge", GLOSSARY));
  made.append(title, element("p", "", text));
  return made;
}
