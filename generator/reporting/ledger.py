"""检查记录 as text: rules with problems first, then explained ones, those that could not run, hold, do not apply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongkai.model.ledger import LedgerLine, State
from gongkai.reporting.text import flat


def format_ledger(ledgers: Mapping[str, Iterable[LedgerLine]]) -> str:
    """检查记录 of each document, under its title."""
    return "".join(_document(title, tuple(lines)) for title, lines in ledgers.items())


def _document(title: str, lines: tuple[LedgerLine, ...]) -> str:
    parts = [f"检查记录：{flat(title)}\n", f"  {summary(lines)}\n"]
    for state in State:
        for line in (line for line in lines if line.state is state):
            parts.append(f"  {state.value}  {line.code} {line.title}{_detail(line)}\n")
            for waived in line.waived:
                parts.append(f"      已说明的：{flat(f'{waived.finding.place} {waived.finding.message}')}\n")
                parts.append(f"          理由：{flat(waived.reason)}\n")
            parts.extend(f"      {flat(text)}\n" for text in line.said)
            label = "因为：" if state is State.NOT_APPLICABLE else "未检查的："
            parts.extend(f"      {label}{flat(reason)}\n" for reason in line.why)
    return "".join(parts) + "\n"


def summary(lines: Iterable[LedgerLine]) -> str:
    """How many rules ended how: 3条有问题，12条未发现问题……"""
    listed = tuple(lines)
    counts = {state: sum(line.state is state for line in listed) for state in State}
    ended = "，".join(f"{count}条{state.value}" for state, count in counts.items() if count)
    return f"共{len(listed)}条规则：{ended}"


def _detail(line: LedgerLine) -> str:
    parts = [f"{line.found}个问题"] if line.found else []
    parts += [f"其中{line.following}个列在同一原因的问题下面"] if line.following else []
    parts += [f"{len(line.waived)}个已说明"] if line.waived else []
    parts += [f"{line.held}处没有问题"] if line.held else []
    return f"（{'，'.join(parts)}）" if parts else ""
