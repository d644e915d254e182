// 比较的表: filtered by a part of the department's name, ordered by the amounts of a year.
const MANY = 8; // rows from which a filter is of use

const amountOf = (row, column) => {
    const figure = row.cells[column].querySelector(".series-figure");
    const number = figure ? Number(figure.textContent.replace(/,/g, "")) : NaN;
    return Number.isNaN(number) ? -Infinity : number;
};

function rowsOf(table) {
    return [...table.tBodies].flatMap((body) => {
        const head = body.querySelector(".series-region th");
        return [...body.rows].filter((row) => row.cells.length > 1)
            .map((row) => ({ row, body, region: head ? head.textContent.trim() : "" }));
    });
}

// With the regions as printed, or all in one by size; then each says its region.
function ordered(table, rows, column) {
    const all = table.querySelector("tbody.series-all") || table.createTBody();
    all.className = "series-all";
    for (const { row, body } of rows) (column ? all : body).append(row);
    if (column) {
        const sorted = [...rows].sort((one, other) => amountOf(other.row, column) - amountOf(one.row, column));
        all.append(...sorted.map((one) => one.row));
    }
    table.classList.toggle("series-ordered", column > 0);
    for (const [at, head] of [...table.tHead.rows[0].cells].entries()) {
        if (at && at === column) head.setAttribute("aria-sort", "descending");
        else head.removeAttribute("aria-sort");
    }
}

function shown(rows, words, status) {
    const wanted = words.trim().split(/\s+/);
    let count = 0;
    for (const { row, region } of rows) {
        const name = region + row.cells[0].textContent;
        row.hidden = !wanted.every((word) => name.includes(word));
        count += row.hidden ? 0 : 1;
    }
    for (const body of new Set(rows.map((one) => one.body))) {
        const own = rows.filter((one) => one.body === body);
        body.hidden = own.every((one) => one.row.hidden);
    }
    status.textContent = words.trim() ? `${count}行` : "";
}

function begin(table) {
    const rows = rowsOf(table);
    if (rows.length < 2) return;
    const frame = table.closest(".series-scroll");
    let by = 0;
    for (const [column, head] of [...table.tHead.rows[0].cells].entries()) {
        if (!column) continue;
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        button.title = "从大到小排；再按一次，照原来的次序";
        button.addEventListener("click", () => {
            by = by === column ? 0 : column;
            ordered(table, rows, by);
        });
        head.replaceChildren(button);
    }
    for (const { row, region } of rows) {
        if (!region) continue;
        const told = document.createElement("small");
        told.className = "series-place";
        told.textContent = region;
        row.cells[0].append(told);
    }
    if (rows.length < MANY) return;
    const label = document.createElement("label");
    label.className = "series-filter";
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    const input = document.createElement("input");
    input.type = "search";
    input.autocomplete = "off";
    input.addEventListener("input", () => shown(rows, input.value, status));
    label.append(`只看（${table.tHead.rows[0].cells[0].textContent}、地区名称的一部分）`, input);
    frame.before(label, status);
}

for (const table of document.querySelectorAll("table.series")) begin(table);
