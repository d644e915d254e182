// The panel that tells how a figure comes about: over the list of pages on a wide window, else a sheet at the foot. It is
// no modal dialog: the table stays readable beside it. Escape closes it, and the focus returns to the figure.
const make = (name, properties, ...inside) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...inside);
  return element;
};

export class Panel {
  constructor() {
    this.title = make("h2", { id: "figure-panel-title" });
    this.inside = make("div", { className: "figure-panel-inside" });
    this.status = make("p", { className: "figure-panel-status" });
    this.status.setAttribute("role", "status");
    const close = make("button", { type: "button", className: "figure-panel-close", textContent: "关闭" });
    close.addEventListener("click", () => this.close());
    this.box = make("div", { className: "figure-panel", hidden: true, tabIndex: -1 });
    this.box.setAttribute("role", "dialog");
    this.box.setAttribute("aria-labelledby", this.title.id);
    this.box.append(make("div", { className: "figure-panel-head" }, this.title, close), this.inside, this.status);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.box.hidden && !event.defaultPrevented) this.close();
    });
  }

  // `opener` is the cell or link whose figure it is; it gets the focus back.
  open(opener, title, ...inside) {
    if (this.opener) this.opener.classList.remove("figure-open");
    this.opener = opener;
    opener.classList.add("figure-open");
    this.title.textContent = title;
    this.inside.replaceChildren(...inside);
    this.say("");
    const host = opener.closest(".prose") || opener.closest(".statement") || opener;
    if (this.box.previousElementSibling !== host) host.after(this.box);
    this.box.hidden = false;
    this.box.scrollTop = 0;
    this.box.focus({ preventScroll: true });
    this.uncover(opener);
  }

  close() {
    this.box.hidden = true;
    this.opener.classList.remove("figure-open");
    this.opener.focus({ preventScroll: true });
  }

  isFor(opener) {
    return !this.box.hidden && this.opener === opener;
  }

  say(words) {
    this.status.textContent = words;
  }

  // It must not cover the figure that it is about: the page scrolls, or the panel goes to the other side.
  uncover(opener) {
    this.box.classList.remove("figure-panel-right");
    const [figure, box] = [opener.getBoundingClientRect(), this.box.getBoundingClientRect()];
    const covered = figure.right > box.left && figure.left < box.right && figure.bottom > box.top;
    if (!covered) return;
    if (box.right < innerWidth / 2) this.box.classList.add("figure-panel-right");
    else scrollBy(0, figure.bottom - box.top + 16);
  }
}

// All that is known of a figure, as elements.
export function contents(origins, one, actions) {
  const amount = make("p", { className: "figure-panel-amount" }, make("b", { textContent: one.text }), ` ${origins.unit(one)}`);
  const where = one.table ? `${origins.file.title} ${one.table.number}` : `${origins.file.title} ${one.title}`;
  const lines = make("dl", {}, ...one.lines.flatMap((line) => drawn(origins.line(line, one.table ? one : null))));
  const tools = make("p", { className: "figure-panel-tools" });
  for (const [text, act] of actions) {
    const button = make("button", { type: "button", textContent: text });
    button.addEventListener("click", act);
    tools.append(button);
  }
  tools.append(make("a", { href: one.sources.href, textContent: one.table ? "这张表各数的来历" : "文字里各数的来历" }));
  return [amount, make("p", { className: "figure-panel-where", textContent: where.trim() }), lines, tools];
}

function drawn({ label, pieces }) {
  const inside = pieces.flatMap(({ text, href, amount }) =>
    href ? [make("a", { href: href.href, textContent: text }), amount ? ` ${amount}` : ""] : [text],
  );
  return [make("dt", { textContent: label }), make("dd", {}, ...inside)];
}
