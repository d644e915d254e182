"""省的首页: the list of sites that a province's front page leads to, and how many documents each of them has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Self
from urllib.parse import SplitResult, urlsplit

from pydantic import ConfigDict, Field, StringConstraints, field_validator, model_validator

from gongkai.model.columns import FormModel

Name = Annotated[str, StringConstraints(min_length=1, max_length=40)]
ADDRESS = "应当是网址，如 https://czj.nanyang.gov.cn/gongkai/"
UNTOLD = "没有分文种"
"""the kind of documents of a site whose program did not tell kinds yet"""

Counts = dict[int, Counter[str]]
"""年度 → 文种 → 份数"""


class ListedSite(FormModel):
    """一个网站, as the list has it."""

    name: Name = Field(alias="名称", description="市、县（区）的名称")
    address: str = Field(alias="网址", max_length=300, description="它的首页，如 https://czj.nanyang.gov.cn/gongkai/")
    catalogue: str = Field(
        alias="目录", min_length=1, max_length=1000, description="它的 catalog.json 抄在哪里，从清单所在的文件夹算起"
    )
    within: str = Field(default="", alias="所属", max_length=40, description="归在哪个标题下面，如 南阳市；可以不写")

    @field_validator("address")
    @classmethod
    def _of_the_web(cls, text: str) -> str:
        """Whatever else a browser could make of an address is no address of a site: scripts, passwords, queries."""
        if not text.isascii() or not text.isprintable() or any(sign in text for sign in " \"'<>\\^`{|}"):
            raise ValueError(f"“{text}”{ADDRESS}；中文域名写成 xn-- 开头的")
        parts = _split(text)
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"“{text}”{ADDRESS}")
        if parts.username is not None or ";" in parts.netloc or "," in parts.netloc:
            raise ValueError(f"“{text}”的域名里不能有用户名、密码和别的符号")
        if parts.query or parts.fragment:
            raise ValueError(f"“{text}”应当是网站的首页，不带 ? 和 #")
        return f"{text.rstrip('/')}/"


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


class ProvinceList(FormModel):
    """清单: the sites in the order in which readers see them."""

    name: Name = Field(alias="名称", description="首页的标题，如 河南省部门预算决算公开")
    about: str = Field(default="", alias="说明", max_length=200, description="标题下面的一句话；可以不写")
    sites: tuple[ListedSite, ...] = Field(alias="网站", min_length=1, max_length=1000)


class CataloguePart(FormModel):
    """目录的一份, as far as it is counted; other programs may say more of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    year: int = Field(ge=1949, le=2100)
    documents: int = Field(ge=0, le=100_000)
    kinds: dict[Name, Annotated[int, Field(ge=0, le=100_000)]] = Field(default_factory=dict, max_length=20)
    """文种 → 份数; empty: the program of that site did not tell"""

    @model_validator(mode="after")
    def _ties(self) -> Self:
        told = sum(self.kinds.values())
        if told > self.documents:
            raise ValueError(f"各文种合计{told}份，documents 却是{self.documents}份")
        return self

    def counts(self) -> Counter[str]:
        """What is not told by kind is counted all the same."""
        counts = Counter(self.kinds)
        counts[UNTOLD] += self.documents - counts.total()
        return +counts


class SiteCatalogue(FormModel):
    """别人的 catalog.json."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    parts: tuple[CataloguePart, ...] = Field(max_length=20_000)


def counted(parts: Iterable[CataloguePart]) -> Counts:
    """份数 by year and kind, newest year first."""
    found: Counts = {}
    for part in parts:
        found.setdefault(part.year, Counter()).update(part.counts())
    return summed([found])


def summed(several: Iterable[Counts]) -> Counts:
    """合计, newest year first."""
    found: Counts = {}
    for counts in several:
        for year, kinds in counts.items():
            found.setdefault(year, Counter()).update(kinds)
    return dict(sorted(found.items(), reverse=True))
