"""Files for browsers that take gzip or brotli."""

from __future__ import annotations

import gzip

import brotli
import pytest

from gongkai.publishing.compression import compressed

PAGE = "<td>一般公共预算财政拨款收入</td>".encode() * 50


def test_a_text_gets_both_and_they_say_the_same() -> None:
    made = compressed("a/index.html", PAGE)
    assert list(made) == ["a/index.html.gz", "a/index.html.br"]
    assert gzip.decompress(made["a/index.html.gz"]) == brotli.decompress(made["a/index.html.br"]) == PAGE
    assert made == compressed("a/index.html", PAGE)


@pytest.mark.parametrize("path", ["document.pdf", "data.xlsx", "SHA256SUMS"])
def test_what_is_compressed_in_itself_gets_none(path: str) -> None:
    assert compressed(path, PAGE) == {}


def test_what_would_not_be_smaller_gets_none() -> None:
    assert compressed("a.json", b"{}") == {}
