"""模式的位置: where the JSON Schema of a file is, and the line that leads an editor to it."""

from __future__ import annotations

FOLDER = "build/schemas"
"""below the project root; made by gongkai schema, and by whatever begins a document"""
DEPARTMENT_SCHEMA = "department.yml"

_OF_ANY = ("cache.yml", "department.yml", "disclosure.yml", "region.yml", "waivers.yml")
"""files that look the same whatever the edition"""


def schema_path(name: str, edition: str = "") -> str:
    """The schema of a file by its name below its document's folder: figures.yml, performance/01-hall.yml."""
    if name in _OF_ANY:
        return f"{FOLDER}/{name.removesuffix('.yml')}.json"
    first = name.partition("/")[0]
    return f"{FOLDER}/{edition}/{first.removesuffix('.yml')}.json"


def modeline(shown: str, name: str, edition: str = "") -> str:
    """What tells editors with a YAML language server which schema a file has, from the file on.

    The path is relative, so that it holds wherever the project lies.
    """
    up = "../" * shown.count("/")
    return f"# yaml-language-server: $schema={up}{schema_path(name, edition)}"
