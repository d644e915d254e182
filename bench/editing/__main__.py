"""改动的代价: CPU seconds, files and memory of a build and of a check after each kind of change.

python -m bench.editing                    200 invented documents without PDFs, each kind of change once
python -m bench.editing --documents 1000   so many
python -m bench.editing --prove            a small corpus: after each change, and after it is taken back, the site is
                                           byte for byte the one that is built from nothing, and a check says the same
python -m bench.editing --serve            seconds from a save to its page under `gongkai serve`
python -m bench.editing --before FOLDER    in turn with an earlier state of the program, checked out there: before.yml

The corpus is kept in build/bench-editing, to be used again.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.editing.before import record
from bench.editing.proving import prove
from bench.editing.serving import tell_serving
from bench.editing.timing import corpus_of, tell

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "bench-editing"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--prove", action="store_true")
    parser.add_argument("--before", type=Path, help="an earlier state of the program")
    parser.add_argument("--serve", action="store_true")
    parser.add_argument("--only", nargs="+", default=[], help="kinds of changes")
    options = parser.parse_args()
    if options.before:
        record(ROOT, options.before.resolve(), WORK / "before", options.documents, options.only)
    elif options.prove:
        prove(ROOT, WORK / "prove", options.only)
    elif options.serve:
        tell_serving(ROOT, corpus_of(ROOT, WORK, options.documents))
    else:
        tell(ROOT, WORK, options.documents, options.only)


if __name__ == "__main__":
    main()
