"""系统部件: what printing needs of the system."""

from __future__ import annotations

SYSTEM_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz0b", "libharfbuzz-subset0")
"""by their names in Debian; scripts/setup installs the same"""


class SystemPartMissingError(Exception):
    """缺少系统部件: fonts or libraries of the system. The message is Chinese."""
