"""GitHub: workflow commands, shown beside the lines of a pull request, and the summary of the step.

GitHub shows ten annotations of each level for a step, and takes a summary of up to 1 MiB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from gongkai.model.checked import CheckResult
from gongkai.model.findings import Finding, Severity
from gongkai.reporting.fingerprints import with_hint
from gongkai.reporting.ordering import WORDS, by_document, counts, worst_first
from gongkai.reporting.report import counted
from gongkai.reporting.text import flat, following, format_findings, inert

LEVELS = {Severity.ERROR: "error", Severity.INCONSISTENCY: "warning", Severity.WARNING: "notice"}
SHOWN = 10
"""annotations of a level that GitHub shows"""
COMMAND = re.compile(r"(?m)^([^\S\n]*)::")
"""a command stands at the beginning of a line; blanks before it do not count"""
OLD_COMMAND = "##["
"""begins a command of the old form anywhere in a line"""
CUT = "<p>放不下的没有列出，请看日志或运行 <code>gongkai check</code>。</p>\n"


def as_github(checked: CheckResult) -> str:
    """An annotation for the worst of each level, the others as plain lines in a group that can be opened."""
    shown: dict[Severity, list[Finding]] = {severity: [] for severity in LEVELS}
    rest: list[Finding] = []
    for finding in worst_first(checked.findings):
        kind = shown[finding.severity]
        (kind if len(kind) < SHOWN else rest).append(finding)
    commands = "".join(_command(finding) for found in shown.values() for finding in found)
    if not rest:
        return commands
    plain = COMMAND.sub(r"\1: :", format_findings(rest)).replace(OLD_COMMAND, "## [")
    return f"{commands}::group::其余 {len(rest)} 个问题\n{plain}::endgroup::\n"


def as_summary(checked: CheckResult, limit: int) -> str:
    """Markdown of at most `limit` bytes: a table of the documents, and below it the findings of each."""
    begun = f"\n## 检查结果\n\n<p>{escape(flat(counted(checked).strip()))}</p>\n"
    text, room = "", limit - _size(begun + CUT)
    if room < 0:
        return ""
    for piece in map(inert, _pieces(checked)):
        if _size(piece) > room:
            return begun + text + CUT
        text, room = text + piece, room - _size(piece)
    return begun + text


def _pieces(checked: CheckResult) -> Iterator[str]:
    """Parts of the summary, each whole: HTML without an empty line, which would begin Markdown again."""
    documents = list(by_document(checked))
    if not documents:
        return
    head = "".join(f"<th>{word}</th>" for word in WORDS.values())
    rows = "".join(_row(checked, document, found) for document, found in documents)
    yield f"<table>\n<tr><th>文件</th>{head}<th>结果</th></tr>\n{rows}</table>\n"
    for document, found in documents:
        items = "".join(_item(finding) for finding in worst_first(found))
        title = escape(flat(checked.title(document)))
        yield f"<details><summary>{title}（{len(found)}个）</summary>\n<ul>\n{items}</ul>\n</details>\n"


def _row(checked: CheckResult, document: str, found: list[Finding]) -> str:
    cells = "".join(f"<td>{count}</td>" for count in counts(found).values())
    fate = "" if not document else "<b>不能发布</b>" if document in checked.blocked else "照常发布"
    return f"<tr><td>{escape(flat(checked.title(document)))}</td>{cells}<td>{fate}</td></tr>\n"


def _item(finding: Finding) -> str:
    where = f"<br><code>{escape(flat(str(finding.place)))}</code>" if finding.place.path else ""
    hint = f"<br>改法：{escape(flat(finding.hint))}" if finding.hint else ""
    copied = "\n".join(escape(flat(line)) or "&nbsp;" for line in finding.copied)
    hint += f"<pre>{copied}</pre>" if copied else ""
    below = "".join(f"<br>{escape(line.strip())}" for line in following(finding))
    what = f"{WORDS[finding.severity]} <b>{finding.code}</b> {escape(flat(finding.message))}"
    return f"<li>{what}{hint}{where}{below}</li>\n"


def _size(text: str) -> int:
    return len(text.encode(errors="replace"))


def _command(finding: Finding) -> str:
    return f"::{LEVELS[finding.severity]} {_properties(finding)}::{value_of(with_hint(finding))}\n"


def _properties(finding: Finding) -> str:
    place = finding.place
    at = {} if place.sheet else {"line": place.line, "col": place.column}
    properties = {"file": flat(place.path), **at, "title": finding.code}
    return ",".join(f"{name}={property_of(str(value))}" for name, value in properties.items() if value)


def value_of(text: str) -> str:
    """A text as what a command says."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_of(text: str) -> str:
    """A text as one of the properties of a command."""
    return value_of(text).replace(":", "%3A").replace(",", "%2C")
