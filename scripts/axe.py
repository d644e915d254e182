"""Puts axe-core into build/axe, for tests/site/test_axe.py: an npm package, known by its SHA-512 (decision 0069).

Run by `scripts/setup development`; quick when it is there.
"""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

from old_browsers import fetched

FOLDER = Path(__file__).parents[1] / "build" / "axe"
PACKAGE = "axe-core@4.10.3"
INTEGRITY = "sha512-Xm7bpRXnDSX2YE2YFfBk2FnF0ep6tmG7xPh8iHee8MIcrgq762Nkce856dYtJYLkuIoYZvGfTs/PbZhideTcEg=="


def main() -> None:
    said = FOLDER / "package"
    if said.is_file() and said.read_text(encoding="utf-8") == INTEGRITY:
        return
    print(f"==> 取得 axe-core，供测试用 / fetching axe-core for tests: {PACKAGE}")
    with tarfile.open(fileobj=io.BytesIO(fetched(PACKAGE, INTEGRITY))) as package:
        file = package.extractfile("package/axe.min.js")
        content = file.read() if file else b""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "axe.min.js").write_bytes(content)
    said.write_text(INTEGRITY, encoding="utf-8")


if __name__ == "__main__":
    main()
