// Takes up the reader's choice of light or dark before the page is painted (from Material, as a file).
{
  const palette = __md_get("__palette");
  let color = palette && palette.color;
  if (!color) {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    color = { scheme: dark ? "slate" : "default" };
  } else if (color.media === "(prefers-color-scheme)") {
    const light = matchMedia("(prefers-color-scheme: light)").matches;
    const wanted = `(prefers-color-scheme: ${light ? "light" : "dark"})`;
    const input = document.querySelector(`[data-md-color-media='${wanted}']`);
    color.media = wanted;
    for (const key of ["scheme", "primary", "accent"]) color[key] = input.getAttribute(`data-md-color-${key}`);
  }
  for (const [key, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${key}`, value);
}
