"""虚构的市, a small cut: nothing is wrong with it but what is planted, and that is told with unit and code."""

from __future__ import annotations

from pathlib import Path

from bench.invented.city import NEW, city_project
from bench.invented.city_errors import a_cent, dealings, of_unit, upper_level_paid_nothing, whole
from bench.invented.city_sums import differing, figures, sum_up
from gongkai.model.findings import Finding, Severity, every
from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.project import Project
from tests.small_project import quiet

ROOT = Path(__file__).resolve().parents[2]


def test_what_is_planted_is_found_and_nothing_else(tmp_path: Path) -> None:
    project = Project(root=tmp_path)
    city = city_project(ROOT, tmp_path, 8, 20, 2026, (NEW,))
    content = project.content / "departments"
    there = [one for one in city.departments if (content / whole(one) / "figures.yml").is_file()]
    first, second = [one for one in there if len(one.units) > 1][:2]
    ids = (
        *(whole(one) for one in (first, second)),
        *(of_unit(one, unit) for one in (first, second) for unit in one.units),
    )

    def told() -> list[Finding]:
        return list(every(check(project, ids, quiet).findings))

    assert [one for one in told() if one.severity is not Severity.WARNING] == []
    cent, upper = a_cent(content, first), upper_level_paid_nothing(content, second)
    planted = (cent, upper, *dealings(content, first, second))
    found = told()
    for error in planted:
        own = [one for one in found if one.code == error.code and error.place in one.place.path]
        assert any(all(name in one.message + one.hint for name in error.named) for one in own), error
    assert [one.about[0] for one in found if one.code == "C202"] == [f"支出决算表·{cent.named[1]}·项目支出"]


def test_a_department_is_its_units_less_what_they_pay_each_other(tmp_path: Path) -> None:
    """In every cell of every table, as it was typed before."""
    project = Project(root=tmp_path)
    city = city_project(ROOT, tmp_path, 8, 20, 2026, (NEW,))
    content = project.content / "departments"
    there = [one for one in city.departments if (content / whole(one) / "figures.yml").is_file()]
    department = next(one for one in there if len(one.units) > 1)
    before = figures(project, whole(department))
    sum_up(content, department)
    assert len(before) > 500
    assert differing(before, figures(project, whole(department))) == []
