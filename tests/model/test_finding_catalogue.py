"""检查目录: every place that makes a finding gives what its templates ask for, no more and no less."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from msgspec import Struct

from gongkai.model import finding_catalogue
from gongkai.model.finding_catalogue import (
    REFERENCE,
    FindingKind,
    Severity,
    catalogue,
    chosen,
    filled,
    placeholders,
    word_pattern,
)
from gongkai.model.findings import found
from gongkai.model.own_data import CatalogueError
from gongkai.model.places import Place

ROOT = Path(__file__).parents[2]
TELL = ".tell"
OWN = {"hint", "severity", "related"}
"""arguments of `found` that are no values"""


class Call(Struct, frozen=True, kw_only=True):
    """A call of a function of the catalogue; of each argument what is written there, if it is a text or a choice of two."""

    where: str
    arguments: tuple[frozenset[str], ...]
    hint: frozenset[str] | None
    values: frozenset[str]
    given: frozenset[str] = frozenset()
    """what is given besides, whether it is asked for or not"""
    open: bool = False
    """whether values are given that are not written out"""

    @property
    def code(self) -> str:
        (code,) = self.arguments[0]
        assert code in catalogue(), f"{self.where}: {code} is not in templates/findings"
        return code

    @property
    def kind(self) -> FindingKind:
        return catalogue()[self.code]

    @property
    def variants(self) -> list[str]:
        """Those that it can be: those written, or any that has all its values."""
        if len(self.arguments) < 3:
            return [""]
        values = self.values | self.given
        return [*self.arguments[2]] or [one for one in _variants(self.kind) if self.asked(one) <= values or self.open]

    def asked(self, variant: str) -> frozenset[str]:
        """The values that its texts ask for."""
        kind = self.kind
        by_hint = {} if isinstance(kind.hint, str) else kind.hint
        hints = (
            [chosen(kind.hint, variant)]
            if self.hint is None
            else [chosen(kind.hint, one) for one in self.hint or by_hint]
        )
        return frozenset(
            name
            for text in (chosen(kind.message, variant), chosen(kind.note, variant), *hints)
            for name in placeholders(text)
        )


def _texts(node: ast.expr) -> frozenset[str]:
    if isinstance(node, ast.IfExp):
        branches = _texts(node.body), _texts(node.orelse)
        return branches[0] | branches[1] if all(branches) else frozenset()
    return frozenset([node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else ())


def _modules(below: Path, *calls: str) -> Iterator[tuple[Path, ast.Module]]:
    """The modules in a folder that have one of these calls in them: to parse all of them takes seconds."""
    for path in sorted(below.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if any(f"{call}(" in text for call in calls):
            yield path, ast.parse(text)


def _calls(name: str) -> Iterator[Call]:
    for path, tree in _modules(ROOT / "generator", name, TELL):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _is(node.func, name):
                if not _texts(node.args[0]) and any(one.arg is None for one in node.keywords):
                    continue  # it passes on what it was given
                named = {one.arg: one.value for one in node.keywords if one.arg}
                for code in _texts(node.args[0]) or _table(tree) or ("not written out",):
                    yield Call(
                        where=f"{path.relative_to(ROOT)}:{node.lineno}",
                        arguments=(frozenset([code]), *map(_texts, node.args[1:])),
                        hint=_texts(named["hint"]) if "hint" in named else None,
                        values=frozenset(named) - OWN,
                    )


def _is(function: ast.expr, name: str) -> bool:
    """Whether a function is one of the catalogue; `tell` of what collects findings is `found`."""
    if isinstance(function, ast.Attribute):
        return name == "found" and f".{function.attr}" == TELL
    return isinstance(function, ast.Name) and function.id == name


def _table(tree: ast.Module) -> list[str]:
    """The codes that are keys of a table of the module: a call takes its code from there, if it does not write it out."""
    keys = [_texts(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys if key]
    return sorted(frozenset().union(*keys) & catalogue().keys())


def _of_values() -> Iterator[Call]:
    """What is told of a value of a form (FormValue.wrong), which tells what was typed (填) in any case."""
    for path, tree in _modules(ROOT / "generator" / "checks", ".wrong"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "wrong":
                named = {one.arg: one.value for one in node.keywords if one.arg}
                code, *rest = map(_texts, node.args)
                yield Call(
                    where=f"{path.relative_to(ROOT)}:{node.lineno}",
                    arguments=(code, frozenset(), *rest),
                    hint=_texts(named["hint"]) if "hint" in named else None,
                    values=frozenset(named) - OWN,
                    given=frozenset({"填"}),
                    open=len(rest) > 1,
                )


def _refusals() -> Iterator[Call]:
    """Why a workbook or a Word file is not read (RefusedError), which its reader tells."""
    readers = (ROOT / "generator" / name for name in ("ooxml", "spreadsheets", "word_files"))
    for path, tree in chain.from_iterable(_modules(reader, "RefusedError") for reader in readers):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "RefusedError":
                code, *rest = map(_texts, node.args)
                values = frozenset(one.arg for one in node.keywords if one.arg) - OWN - {"sheet"}
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield Call(where=where, arguments=(code, frozenset(), *rest), hint=None, values=values, open=True)


VALUES = "generator/checks/filled_forms.py"
"""where `wrong` itself makes its finding, of any code"""


@pytest.fixture(scope="module")
def calls() -> tuple[Call, ...]:
    """Wherever the program makes a finding."""
    made = (call for call in _calls("found") if not call.where.startswith(VALUES))
    return (*made, *_of_values(), *_refusals())


def test_every_finding_gets_the_values_that_its_templates_ask_for(calls: tuple[Call, ...]) -> None:
    for call in calls:
        assert call.variants, call
        used = frozenset(name for variant in call.variants for name in call.asked(variant))
        assert all(chosen(call.kind.message, variant) for variant in call.variants), call
        assert used >= call.values, call
        assert call.open or used <= call.values | call.given, call


def test_what_the_catalogue_says_is_used(calls: tuple[Call, ...]) -> None:
    """No template, bound or list of words is left of a rule that is gone."""
    said = {(code, variant) for code, kind in catalogue().items() for variant in _variants(kind)}
    assert said == {(call.code, variant) for call in calls for variant in call.variants}
    kept = {(code, name) for code, kind in catalogue().items() for name in (*kind.bounds, *kind.words)}
    assert kept == {
        one for name in ("bound_of", "word_list", "word_pattern") for call in _calls(name) for one in _kept(call)
    } | set(_referred_to())


def _kept(call: Call) -> Iterator[tuple[str, str]]:
    """The bounds or lists that a call reads; any of the code's if the name is not written out."""
    if call.where.startswith("generator/model/"):
        return
    for name in call.arguments[1] or (*call.kind.bounds, *call.kind.words):
        yield call.code, name


