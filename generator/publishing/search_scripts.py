"""检索程序: Pagefind's scripts and its WebAssembly under names that hold a digest, like every other asset.

pagefind-entry.json, which browsers always ask for anew, says which they are, so a reader never gets a mixture of two.
"""

from __future__ import annotations

import json
from pathlib import Path

from gongkai.publishing.assets import hashed_name
from gongkai.publishing.search_order import UnknownFormatError

WORKER, SCRIPT, PROGRAM = "pagefind-worker.js", "pagefind.js", "wasm.unknown.pagefind"


def name_scripts(folder: Path) -> None:
    """Rename them in `folder` (site/pagefind). Raises UnknownFormatError."""
    entry = folder / "pagefind-entry.json"
    listed = json.loads(entry.read_text(encoding="utf-8"))
    worker = _renamed(folder / WORKER)
    script = folder / SCRIPT
    asking = script.read_text(encoding="utf-8")
    if asking.count(WORKER) != 1:
        raise UnknownFormatError(SCRIPT)
    script.write_text(asking.replace(WORKER, worker), encoding="utf-8")
    listed["script"] = _renamed(script)
    program = _renamed(folder / PROGRAM).split(".")[1:-1]
    for language in listed["languages"].values():
        language["wasm"] = ".".join(program)
    entry.write_text(json.dumps(listed, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _renamed(path: Path) -> str:
    if not path.is_file():
        raise UnknownFormatError(path.name)
    name = hashed_name(path.name, path.read_bytes())
    path.rename(path.with_name(name))
    return name
