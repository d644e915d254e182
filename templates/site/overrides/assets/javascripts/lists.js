// A page with a list that can be filtered gets its filter; most pages of the shell have none.
const form = document.querySelector(".list-filter");
if (form) import("./lists-filter.js").then(({ begin }) => begin(form));