def _referred_to() -> Iterator[tuple[str, str]]:
    """The lists that other lists of their code hold (〈名〉)."""
    for code, kind in catalogue().items():
        yield from ((code, name) for word in chain(*kind.words.values()) for name in REFERENCE.findall(word))


def test_words_are_expressions() -> None:
    for code, kind in catalogue().items():
        for name in kind.words:
            assert "〈" not in word_pattern(code, name).pattern, code


def _variants(kind: FindingKind) -> tuple[str, ...]:
    if isinstance(kind.message, str):
        return ("",) if kind.message else ()
    return tuple(kind.message)


def test_every_kind_is_whole() -> None:
    """Each variant has a severity; what is said by variant is said of those that there are."""
    for code, kind in catalogue().items():
        for variant in _variants(kind):
            assert variant in kind.severities or "" in kind.severities, (code, variant)
            assert "\n" not in chosen(kind.message, variant), code
        assert isinstance(kind.note, str) or set(kind.note) <= set(_variants(kind)), code
        assert set(kind.severities) <= {"", *_variants(kind)}, code


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A101:\n  名称 甲\n  程度: 提醒\n", "templates/findings/A.yml:3: YAML 写法有误"),
        ("A101: {名称: 甲, 程度: 警告}\n", "templates/findings/A.yml: A101 的写法不对（'程度'）"),
        ("A101: {名称: 甲, 级别: 提醒}\n", "templates/findings/A.yml: A101 的写法不对（'级别'）"),
        ("A101: {名称: 甲, 界: {多: 一百}}\n", "templates/findings/A.yml: A101 的写法不对"),
        ("A101: 甲\n", "templates/findings/A.yml: A101 的写法不对"),
    ],
)
def test_a_slip_in_the_catalogue_is_told(text: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "A.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=re.escape(told)):
        list(finding_catalogue._read(file))


def test_value_that_is_missing_shows_and_ends_nothing() -> None:
    assert filled("{甲}不等于{乙}", {"甲": "1.00万元"}) == "1.00万元不等于【乙】"


def test_values_are_not_templates_themselves() -> None:
    assert filled("写有“{字}”", {"字": "{名}〖{0.__class__}〗"}) == "写有“{名}〖{0.__class__}〗”"


def test_piece_without_its_value_is_left_out() -> None:
    assert filled("有{字}〖，共{次}处〗，请改", {"字": "甲", "次": ""}) == "有甲，请改"
    assert filled("有{字}〖，共{次}处〗，请改", {"字": "甲", "次": "3"}) == "有甲，共3处，请改"


def test_readers_are_told_what_is_printed_in_words_of_their_own() -> None:
    """The words of the template change, those that were typed do not."""
    finding = found("E102", Place(path="content/a.yml"), "没有预算", 处="年度资金总额", 填="没有填")
    assert finding.message == "年度资金总额：全年预算数是0，执行率填的是没有填"
    assert finding.note == "年度资金总额：全年预算数是0，执行率印作没有填"
    assert not found("X901", Place(path="content/a.yml"), 规则="sums", 错误="填的是").note


def test_finding_says_what_it_is_about() -> None:
    finding = found("X901", Place(path="content/a.yml"), 规则="sums", 错误="KeyError: 1")
    assert finding.message == "检查规则 sums 运行出错：KeyError: 1"
    assert finding.severity is Severity.ERROR
    assert finding.about == ("sums", "KeyError: 1")
