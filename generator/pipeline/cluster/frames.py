"""帧: values through a pipe between a process and its own child, each with its length before it."""

from __future__ import annotations

import pickle
import socket
from collections.abc import Callable, Iterator
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
    return _value(pipe.read(LENGTH), pipe.read)


def ask(channel: socket.socket, value: object, pipe: int) -> None:
    """A value, and with it a pipe for the answers. Raises OSError where nobody reads any more."""
    said = pickle.dumps(value)
    socket.send_fds(channel, [len(said).to_bytes(LENGTH)], [pipe])
    channel.sendall(said)


def asked(channel: socket.socket) -> tuple[Any, int]:
    """Raises EOFError where nobody asks any more."""
    head, pipes, _, _ = socket.recv_fds(channel, LENGTH, 1)
    value = _value(head, lambda size: b"".join(_received(channel, size)))
    return value, pipes[0]


def _received(channel: socket.socket, size: int) -> Iterator[bytes]:
    while size and (part := channel.recv(size)):
        size -= len(part)
        yield part


def _value(head: bytes, read: Callable[[int], bytes]) -> Any:
    size = int.from_bytes(head)
    said = read(size) if len(head) == LENGTH else b""
    if len(head) < LENGTH or len(said) < size:
        raise EOFError
    return pickle.loads(said)  # noqa: S301 - written by our own child or parent
