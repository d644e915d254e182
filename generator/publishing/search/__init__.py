"""检索: the index of a site, which search-index.js asks."""
