// What the search page says: what it found, what it left out, and why it could not look.
const WORDS = { years: "年度", kinds: "文件类型", departments: "部门", paths: "地区", documents: "" };
const AGAIN = "再试";

export const LOOKING = "正在找……";
export const STILL_LOOKING = "还在找，网络比较慢……";
export const NOTHING = "没有找到。可以少写几个字，换一种说法，或者去掉一些筛选条件。";
export const FILTERED_OUT = "按这些筛选条件没有找到，去掉一些再看。";

export function foundText({ count, more, whole, departments, levels }) {
  if (!count && !departments.length) return `找到${levels.length}张一览`;
  if (!count) return `找到${departments.length}个部门`;
  return `找到${more && !whole ? "约" : ""}${count}${whole ? "份文件" : "页"}`;
}

/** 没有同时含有“信创”的；不含它的： */
export function nearText({ dropped, widened }) {
  if (dropped.length) {
    const words = dropped.map(({ text }) => `“${text}”`).join("、");
    return `没有找到${words}。除去${dropped.length > 1 ? "这些" : "这个"}词，最接近的是：`;
  }
  if (!widened.length) return "没有找到照这样连着写的。把词拆开，都含有的是：";
  const left = widened.map((name) => WORDS[name]).filter(Boolean).join("、");
  return `在所说的${left}里没有找到。不限${left}的是：`;
}

/** Why it failed, and what to do: {text, button}. */
export function failure(error) {
  if (location.protocol === "file:") {
    return { text: "这个网页是从文件夹里打开的，浏览器不让它读检索用的文件。请从网站上打开，或者从首页按地区、部门查找。", button: "" };
  }
  if (error.why === "network" && navigator.onLine === false) {
    return { text: "没有连上网络，检索用的文件取不到。连上以后再试。", button: AGAIN };
  }
  if (error.why === "network") {
    return { text: "检索用的文件没有取到：网络断了，或者被浏览器的插件、单位的网关拦住了。可以再试；还是不行，就从首页按地区、部门查找。", button: AGAIN };
  }
  if (error.why === "missing" || error.why === "format" || error.why === "renewed") {
    return { text: "网站刚刚更新过，这个网页还是旧的。请刷新网页。", button: "刷新" };
  }
  if (error.why === "damaged") {
    return { text: "检索用的文件读不懂：可能没有下载完整，或者被网关改动过。可以再试。", button: AGAIN };
  }
  return { text: "检索程序出错了。请刷新网页再试；还是不行，就从首页按地区、部门查找。", button: "刷新" };
}
