"""科目、名称、经济科目的对照 on the real documents: what must be found, where, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.checks import catalogue, economic_pairs, presentation, printed_names, project_pairs
from generator.checks.outcomes import Held, Skipped
from tests.checks.real import ALL, ANYANG_2022, NANYANG_2021, NANYANG_2024, XINHUA_2023, findings, real

RULES = [
    rule for module in (economic_pairs, project_pairs, printed_names, catalogue, presentation) for rule in module.RULES
]
FOUND = {
    NANYANG_2021: ["K202"] * 5 + ["K203", "K206", "P202"],
    NANYANG_2024: ["K205"] * 5 + ["K206"] * 3 + ["K208"] * 2 + ["P204"],
    ANYANG_2022: ["K207", "P203"],
    XINHUA_2023: ["K202"] * 4 + ["K206", "P204"],
}


@pytest.mark.parametrize("id", ALL)
def test_real_document(id: str) -> None:
    """Exactly these; the list of known discrepancies has each of them, but for 年末结转与结余 of 2021's first table."""
    assert sorted(one.code for rule in RULES for one in findings(rule.check, real(id))) == FOUND[id]


def test_code_of_eight_digits() -> None:
    (found,) = findings(printed_names.codes_are_printed_right, real(NANYANG_2021))
    assert "印作“20699999”，有8位，应为3、5或7位" in found.message


def test_one_code_with_two_names() -> None:
    said = [one.message for one in findings(printed_names.names_are_printed_alike, real(NANYANG_2021))]
    assert sum("20604印作“技术与研究开发”，科目表里是“技术研究与开发”" in one for one in said) == 1
    assert sum("20604印作“技术与开发”" in one for one in said) == 2


def test_projects_in_the_other_kind_of_unit() -> None:
    said = [one.message for one in findings(project_pairs.projects_fit_pairs, real(NANYANG_2024))]
    assert len(said) == 2
    assert said[0].startswith("30226劳务费、50502商品和服务支出的项目支出6.70万元里有")
    assert "（事业单位）的“公务用车运行维护费2024”2.00万元，这一对是行政单位用的" in said[1]


def test_without_the_mapping() -> None:
    looked_at = replace(real(NANYANG_2024), pairs={})
    for rule in (economic_pairs.pairs_are_allowed, project_pairs.projects_fit_pairs):
        assert [type(one) for one in rule(looked_at)] == [Skipped]


def test_every_pair_of_the_budget_is_mapped() -> None:
    outcomes = list(economic_pairs.pairs_are_allowed(real(NANYANG_2024)))
    assert outcomes == [Held()] * 32


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("行政单位", "行政"),
        ("公益一类事业单位", "事业"),
        ("参照公务员法管理的事业单位", "行政"),
        ("", ""),
        ("企业", ""),
    ],
)
def test_nature(text: str, kind: str) -> None:
    assert economic_pairs.nature(text) == kind


def test_pair_of_a_kind_of_unit_that_is_not_there() -> None:
    looked_at = real(NANYANG_2024)
    units = looked_at.document.department.units[:1]
    department = looked_at.document.department.model_copy(update={"units": units})
    alone = replace(looked_at, document=replace(looked_at.document, department=department))
    said = findings(economic_pairs.pairs_are_allowed, alone)
    assert len(said) == 15
    assert said[0].message.endswith("是事业单位用的一对，本部门没有事业单位")
