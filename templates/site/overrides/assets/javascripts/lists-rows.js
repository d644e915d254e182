// 清单的行: drawn as documents_table of templates/site/pages/lists.html draws them.
function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

function link(address, ...content) {
  const made = element("a", "", ...content);
  made.href = address;
  return made;
}

/** 2022-09-05 → 2022年9月5日 */
function readable(date) {
  return date.split("-").map((part, at) => Number(part) + "年月日"[at]).join("");
}

function disclosed({ date, disclosed, corrected }) {
  if (!date) return [element("small", "", "没有记录")];
  if (!disclosed) return [element("small", "", "成文"), readable(date)];
  return corrected ? [readable(date), element("small", "", "已更正")] : [readable(date)];
}

/** One row of the table; `root` is the address of the site. */
export function rowOf(row, root) {
  const address = new URL(row.id, root).href;
  const head = element("th", "", link(address, row.department, element("span", "unseen", `${row.year}年度${row.kind}`)));
  head.scope = "row";
  const pdf = link(`${address}document.pdf`, "PDF");
  pdf.download = "";
  return element(
    "tr",
    "",
    head,
    element("td", "", row.place),
    element("td", "", String(row.year)),
    element("td", "", row.kind),
    element("td", "", ...disclosed(row)),
    element("td", "shortcuts", ...row.shortcuts.map(([name, path]) => link(address + path, name))),
    element("td", "", ...(row.pdf ? [pdf] : [])),
  );
}

/** An empty table with the heads that stand in another one, or the usual ones. */
export function emptyTable() {
  const heads = ["部门", "地区", "年度", "类型", "公开日期", "直达", "下载"].map((name) => {
    const head = element("th", "", name);
    head.scope = "col";
    return head;
  });
  return element("table", "list documents", element("thead", "", element("tr", "", ...heads)), element("tbody", ""));
}
