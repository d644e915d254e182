"""代码的说明: the page of docs/findings for a code, as it stands."""

from __future__ import annotations

from pathlib import Path

from generator.model.finding_codes import FindingCode

PAGES = Path(__file__).resolve().parents[2] / "docs" / "findings"


def explanation(code: str) -> str:
    """What a code means and how to mend it; for an unknown code, the list of all."""
    wanted = code.strip().upper()
    page = PAGES / f"{wanted}.md"
    if wanted in set(FindingCode) and page.is_file():
        return page.read_text(encoding="utf-8")
    known = "".join(f"  {one.value}  {one.label}\n" for one in FindingCode)
    return f"没有“{code}”这个代码。所有代码：\n{known}"
