"""检索: what a page says to the search."""
