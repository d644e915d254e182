"""做不成: what is wrong with the site's own templates and texts; apart from what draws them, which is long to load."""

from __future__ import annotations


class ShellError(Exception):
    """The shell cannot be made: its templates or settings are wrong. A matter of the installation, not of content."""
