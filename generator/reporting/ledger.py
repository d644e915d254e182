"""检查记录 as text: rules with problems first, then explained ones, those that could not run, hold, do not apply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.ledger import LedgerLine, State
from generator.reporting.text import one_line


def format_ledger(ledgers: Mapping[str, Iterable[LedgerLine]]) -> str:
    """The ledger of each document, by its id."""
    return "".join(_document(id, tuple(lines)) for id, lines in sorted(ledgers.items()))


def _document(id: str, lines: tuple[LedgerLine, ...]) -> str:
    parts = [f"{id}：{summary(lines)}\n"]
    for state in State:
        for line in (line for line in lines if line.state is state):
            parts.append(f"  {state.value}  {line.code} {line.title}{_detail(line)}\n")
            for waived in line.waived:
                parts.append(f"        已说明：{one_line(f'{waived.finding.place} {waived.finding.message}')}\n")
                parts.append(f"            理由：{one_line(waived.reason)}\n")
            parts.extend(f"        未检查：{reason}\n" for reason in line.reasons)
    return "".join(parts) + "\n"


def summary(lines: Iterable[LedgerLine]) -> str:
    """How many rules ended how: 3条有问题，12条未发现问题……"""
    listed = tuple(lines)
    counts = {state: sum(line.state is state for line in listed) for state in State}
    return "，".join(f"{count}条{state.value}" for state, count in counts.items() if count)


def _detail(line: LedgerLine) -> str:
    parts = [f"{line.found}个问题"] if line.found else []
    parts += [f"{len(line.waived)}个已说明"] if line.waived else []
    parts += [f"{line.held}处成立"] if line.held else []
    return f"（{'，'.join(parts)}）" if parts else ""
