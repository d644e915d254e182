"""转义 for HTML that Python writes: what Jinja's escaping comes to, as a plain text."""

from __future__ import annotations

import re

from markupsafe import escape

_ACTIVE = re.compile("[&<>\"']")


def escaped(text: str) -> str:
    """Most texts have nothing to escape, and are asked for by the thousand."""
    return str(escape(text)) if _ACTIVE.search(text) else text
