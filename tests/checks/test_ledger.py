"""检查记录: a line for each code; found goes before explained, explained before not run, and not run is never held."""

from __future__ import annotations

from gongkai.checks.ledger import lines
from gongkai.model.finding_catalogue import title_of
from gongkai.model.findings import Finding, Severity
from gongkai.model.ledger import Examined, LedgerLine, State
from gongkai.model.places import Place
from gongkai.model.waivers import Waived

CODE = "E103"


def finding(code: str = CODE) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, place=Place(path="content/f.yml"), message="不符")


def states(made: tuple[LedgerLine, ...]) -> dict[str, State]:
    return {line.code: line.state for line in made}


def test_several_tests_of_one_code_are_one_line() -> None:
    examined = (Examined(code=CODE, held=2), Examined(code=CODE, held=3, reasons=("缺一张表",)))
    (_, line) = lines(examined, (), (), 0)[::-1]
    assert (line.code, line.title, line.held, line.reasons) == ("E103", title_of(CODE), 5, ("缺一张表",))
    assert line.state is State.NOT_RUN


def test_states() -> None:
    explained = Waived(finding=finding(), reason="按档计分")
    hindered = Examined(code=CODE, held=1, reasons=("缺一张表",))
    assert states(lines((hindered,), (finding(),), (explained,), 1))["E103"] is State.FOUND
    assert states(lines((hindered,), (), (explained,), 1))["E103"] is State.WAIVED
    assert states(lines((Examined(code=CODE),), (), (), 1))["E103"] is State.NOT_APPLICABLE
    assert states(lines((Examined(code=CODE, held=1),), (), (), 1))["E103"] is State.HELD


def test_finding_stands_under_its_own_code_whoever_yields_it() -> None:
    made = lines((Examined(code=CODE, held=1),), (finding("X901"),), (), 1)
    assert states(made) == {"E103": State.HELD, "L": State.HELD, "X901": State.FOUND}


def test_reading_is_one_line() -> None:
    found = (finding("L201"), finding("L505"))
    (line,) = lines((), found, (), 3)
    assert (line.code, line.found, line.held) == ("L", 2, 3)
