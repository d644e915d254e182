"""What `serve` says while it runs may stay unread."""

from __future__ import annotations

import os
import signal

from gongkai.cli.serving import unhindered
from tests.failing import in_child


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


def test_whoever_forks_gets_the_signal_to_end() -> None:
    """While a child is started no signal is taken; taken by the thread that writes, it would not end the waiting."""

    def ended() -> None:
        read, write = os.pipe()
        unhindered(write)("已更新")
        os.read(read, 20)
        signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGTERM,))
        os.kill(os.getpid(), signal.SIGTERM)
        assert signal.sigpending() == {signal.SIGTERM}

    assert in_child(ended) == 0
