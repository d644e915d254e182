"""样式: in which order the keys of a file stand, and what its values are, told by the name of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from gongkai.writing.scalars import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """一层的样式. `keys`: their order; `every`: of what is below keys without a form of their own, and of items."""

    kind: Kind = Kind.TEXT
    keys: tuple[str, ...] = ()
    below: Mapping[str, Form] = field(default_factory=dict)
    every: Form | None = None

    def child(self, key: str | None) -> Form:
        """The form below a key, or of an item, which is as its list where that says nothing else."""
        own = self.below.get(key) if key is not None else None
        return own or self.every or replace(self, keys=self.keys if key is None else ())

    def rank(self, key: str | None) -> tuple[int, str] | None:
        """Where a key stands among the others; codes by themselves; None for one that has no place."""
        if key in self.keys:
            return (self.keys.index(key), "")
        return (len(self.keys), key) if key is not None and key.isdecimal() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """一种文件的样式."""

    form: Form
    flow_from: int = 1
    """how many keys, or items of lists, lead to what may stand in one line"""
    spaced: bool = False
    """whether blank lines stand around outermost blocks"""


TEXT, NUMBER, AMOUNT, AS_TYPED = (Form(kind=kind) for kind in Kind)
_DATED = {"自": NUMBER, "至": NUMBER}
_ORIGINAL = Form(keys=("处", "应为", "印作", "注"))
_LAYOUTS = {
    "department.yml": Layout(form=Form(below={"名称": Form(below=_DATED), "单位": Form(below=_DATED)})),
    "document.yml": Layout(form=Form(below={"成文日期": NUMBER, "概况": NUMBER}), flow_from=2, spaced=True),
    "figures.yml": Layout(form=Form(kind=Kind.AS_TYPED), flow_from=2, spaced=True),
    "explanation.yml": Layout(form=Form(kind=Kind.NUMBER, below={"原文": _ORIGINAL}), flow_from=2, spaced=True),
    "control-totals.yml": Layout(
        form=Form(below={"核对数": Form(kind=Kind.NUMBER, every=Form(keys=("数", "格"), below={"数": NUMBER}))}),
        flow_from=3,
    ),
    "waivers.yml": Layout(form=TEXT),
}
_GLOSSARY = Layout(form=Form(below={"解释": Form(below=_DATED)}))
_ANY = Layout(form=AS_TYPED)


def layout_of(shown: str) -> Layout:
    """The layout of a file by its path."""
    path = PurePosixPath(shown)
    if path.name in _LAYOUTS:
        return _LAYOUTS[path.name]
    if path.parent.name == "performance":
        return Layout(form=TEXT)
    return _GLOSSARY if path.parent.name == "glossary" else _ANY
