"""Looks for people's numbers in what is published or about to be: content, docs, templates, site.

What counts as one is `generator/scanning/personal_data`. Prints `path:line:column: kind` (never the number itself) and
exits 1 when it finds any. With arguments, looks at those files only.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a file, Python looks beside the script

from gongkai.loading.text import place_in  # noqa: E402
from gongkai.scanning.personal_data.detection import personal_data  # noqa: E402

FOLDERS = ("content", "docs", "templates", "site")
SUFFIXES = {".yml", ".yaml", ".md", ".j2", ".html", ".json", ".csv", ".txt", ".js", ".css", ".xml", ""}


def files(arguments: list[str]) -> Iterator[Path]:
    if arguments:
        yield from map(Path, arguments)
        return
    for folder in FOLDERS:
        yield from sorted(path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in SUFFIXES)


def main(arguments: list[str]) -> int:
    found = 0
    for path in files(arguments):
        text = path.read_text(encoding="utf-8", errors="replace")
        for one in personal_data(text):
            print(f"{place_in(text, one.start, str(path))}: 疑似{one.kind.value}")
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
