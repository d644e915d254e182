"""explanation.yml and 概况 to begin with: every input that an edition asks for, in its order, as a tree of keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.model.edition import Edition, InputForm, InputKind
from gongkai.model.intake import TypedValue
from gongkai.model.paths import ANY, borrowed_from
from gongkai.starting.yaml_lines import WRITE, comments, flow, number, remark, scalar, text_of

PROFILE = "概况"
EXAMPLE_CODE = "2010301"
TO_WRITE: Mapping[InputKind, TypedValue] = {InputKind.TEXTS: (WRITE,), InputKind.TEXT: WRITE}


class Known(Struct, frozen=True, kw_only=True):
    """已知的: what is to stand in the file from the start."""

    values: Mapping[str, TypedValue] = field(default_factory=dict)
    """by path; an empty text for a figure that is to be typed"""
    remarks: Mapping[str, str] = field(default_factory=dict)
    """by path, behind the value"""
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """what stands for the * of a group (年初预算)"""
    offered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """by path of a list of records: those of last year, without what is to be typed"""
    unasked: frozenset[str] = frozenset()
    """texts that are likely not to be wanted"""
    at_hand: frozenset[str] = frozenset()
    """neighbouring documents that are in the library: what is taken from them is not typed"""


def explanation_text(edition: Edition, known: Known, first: Iterable[str] = ()) -> str:
    """The file, without 概况."""
    lines = [*first]
    lines += comments(
        (
            f"情况说明要用、表里没有的。写着“{WRITE}”的，换成要写的话；空着的填数，没有的填0；用不到的整行删去。",
            "“#”后面的用到才写，检查会说哪些要写；写时去掉“#”。原因是半句话，不写句号。",
        )
    )
    lacking = {group: f"{when}，整组写成：{group}: 无" for group, when in edition.may_lack.items()}
    known = replace(known, remarks={**lacking, **known.remarks})
    for name, tree in _tree(edition.inputs, profile=False).items():
        lines += ["", *_lines(name, tree, name, known, 0)]
    return text_of(lines)


def profile_lines(edition: Edition, known: Known) -> list[str]:
    """概况 of document.yml; nothing where the edition asks for none."""
    tree = _tree(edition.inputs, profile=True)
    return [line for name, below in tree.items() for line in _lines(name, below, name, known, 0)]


Tree = dict[str, "Tree | InputForm"]


def _tree(forms: Mapping[str, InputForm], *, profile: bool) -> Tree:
    """The declared inputs by their names; fields of records are told with the records."""
    tree: Tree = {}
    records = tuple(f"{path}.{ANY}." for path, form in forms.items() if form.fields)
    for path, form in forms.items():
        if (path.split(".")[0] == PROFILE) is not profile or path.startswith(records):
            continue
        *above, last = path.split(".")
        below = tree
        for name in above:
            inner = below.setdefault(name, {})
            if isinstance(inner, dict):
                below = inner
        below[last] = form
    return tree


def _lines(name: str, tree: Tree | InputForm, path: str, known: Known, indent: int) -> list[str]:
    """A key with all below it. Where nothing of it is to be typed yet, it is a comment as a whole."""
    if isinstance(tree, InputForm):
        return _leaf(name, tree, path, known, indent)
    body: list[str] = []
    for below, inner in tree.items():
        if below == ANY and isinstance(inner, dict):
            body += _by_code(inner, path, known, indent + 2)
        else:
            body += _lines(below, inner, f"{path}.{below}", known, indent + 2)
    space = " " * indent
    live = any(not line.lstrip().startswith("#") for line in body)
    if not live:
        return [f"{space}# {scalar(name)}:", *(_as_comment(line, space) for line in body)]
    told = known.remarks.get(path, "")
    return [f"{space}{scalar(name)}:" + (f"  # {told}" if told else ""), *body]


def _as_comment(line: str, space: str) -> str:
    """A comment that stands further in, as one of those that begin with its group."""
    return f"{space}# {line.replace('# ', '', 1).removeprefix(space)}"


def _leaf(name: str, form: InputForm, path: str, known: Known, indent: int) -> list[str]:
    space, told = " " * indent, _told(form, known.remarks.get(path, ""))
    value = known.values.get(path)
    if value is None:
        if _taken(form, known):
            return [f"{space}# {name}：从{borrowed_from(form.source)}取来，不用填"]
        if form.explains is not None or path in known.unasked:
            return [f"{space}# {scalar(name)}: {f'[{WRITE}]' if form.kind is InputKind.TEXTS else WRITE}{told}"]
        if form.kind is InputKind.RECORDS:
            lines = known.offered.get(path) or (f"- {_record(form)}",)
            return [f"{space}# {scalar(name)}:{told}", *comments((f"  {line}" for line in lines), len(space))]
        value = TO_WRITE.get(form.kind, "")
    if isinstance(value, tuple):
        return [f"{space}{scalar(name)}:{told}", *(f"{space}  - {flow(item)}" for item in value)]
    text = _single(form, value) if isinstance(value, str) else flow(value)
    return [f"{space}{scalar(name)}:{' ' if text else ''}{text}{told}"]


def _single(form: InputForm, text: str) -> str:
    if not text:
        return ""
    return number(text) if form.kind in (InputKind.AMOUNT, InputKind.COUNT) else scalar(text)


def _told(form: InputForm, more: str) -> str:
    unit = f"以{form.unit}为单位" if form.unit else ""
    told = "；".join(filter(None, (remark(form.remark), unit, remark(more))))
    return f"  # {told}" if told else ""


def _taken(form: InputForm, known: Known) -> bool:
    return bool(form.source) and borrowed_from(form.source) in known.at_hand


def _record(form: InputForm) -> str:
    return flow(dict.fromkeys(form.fields, WRITE)) if form.fields else f"{{名称: {WRITE}}}"


def _by_code(forms: Tree, path: str, known: Known, indent: int) -> Iterator[str]:
    """What is typed code by code: a row for each code that is known, else an example."""
    fields = {name: form for name, form in forms.items() if isinstance(form, InputForm)}
    wanted = {name: form for name, form in fields.items() if not _taken(form, known)}
    space, codes = " " * indent, known.codes.get(path, ())
    taken = "、".join(name for name in fields if name not in wanted)
    if taken:
        yield f"{space}# 各科目的{taken}：取来，不用填"
    for code in codes:
        given = {name: known.values.get(f"{path}.{code}.{name}") for name in wanted}
        yield f"{space}{scalar(code)}: {{{_row(wanted, given)}}}"
    if not codes and wanted:
        row = ", ".join(f"{scalar(name)}: {_example(form)}" for name, form in wanted.items())
        yield f"{space}# {scalar(EXAMPLE_CODE)}: {{{row}}}  # 一个项级科目一行"


def _row(forms: Mapping[str, InputForm], given: Mapping[str, TypedValue | None]) -> str:
    """What a code's row says: what is known of it."""
    said = ((name, str(value)) for name, value in given.items() if value is not None)
    return ", ".join(f"{scalar(name)}:{_spaced(_single(forms[name], value))}" for name, value in said)


def _spaced(text: str) -> str:
    """Behind a key between braces, where even nothing needs its space."""
    return f" {text}"


def _example(form: InputForm) -> str:
    return WRITE if form.kind is InputKind.TEXT else "…"
