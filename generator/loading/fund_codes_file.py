"""classifications/funds.csv: which budget a functional code belongs to."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from generator.loading.files import open_within
from generator.loading.problems import error
from generator.loading.text import read_text
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding
from generator.model.fund_codes import FundCode, FundCodes
from generator.model.places import Place

FUNDS = "classifications/funds.csv"
HEAD = ["code", "budget", "certainty"]
CERTAINTY = {"一定": True, "一般": False}


def read_fund_codes(content: Path, findings: list[Finding]) -> FundCodes:
    """Read the list, as strictly as a document; no list: nothing is known of any code."""
    shown = f"content/{FUNDS}"
    if not (content / FUNDS).is_file():
        return FundCodes()
    data = open_within(content, FUNDS, shown)
    if isinstance(data, Finding):
        findings.append(data)
        return FundCodes()
    read = read_text(data, shown)
    findings.extend(read.findings)
    known: dict[str, FundCode] = {}
    lines = list(csv.reader(io.StringIO(read.text or "")))
    for number, line in enumerate(lines, start=1):
        if (number == 1 and line == HEAD) or not line:
            continue
        prefix, budget, certainty = (*line, "", "", "")[:3]
        right = number > 1 and len(line) == len(HEAD) and prefix.isascii() and prefix.isdigit() and budget
        if not right or certainty not in CERTAINTY or prefix in known:
            place = Place(path=shown, line=number, column=1)
            what = f"编码“{prefix}”写了两次" if prefix in known else "这一行不是“编码,预算,一定或一般”"
            hint = f"第一行写“{','.join(HEAD)}”，下面一行一个编码，照上一行的样子写"
            findings.append(error(FindingCode.WRONG_SHAPE, place, what, hint))
            continue
        known[prefix] = FundCode(prefix=prefix, budget=budget, sure=CERTAINTY[certainty])
    return FundCodes(by_prefix=known)
