"""句子: sentences drawn from words.yml, of a department's own matters, so that no two departments write the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from msgspec import Struct

HERE = Path(__file__).parent
SUBJECTS = {
    "三公": "三公",
    "公务用车": "车",
    "公务接待": "待",
    "因公出国": "国",
    "20805": "人",
    "2101": "人",
    "2210": "人",
    "人员经费": "人",
    "公用经费": "公",
    "机关运行": "公",
    "机构运转": "公",
    "一般公共预算基本": "人",
}
"""what an item is called or coded → the reasons that it may have"""
CHOICE = re.compile(r"〈([^〉]*)〉")


@cache
def listed(name: str) -> Any:
    """A YAML file that lies beside this module."""
    return yaml.load((HERE / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


class Voice(Struct, frozen=True, kw_only=True):
    """What a department writes about."""

    random: Random
    place: str
    """市, 县 or 区"""
    matters: Sequence[str]
    offices: Sequence[str]
    projects: Sequence[str]

    def say(self, kind: str, project: str = "", matter: str = "") -> str:
        """A sentence of a kind, without a full stop."""
        pattern = self.random.choice(listed("words")[kind])
        chosen = CHOICE.sub(lambda found: self.random.choice(found[1].split("|")), pattern)
        return chosen.format_map(self._named(project, matter))

    def because(self, now: int, before: int, item: str, project: str = "") -> str:
        """原因: why an item is more or less than before, or than was planned."""
        subject = next((subject for start, subject in SUBJECTS.items() if item.startswith(start)), "")
        return self.say(f"{subject}{'增' if now > before else '减'}", project=project)

    def _named(self, project: str, matter: str) -> Mapping[str, str]:
        random = self.random
        return {
            "项目": project or random.choice(self.projects),
            "事": matter or random.choice(self.matters),
            "科室": random.choice(self.offices),
            "地": self.place,
            "几": str(random.randint(2, 9)),
            "百": str(random.randint(12, 980) * 10),
        }
