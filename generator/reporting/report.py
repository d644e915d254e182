"""检查报告, for people: the findings of each document under its title, the worst first, and a summary at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from gongkai.loading.yaml_reader import CERTAIN
from gongkai.model.checked import CheckResult
from gongkai.model.finding_catalogue import title_of
from gongkai.model.findings import Finding
from gongkai.reporting.ledger import format_ledger
from gongkai.reporting.ordering import by_document, by_file, told
from gongkai.reporting.text import Paint, Role, flat, lines, unpainted

RULER = "=" * 60
FREQUENT = 5
"""codes that the summary names"""
LISTED = 20
"""documents that the summary names"""


def as_text(checked: CheckResult, paint: Paint = unpainted) -> str:
    """文字: the findings of each document, and a summary."""
    return listed(checked, paint) + counted(checked) + held_back(checked) + next_steps(checked)


def with_ledger(checked: CheckResult, paint: Paint = unpainted) -> str:
    """The same with 检查记录 before the summary."""
    titles = {checked.title(id): lines for id, lines in checked.ledgers.items()}
    return listed(checked, paint) + format_ledger(titles) + counted(checked) + held_back(checked) + next_steps(checked)


def listed(checked: CheckResult, paint: Paint = unpainted) -> str:
    """Every finding, by document and file. Within a file a hint is given once for all findings that share it."""
    return "".join(
        f"{flat(_head(checked, document, found))}\n{paint(RULER, Role.ASIDE)}\n{_files(found, paint)}\n"
        for document, found in by_document(checked)
    )


def counted(checked: CheckResult) -> str:
    """How much was looked at and found, in one line."""
    what = f"检查了 {len(checked.verdicts)} 份文件，"
    if checked.findings:
        what += f"发现 {len(checked.findings)} 个问题：{told(checked.findings)}。"
    else:
        what += "没有发现这些代码的问题。" if checked.omitted else "没有发现问题。"
    more = len(checked.every) - len(checked.findings)
    what += f"另有 {more} 个列在它们下面，一并核对。" if more else ""
    return what + (f"另有 {checked.omitted} 个问题没有列出。" if checked.omitted else "") + "\n"


def held_back(checked: CheckResult) -> str:
    """Which documents cannot be published."""
    parts = []
    if checked.blocked:
        parts.append(f"不能发布的有 {len(checked.blocked)} 份：\n")
        parts += [f"  {flat(_named(checked, id))}\n" for id in checked.blocked[:LISTED]]
        if len(checked.blocked) > LISTED:
            parts.append("  ……\n")
    elif not checked.sound:
        parts.append("公共内容或文件夹有错误，有的内容不能发布。\n")
    elif checked.findings:
        parts.append("这些问题不妨碍发布。\n")
    return "".join(parts)


def next_steps(checked: CheckResult) -> str:
    """Which kinds of findings there are most of, and how to learn more."""
    ranked = Counter(str(finding.code) for finding in sorted(checked.every, key=lambda one: one.code)).most_common()
    if not ranked:
        return ""
    example = ranked[0][0]
    frequent = [f"  {code}  {count:4} 个  {title_of(code)}\n" for code, count in ranked[:FREQUENT]]
    sure = sum(bool(one.meant) or one.code in CERTAIN for one in checked.every)
    title = f"最多的几种（共 {len(ranked)} 种）：\n" if len(ranked) > FREQUENT else "各种问题：\n"
    return "".join(
        [
            *([title, *frequent] if len(checked.findings) > 1 else []),
            f"想知道一种问题是什么意思、怎样改，运行：gongkai check --explain {example}\n",
            f"只看一种问题，运行：gongkai check --only {example}\n" if len(ranked) > 1 else "",
            f"有 {sure} 个只有一种改法，运行 gongkai format --fix 就改好\n" if sure else "",
        ]
    )


def _head(checked: CheckResult, document: str, found: list[Finding]) -> str:
    if not document:
        return f"{checked.title(document)}：{told(found)}"
    fate = "不能发布" if document in checked.blocked else "照常发布"
    identity = checked.identity(document)
    return f"{checked.title(document)}{'（存档）' if identity and identity.archived else ''}：{told(found)}；{fate}"


def _named(checked: CheckResult, id: str) -> str:
    title = checked.title(id)
    return f"{title}（content/departments/{id}）" if title != id else id


def _files(found: Iterable[Finding], paint: Paint) -> str:
    return "\n".join("".join(f"{line}\n" for line in _file(file, paint)) for file in by_file(found))


def _file(found: Iterable[Finding], paint: Paint) -> Iterator[str]:
    said: set[tuple[str, str]] = set()
    for finding in found:
        what = (str(finding.code), finding.hint)
        yield from lines(finding, hint=what not in said, paint=paint)
        said.add(what)
