"""schema.org: what a page tells search engines of the data behind it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from markupsafe import Markup

from gongkai.model.identity import Identity
from gongkai.model.publication import Publication
from gongkai.model.site_settings import SiteSettings
from gongkai.rendering.open_data.fields import FIELDS
from gongkai.rendering.open_data.parts import FOLDER, LISTS, Part

Json = dict[str, Any]
CONTEXT = "https://schema.org"
LANGUAGE = "zh-CN"
FORMATS: Mapping[str, str] = {
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv.gz": "text/csv",
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
}
"""media types by ending, as IANA has them"""


class File(Protocol):
    """What is to download of a document."""

    @property
    def label(self) -> str: ...
    @property
    def path(self) -> str: ...


def media_type(path: str) -> str:
    return next((kind for ending, kind in FORMATS.items() if path.endswith(ending)), "")


def script_text(told: Json) -> Markup:
    """JSON that can stand in a <script>: without <, >, &, whatever the texts say."""
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - nothing is left in it that HTML reads


def document_dataset(publication: Publication, files: Iterable[File], settings: SiteSettings) -> Json:
    """A document as Dataset; addresses are whole where the site's is known, else relative to the overview."""
    base = f"{settings.address}{publication.id}/" if settings.address else ""
    standing = publication.standing
    told = {
        "name": publication.title,
        "description": f"{publication.title}的全部报表，一格一格的数，可下载 CSV、Excel 工作簿、JSON。",
        "identifier": publication.id,
        "url": base,
        "creator": _organisation(publication.department),
        "temporalCoverage": str(publication.year),
        "spatialCoverage": {"@type": "Place", "name": "".join(publication.region)} if publication.region else None,
        "keywords": [publication.kind_title, publication.department, f"{publication.year}年度"],
        "datePublished": standing.disclosed if standing else publication.date,
        "dateModified": standing.changed if standing and standing.corrections else "",
        "distribution": [
            {
                "@type": "DataDownload",
                "name": one.label,
                "contentUrl": f"{base}{one.path}",
                "encodingFormat": media_type(one.path),
            }
            for one in files
        ],
    }
    return _dataset(told, settings)


def all_datasets(parts: Iterable[Part], settings: SiteSettings) -> Json:
    """全部数据 as Dataset, for the page of data."""
    base = f"{settings.address}{FOLDER}" if settings.address else ""
    parts = tuple(parts)
    documents = tuple(one for part in parts if part.year for one in part.documents)
    files = [name for part in parts if not part.year for name in part.files] or list(LISTS.values())
    years = sorted({one.year for one in documents})
    told = {
        "name": f"{settings.name}：全部报表数据",
        "description": "各部门预算、决算报表里的每一个数，一格一行，写明部门、年度、科目、单位和网址。",
        "url": base,
        "creator": _organisation(settings.publisher) if settings.publisher else None,
        "temporalCoverage": f"{years[0]}/{years[-1]}" if years else "",
        "spatialCoverage": [
            {"@type": "Place", "name": one} for one in sorted({"".join(_top(one)) for one in documents})
        ],
        "variableMeasured": [field.name for field in FIELDS],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name.removeprefix(FOLDER),
                "contentUrl": f"{base}{name.removeprefix(FOLDER)}",
                "encodingFormat": media_type(name),
            }
            for name in (files if documents else ())
        ],
    }
    return _dataset(told, settings)


def _top(one: Identity) -> tuple[str, ...]:
    return one.region[:2]


def _organisation(name: str) -> Json:
    return {"@type": "GovernmentOrganization", "name": name}


def _dataset(told: Json, settings: SiteSettings) -> Json:
    common = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        "license": settings.licence.address or settings.licence.name,
    }
    return {key: value for key, value in {**common, **told}.items() if value not in ("", None, [], ())}
