"""进程: a signal to end that comes in the middle of a fork is not lost."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import os, signal, sys
from gongkai.publishing.processes import fork

class Ended(BaseException):
    pass

def stop(number, frame):
    raise Ended

signal.signal(signal.{name}, stop)
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.{name}))
try:
    if fork() == 0:
        os._exit(0 if signal.getsignal(signal.{name}) is signal.SIG_DFL else 3)
except Ended:
    sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))
sys.exit(4)
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_in_the_middle_of_a_fork_ends_the_parent(name: str) -> None:
    program = [sys.executable, "-c", PROGRAM.format(name=name)]
    done = subprocess.run(program, check=False, capture_output=True, text=True, timeout=600)
    assert (done.returncode, done.stderr) == (0, "")
