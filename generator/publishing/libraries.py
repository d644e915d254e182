"""库: with which the host makes the frame of the website; to know their versions, nothing of them is loaded."""

from __future__ import annotations

LIBRARIES = ("jinja2", "markdown", "mkdocs", "mkdocs-material", "pymdown-extensions")
