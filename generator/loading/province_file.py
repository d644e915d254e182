"""省的首页: its list of sites, and their catalogues, which others have written.

A catalogue is read by the reader of YAML, which JSON is a part of: bounded, with the place of whatever is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from gongkai.loading.binding import bind
from gongkai.loading.problems import Read
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.findings import Finding, errors, found
from gongkai.model.nodes import Node, Scalar
from gongkai.model.province import Counts, ProvinceList, SiteCatalogue, counted

ONCE = ("网址", "目录")
"""what two sites cannot have in common: one of them was copied and not changed"""


def read_province(path: Path) -> Read[ProvinceList | None]:
    """The list; None where anything is wrong in it: a wrong link is worse than the page of yesterday."""
    loaded = read_yaml(path, path.name)
    if loaded.node is None or errors(loaded.findings):
        return Read(value=None, findings=loaded.findings)
    bound = bind(loaded.node, ProvinceList)
    findings = (*loaded.findings, *bound.findings, *_twice(loaded.node.list_of("网站")))
    return Read(value=None if errors(findings) else bound.value, findings=findings)


def read_counts(path: Path, shown: str) -> Read[Counts | None]:
    """How many documents a site's catalog.json tells of; None where that cannot be believed."""
    loaded = read_yaml(path, shown)
    if loaded.node is None or errors(loaded.findings):
        return Read(value=None, findings=loaded.findings)
    bound = bind(loaded.node, SiteCatalogue)
    return Read(value=counted(bound.value.parts) if bound.value else None, findings=bound.findings)


def _twice(sites: Iterable[Node]) -> Iterator[Finding]:
    before: dict[tuple[str, str], Scalar] = {}
    for site in sites:
        for key in ONCE:
            value = site.get(key)
            if isinstance(value, Scalar) and value.text:
                first = before.setdefault((key, value.text.rstrip("/")), value)
                if first is not value:
                    told = f"“{key}”同第 {first.place.line} 行的一样：抄下来没有改，还是列了两次？"
                    yield found("L405", value.place, "规则", 话=told)
