// The page asks for this file at every level above itself: the first that is there tells where the site begins.
{
  const ways = document.getElementById("ways");
  if (ways.hidden) {
    const root = new URL("../../", document.currentScript.src);
    for (const link of ways.querySelectorAll("a")) link.href = new URL(link.dataset.path, root);
    ways.hidden = false;
  }
}
