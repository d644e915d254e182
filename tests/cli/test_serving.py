"""What `serve` says while it runs may stay unread."""

from __future__ import annotations

import os

from gongkai.cli.serving import unhindered


def test_nobody_has_to_read() -> None:
    read, write = os.pipe()
    say = unhindered(write)
    say("第一句")
    for _ in range(300):
        say("一" * 10_000)
    assert os.read(read, 10) == "第一句\n".encode()


def test_nobody_has_to_be_there() -> None:
    read, write = os.pipe()
    os.close(read)
    say = unhindered(write)
    for _ in range(300):
        say("一" * 10_000)
