"""起动: a command loads what it needs; the dear libraries and the rules wait until a document has to be looked at."""

from __future__ import annotations

import subprocess
import sys

import pytest

DEAR = ("cryptography", "dask", "distributed", "mkdocs", "numpy", "pyarrow", "s3fs", "scipy", "weasyprint")
RULES = ("gongkai.checks.rules", "gongkai.composition.compose", "gongkai.rendering.html", "jinja2")
WORD = ("gongkai.pipeline.authoring.words", "gongkai.word_files")


@pytest.mark.parametrize(
    ("command", "idle"),
    [
        pytest.param("main", (*DEAR, *RULES, *WORD), id="any"),
        pytest.param("checking", (*DEAR, *RULES, *WORD), id="check"),
        pytest.param("building", (*DEAR, *WORD, "gongkai.checks.rules"), id="build"),
    ],
)
def test_what_is_not_needed_to_begin_is_not_loaded(command: str, idle: tuple[str, ...]) -> None:
    loading = f"import sys, gongkai.cli.main, gongkai.cli.{command}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", loading], capture_output=True, text=True, check=True).stdout.split()
    assert not set(idle).intersection(loaded)
