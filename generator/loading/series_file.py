"""series.yml of templates/site: which figures are compared over departments and years (比较)."""

from __future__ import annotations

from pathlib import Path

from gongkai.loading.binding import bind
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.series import Series

FILE = "series.yml"


class SeriesError(Exception):
    """比较的设置有误: templates/site/series.yml cannot be read. The message is Chinese, with file and line."""


def read_series(site: Path) -> Series:
    """比较 of templates/site; nothing is compared where there is no such file. Raises SeriesError."""
    path, shown = site / FILE, f"templates/site/{FILE}"
    if not path.is_file():
        return Series()
    loaded = read_yaml(path, shown, root=site)
    bound = bind(loaded.node, Series) if loaded.node and not loaded.findings else None
    if bound is None or bound.value is None:
        first = (*loaded.findings, *(bound.findings if bound else ()))[0]
        raise SeriesError(f"{first.place} {first.message}")
    return bound.value
