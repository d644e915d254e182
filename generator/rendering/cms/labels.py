"""著录: what the fields of a government site's page are to be filled with, as text to paste and as JSON.

Two lists: the labels of a page (国办发〔2017〕47号, 网页标签规范) and the entry in the catalogue of what is
disclosed (政府信息公开目录). What only the site knows (its own name, the number in the catalogue, the time of
publication) is left empty, with who fills it in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from msgspec import Struct

from gongkai.model.dates import readable_date
from gongkai.model.publication import Publication
from gongkai.rendering.data import statutory_tables

LABELS, CATALOGUE = "网页标签", "公开目录"
BY_SITE = "网站后台的站点设置里已有，一般不用填"
BY_SYSTEM = "后台自动生成；不自动的，按本网站的规则编"


class Field(Struct, frozen=True, kw_only=True):
    """著录项: a field, what it is called in Chinese, its value, or why there is none."""

    name: str
    meaning: str = ""
    value: str = ""
    note: str = ""

    @property
    def line(self) -> str:
        """标题（ArticleTitle）：…."""
        called = f"{self.meaning}（{self.name}）" if self.meaning else self.name
        return f"{called}：{self.value or f'※{self.note}'}"


def fields(publication: Publication) -> dict[str, tuple[Field, ...]]:
    """Both lists of fields."""
    return {LABELS: tuple(_labels(publication)), CATALOGUE: tuple(_catalogue(publication))}


def labels_text(publication: Publication) -> str:
    """The lists to read and paste: one field in a line, as Windows' Notepad wants it."""
    heads = {LABELS: "网页标签（国办发〔2017〕47号）", CATALOGUE: "政府信息公开目录"}
    lines = [
        line
        for name, listed in fields(publication).items()
        for line in (f"【{heads[name]}】", *(field.line for field in listed), "")
    ]
    return "\r\n".join(["冒号后面的就是要填的内容；※后面是说明，不要填进去。", "", *lines])


def labels_json(publication: Publication) -> str:
    """The same for a program; a field without a value is there, empty."""
    told = {name: {field.name: field.value for field in listed} for name, listed in fields(publication).items()}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def description(publication: Publication) -> str:
    """内容概述."""
    tables = sum(1 for _ in statutory_tables(publication))
    parts = "、".join(part.listed.removeprefix(publication.department) for part in publication.parts)
    return f"{publication.title}：{parts}。共{tables}张报表。"


def _labels(publication: Publication) -> Iterator[Field]:
    yield Field(name="SiteName", meaning="网站名称", note=BY_SITE)
    yield Field(name="SiteDomain", meaning="网站域名", note=BY_SITE)
    yield Field(name="SiteIDCode", meaning="政府网站标识码", note=BY_SITE)
    yield Field(name="ColumnName", meaning="栏目名称", value=f"{publication.kind_title}公开")
    yield Field(name="ColumnType", meaning="栏目类别", value="政府信息公开")
    yield Field(name="ArticleTitle", meaning="标题", value=publication.title)
    yield Field(
        name="PubDate", meaning="发布时间", value=_disclosed(publication), note="发布的那天，如 2025-09-12 10:30"
    )
    yield Field(name="ContentSource", meaning="来源", value=publication.department)
    yield Field(name="Keywords", meaning="关键词", value=_keywords(publication))
    yield Field(name="Author", meaning="作者", value=publication.department)
    yield Field(name="Description", meaning="摘要", value=description(publication))
    yield Field(name="Image", meaning="图片", note="没有图片，空着")
    yield Field(name="Url", meaning="网址", note="发布以后由后台生成")


def _catalogue(publication: Publication) -> Iterator[Field]:
    yield Field(name="索引号", note=BY_SYSTEM)
    yield Field(name="主题分类", value="财政、金融、审计")
    yield Field(name="发布机构", value=publication.department)
    yield Field(name="生成日期", value=readable_date(publication.date), note="填成文日期")
    yield Field(name="发布日期", value=readable_date(_disclosed(publication)), note="发布的那天；批复后二十日内公开")
    yield Field(name="名称", value=publication.title)
    yield Field(name="文号", note="没有文号的空着")
    yield Field(name="关键词", value=_keywords(publication))
    yield Field(name="内容概述", value=description(publication))
    yield Field(name="公开方式", value="主动公开")
    yield Field(name="公开期限", value="长期公开")
    yield Field(name="公开范围", value="面向社会")
    yield Field(name="信息格式", value="文本、表格")


def _disclosed(publication: Publication) -> str:
    """The day on which it was first disclosed, if that is recorded."""
    return publication.standing.disclosed if publication.standing else ""


def _keywords(publication: Publication) -> str:
    words = (publication.department, f"{publication.year}年度", publication.kind, *publication.region[-1:])
    return ",".join(dict.fromkeys(words))
