"""保留的名字: names at the root of the site that no region may take."""

from __future__ import annotations

RESERVED = frozenset(
    {
        "about",
        "assets",
        "catalog",
        "compare",
        "corrections",
        "data",
        "documents",
        "glossary",
        "guide",
        "kinds",
        "levels",
        "lines",
        "model-page",
        "search",
        "site-map",
        "years",
    }
)
