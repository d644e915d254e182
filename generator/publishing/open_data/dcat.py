"""DCAT 目录: catalog.jsonld, by which portals of open data (数据开放平台) take in what the site has."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from gongkai.model.site_settings import SiteSettings
from gongkai.publishing.open_data.package import SCHEMA
from gongkai.publishing.open_data.tables import Told
from gongkai.rendering.open_data.described import media_type
from gongkai.rendering.open_data.parts import FOLDER, Part

FILE = f"{FOLDER}catalog.jsonld"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
CHINESE = {"@id": "http://publications.europa.eu/resource/authority/language/ZHO"}
MEDIA = "https://www.iana.org/assignments/media-types/"

Json = dict[str, Any]


def catalogue(parts: Iterable[Part], told: Mapping[str, Told], settings: SiteSettings) -> str:
    """The catalogue with a data set for each part; addresses are relative where the site's is not known."""
    base = f"{settings.address}{FOLDER}" if settings.address else ""
    publisher = {"@type": "foaf:Organization", "foaf:name": settings.publisher} if settings.publisher else None
    licence = _licence(settings)
    top = {
        "@context": CONTEXT,
        "@id": f"{base}{FILE.removeprefix(FOLDER)}",
        "@type": "dcat:Catalog",
        "dct:title": _said(f"{settings.name}：数据目录"),
        "dct:description": _said(settings.description or settings.name),
        "dct:language": CHINESE,
        "dct:publisher": publisher,
        "dct:license": licence,
        "foaf:homepage": {"@id": settings.address} if settings.address else None,
        "dcat:dataset": [_dataset(part, told, base, publisher, licence) for part in parts],
    }
    kept = {key: value for key, value in top.items() if value is not None}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n"


def _dataset(part: Part, told: Mapping[str, Told], base: str, publisher: Json | None, licence: Json | None) -> Json:
    name = part.path.removeprefix(FOLDER)
    found = {
        "@id": f"{base}#{name}",
        "@type": "dcat:Dataset",
        "dct:title": _said(f"{part.title}部门预算、决算报表的数"),
        "dct:description": _said(f"{len(part.documents)}份文件的报表，一格一行，写明部门、年度、科目、单位和网址。"),
        "dct:identifier": name,
        "dct:language": CHINESE,
        "dct:publisher": publisher,
        "dct:spatial": {"@type": "dct:Location", "skos:prefLabel": _said("".join(part.region))}
        if part.region
        else None,
        "dct:temporal": _period(part.year) if part.year else None,
        "dcat:landingPage": {"@id": base or "./"},
        "dcat:distribution": [_distribution(file, told[file], base, licence) for file in part.files],
    }
    return {key: value for key, value in found.items() if value is not None}


def _distribution(file: str, told: Told, base: str, licence: Json | None) -> Json:
    zipped = file.endswith(".gz")
    found = {
        "@type": "dcat:Distribution",
        "dct:title": _said("CSV（gzip 压缩）" if zipped else "Parquet"),
        "dcat:accessURL": {"@id": base or "./"},
        "dcat:downloadURL": {"@id": f"{base}{file.removeprefix(FOLDER)}"},
        "dcat:mediaType": {"@id": f"{MEDIA}{media_type(file)}"},
        "dcat:compressFormat": {"@id": f"{MEDIA}application/gzip"} if zipped else None,
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(told.size)},
        "dct:conformsTo": {"@id": f"{base}{SCHEMA.removeprefix(FOLDER)}"},
        "dct:license": licence,
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": told.digest,
        },
    }
    return {key: value for key, value in found.items() if value is not None}


def _period(year: int) -> Json:
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": {"@type": "xsd:date", "@value": f"{year}-01-01"},
        "dcat:endDate": {"@type": "xsd:date", "@value": f"{year}-12-31"},
    }


def _licence(settings: SiteSettings) -> Json | None:
    licence = settings.licence
    if licence.address:
        return {"@id": licence.address}
    return {"@type": "dct:LicenseDocument", "dct:title": _said(licence.name)} if licence.name else None


def _said(text: str) -> Json:
    return {"@language": "zh", "@value": text}
