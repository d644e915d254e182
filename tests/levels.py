"""江城市2023年度: two departments, one of which has a unit that publishes too, as a level sees them."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.model.disclosure import Standing
from gongkai.model.series import Contribution
from gongkai.pipeline.project import Project
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.levels.key import LevelKey
from gongkai.rendering.levels.level import Around, Level, level_of
from tests.compared import REGION, SERIES, accounts, department, given

KEY = LevelKey(region=REGION, names=("湖南省", "江城市"), year=2023, nature="决算", folder="final-accounts")
UNITS = {f"{REGION}/park-office": f"{REGION}/water-bureau"}


def what_they_gave(project: Project) -> Mapping[str, Contribution]:
    """水利局 in 元 with a unit that publishes too, 数据局 in 万元."""
    for folder in ("water-bureau", "data-bureau", "park-office"):
        department(project, folder)
    ids = [
        accounts(project, "water-bureau", 2023, "123456.00", unit="元"),
        accounts(project, "data-bureau", 2023, "1.50"),
        accounts(project, "park-office", 2023, "0.40"),
    ]
    return given(project, ids)


def entry(one: Contribution, standing: Standing | None = None) -> CatalogueEntry:
    head = one.head
    return CatalogueEntry(
        id=head.id,
        department=head.department,
        department_id=head.department_id,
        region=head.region,
        year=head.year,
        kind=head.kind,
        date="2024-09",
        archived=True,
        edition="",
        title=head.title,
        pages=(),
        standing=standing,
        approved="2024-08-20" if standing else "",
    )


def level(gave: Mapping[str, Contribution], around: Around) -> Level:
    return level_of(KEY, map(entry, gave.values()), gave, SERIES, around)
