"""Hostile and odd workbooks: each refused with its message or read whole, within 5 s of CPU and 64 MB.

The seconds are those of the machine for which they are promised: any other is asked how much slower it is.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gongkai import spreadsheets
from tests.spreadsheets.odd import ODD, plain

ROOT = Path(__file__).resolve().parents[2]
MEASURE = """
import json, sys, time
from pathlib import Path
import gongkai.cli.main
from gongkai.reporting.text import format_findings
from gongkai.spreadsheets import read

def memory(name):
    return next(int(line.split()[1]) for line in Path("/proc/self/status").open() if line.startswith(name)) / 1024

began = time.process_time()
sum(number * number for number in range(3_000_000))
slower = max(1, (time.process_time() - began) / 0.3)  # there it takes this long
start = memory("VmRSS:")
for line in sys.stdin:
    path, name = json.loads(line)
    Path("/proc/self/clear_refs").write_text("5")  # the peak so far is forgotten
    began = time.process_time()
    data = Path(path).read_bytes()
    read_ = read(data, name)
    told = {"seconds": (time.process_time() - began) / slower, "megabytes": memory("VmHWM:") - start}
    found = read_ if isinstance(read_, tuple) else ()
    told |= {"codes": [one.code for one in found], "text": format_findings(found)}
    del data, read_
    print(json.dumps(told), flush=True)
"""


Told = dict[str, Any]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """What came of each, read one after the other by a process of its own."""
    folder = tmp_path_factory.mktemp("odd")
    asked = []
    for number, (name, make, _) in enumerate(ODD.values()):
        path = folder / str(number)
        path.write_bytes(make())
        asked.append(json.dumps([str(path), name]))
    run = subprocess.run(
        [sys.executable, "-c", MEASURE], input="\n".join(asked), capture_output=True, text=True, check=True, cwd=ROOT
    )
    return dict(zip(ODD, map(json.loads, run.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("case", ODD)
def test_refused_with_its_message_or_read_whole(case: str, told: dict[str, Told]) -> None:
    name, _, code = ODD[case]
    codes, text = told[case]["codes"], told[case]["text"]
    assert codes == ([code] if code else [])
    assert text.startswith(name) if code else not text
    assert "【" not in text


@pytest.mark.parametrize("case", ODD)
def test_time_and_memory(case: str, told: dict[str, Told]) -> None:
    assert told[case]["seconds"] < 5
    assert told[case]["megabytes"] < 64


def test_there_are_forty() -> None:
    assert len(ODD) >= 40


@pytest.mark.parametrize("name", ["报表.xlsx", "报表.xls"])
def test_cut_anywhere_it_is_refused_and_never_half_taken(name: str) -> None:
    whole = plain(name)
    for end in range(1, len(whole) - 600, 97):
        assert isinstance(spreadsheets.read(whole[:end], name), tuple)


@pytest.mark.parametrize("name", ["报表.xlsx", "报表.xls"])
def test_any_byte_may_be_wrong(name: str) -> None:
    """No exception reaches the user, whatever the bytes say."""
    whole = bytearray(plain(name))
    for place in range(0, len(whole), 23):
        changed = whole.copy()
        changed[place] ^= 0xFF
        spreadsheets.read(bytes(changed), name)
