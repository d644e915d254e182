"""检查记录 of a document, made of what was examined, what was found and what is explained."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from gongkai.model.finding_catalogue import title_of
from gongkai.model.findings import Finding, every
from gongkai.model.ledger import Examined, LedgerLine
from gongkai.model.waivers import Waived

READING = "L"
"""the line of all codes of reading: a file is read well or it is not"""
READING_TITLE = "文件的读取：编码、写法、填的项"


def lines(
    examined: Iterable[Examined], findings: Iterable[Finding], waived: Iterable[Waived], well_read: int
) -> tuple[LedgerLine, ...]:
    """One line for each code, in order; several tests may share one.

    `well_read` is the number of files in which reading found nothing.
    """
    heads = tuple(findings)
    found = Counter(_line(finding.code) for finding in every(heads))
    following = Counter(_line(one.code) for head in heads for one in head.follows)
    explained: dict[str, list[Waived]] = defaultdict(list)
    for one in waived:
        explained[_line(one.finding.code)].append(one)
    held = Counter({READING: well_read})
    reasons: dict[str, list[str]] = defaultdict(list)
    lacking: dict[str, list[str]] = defaultdict(list)
    said: dict[str, list[str]] = defaultdict(list)
    for test in examined:
        held[str(test.code)] += test.held
        reasons[str(test.code)] += test.reasons
        lacking[str(test.code)] += test.lacking
        said[str(test.code)] += test.said
    return tuple(
        LedgerLine(
            code=code,
            title=READING_TITLE if code == READING else title_of(code),
            held=held[code],
            found=found[code],
            following=following[code],
            reasons=tuple(dict.fromkeys(reasons[code])),
            lacking=tuple(dict.fromkeys(lacking[code])),
            waived=tuple(explained[code]),
            said=tuple(dict.fromkeys(said[code])),
        )
        for code in sorted({*held, *found, *explained})
    )


def is_reading(code: str) -> bool:
    """Whether a code belongs to the line of reading; what the fonts lack is known only once all is composed."""
    return code.startswith(READING) and code != "L113"


def _line(code: str) -> str:
    return READING if is_reading(code) else str(code)
