"""数据包的说明: datapackage.json and schema.json (Frictionless), for programs that load all of the data at once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from gongkai.model.site_settings import SiteSettings
from gongkai.publishing.open_data.tables import Told
from gongkai.rendering.open_data.fields import FIELDS
from gongkai.rendering.open_data.parts import FOLDER, Part

SCHEMA = f"{FOLDER}schema.json"
PACKAGE = f"{FOLDER}datapackage.json"
KEY = ("文件", "行", "列")
"""one line for each cell"""


def schema() -> str:
    """数据字典, Frictionless Table Schema."""
    fields = [
        {
            "name": field.name,
            "type": field.kind,
            "description": field.says,
            "constraints": {"required": not field.may_be_empty},
        }
        for field in FIELDS
    ]
    return written({"fields": fields, "primaryKey": list(KEY), "missingValues": [""]})


def package(
    parts: Iterable[Part], told: Mapping[str, Told], settings: SiteSettings, lacking: Collection[str] = ()
) -> str:
    """What files there are, of what years and places; `lacking`: ids of documents that are not in them."""
    licence = {"title": settings.licence.name, "path": settings.licence.address}
    return written(
        {
            "name": "gongkai-figures",
            "title": f"{settings.name}：全部报表数据",
            "homepage": settings.address,
            "licenses": [{key: value for key, value in licence.items() if value}] if any(licence.values()) else [],
            "contributors": [{"title": settings.publisher, "role": "publisher"}] if settings.publisher else [],
            "lacking": sorted(lacking),
            "resources": [_resource(part, told[part.csv]) for part in parts],
        }
    )


def _resource(part: Part, csv: Told) -> dict[str, Any]:
    below = part.csv.removeprefix(FOLDER)
    return {
        "name": part.path.removeprefix(FOLDER).replace("/", "-").lower(),
        "title": part.title,
        "path": below,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "compression": "gz",
        "bytes": csv.size,
        "hash": f"sha256:{csv.digest}",
        "schema": SCHEMA.removeprefix(FOLDER),
        "parquet": part.parquet.removeprefix(FOLDER),
        "documents": len(part.documents),
    }


def written(told: Mapping[str, Any]) -> str:
    """JSON; what is empty is left out."""
    kept = {key: value for key, value in told.items() if value not in ("", [])}
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
