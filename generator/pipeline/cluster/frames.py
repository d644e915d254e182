"""帧: values through a pipe between a process and its own child, each with its length before it."""

from __future__ import annotations

import pickle
from typing import Any, BinaryIO

LENGTH = 8
"""bytes"""


def write(pipe: BinaryIO, value: object) -> None:
    """Raises OSError where nobody reads any more."""
    said = pickle.dumps(value)
    pipe.write(len(said).to_bytes(LENGTH))
    pipe.write(said)
    pipe.flush()


def read(pipe: BinaryIO) -> Any:
    """Raises EOFError where nobody writes any more."""
    head = pipe.read(LENGTH)
    size = int.from_bytes(head)
    said = pipe.read(size) if len(head) == LENGTH else b""
    if len(head) < LENGTH or len(said) < size:
        raise EOFError
    return pickle.loads(said)  # noqa: S301 - written by our own child or parent
