"""Lighthouse: what its four categories say of seven kinds of page, as a phone shows them; the median of three.

python -m bench.lighthouse --site site --lighthouse node_modules/.bin/lighthouse

`npm install lighthouse` gives the program, `apt-get install chromium` the browser. It is no part of the tests: its
scores of speed hang on the machine; what it finds that hangs on the pages is listed for each page below 95.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

from bench.search.serving import served

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ENOUGH = 0.95
TIMES = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--lighthouse", default="lighthouse")
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    with served(options.site) as address:
        for name, path in kinds(options.site).items():
            if options.only and name not in options.only:
                continue
            told = [report(options.lighthouse, address + path) for _ in range(options.times)]
            scores = {one: median(each["categories"][one]["score"] or 0 for each in told) for one in CATEGORIES}
            load = " ".join(f"{one:.1f}" for one in os.getloadavg()[:2])
            print(f"{name:8} {'  '.join(f'{one} {score * 100:.0f}' for one, score in scores.items())}  load {load}")
            print(f"         {measures(told[-1])}  {path}", flush=True)
            for fault in sorted(set(faults(told[-1]))):
                print(f"         {fault}", flush=True)


def kinds(site: Path) -> dict[str, str]:
    """Seven kinds of page: the largest documents of the site show them."""
    listed = sorted((site / "years").glob("*/index.html"))
    accounts = max(site.rglob("final-accounts/explanation/index.html"), key=lambda page: page.stat().st_size)
    document = accounts.parents[1]
    wide = max((document / "tables").glob("*/index.html"), key=lambda page: page.stat().st_size)
    found = {
        "年度": listed[-1],
        "部门": document.parents[1] / "index.html",
        "概况": document / "index.html",
        "宽表": wide,
        "情况说明": accounts,
    }
    paths = {name: f"{page.parent.relative_to(site).as_posix()}/" for name, page in found.items()}
    return {"首页": "", **paths, "检索": f"search/?q={quote('公务接待费')}"}


def report(lighthouse: str, address: str) -> dict[str, Any]:
    chrome = shutil.which("chromium") or shutil.which("google-chrome") or ""
    command = [
        lighthouse,
        address,
        "--output=json",
        "--quiet",
        "--throttling-method=simulate",
        "--chrome-flags=--headless=new --no-sandbox",
    ]
    environment = {**os.environ, "CHROME_PATH": chrome}
    done = subprocess.run(command, check=True, capture_output=True, env=environment)
    return dict(json.loads(done.stdout))


def measures(told: dict[str, Any]) -> str:
    wanted = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
    return "  ".join(f"{one} {told['audits'][one].get('displayValue', '?')}" for one in wanted)


def faults(told: dict[str, Any]) -> Iterator[str]:
    """What is not as it should be, with the first place."""
    for name in CATEGORIES:
        for audit in told["categories"][name]["auditRefs"]:
            found = told["audits"][audit["id"]]
            if audit["weight"] and (found["score"] if found["score"] is not None else 1) < ENOUGH:
                items = found.get("details", {}).get("items", [])
                place = json.dumps(items[0], ensure_ascii=False)[:240] if items else ""
                yield f"{name}: {found['title']} {found.get('displayValue', '')} {place}"


if __name__ == "__main__":
    main()
