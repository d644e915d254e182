"""签名: whether a machine that is trusted has written what lies in a place that anybody may write to (Ed25519).

A signature is for one name: what was written under another name is not believed here. It says nothing of time.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from typing import TYPE_CHECKING

from gongkai.publishing.files import bytes_digest

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

MAGIC = b"gongkai 1\n"
SIGNATURE = 64
"""bytes"""
PUBLIC, SECRET = "gongkai-public-", "gongkai-secret-"
"""how the texts of keys begin, so that nobody takes one for the other"""


class KeyTextError(ValueError):
    """不是密钥. The message is Chinese."""


class UntrustedError(Exception):
    """信不过. The message is Chinese, and says why."""


def new_secret() -> str:
    """私钥, as a text."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - where nothing is shared, nothing is signed

    return SECRET + _text(Ed25519PrivateKey.generate().private_bytes_raw())


def secret_key(text: str) -> Ed25519PrivateKey:
    """Raises KeyTextError."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - as above

    return Ed25519PrivateKey.from_private_bytes(_bytes(text, SECRET, "私钥"))


def public_key(text: str) -> Ed25519PublicKey:
    """Raises KeyTextError."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - as above

    return Ed25519PublicKey.from_public_bytes(_bytes(text, PUBLIC, "公钥"))


def public_text(secret: Ed25519PrivateKey) -> str:
    """公钥 of a 私钥, as a text."""
    return PUBLIC + _text(secret.public_key().public_bytes_raw())


def signed(name: str, content: bytes, secret: Ed25519PrivateKey) -> bytes:
    """The content with a signature before it, for this name alone."""
    return MAGIC + secret.sign(_meant(name, content)) + content


def believed(name: str, data: bytes, trusted: Iterable[Ed25519PublicKey]) -> bytes:
    """The content that one of the trusted keys has signed for this name. Raises UntrustedError."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - as above

    head = len(MAGIC) + SIGNATURE
    if not data.startswith(MAGIC) or len(data) < head:
        raise UntrustedError("不完整，或者不是这个程序写的")
    signature, content = data[len(MAGIC) : head], data[head:]
    meant = _meant(name, content)
    for key in trusted:
        try:
            key.verify(signature, meant)
        except InvalidSignature:
            continue
        return content
    raise UntrustedError("签名不对：被改过、放错了，或者写它的机器不在公钥里")


def _meant(name: str, content: bytes) -> bytes:
    """What is signed: the purpose, the name and the content, none of which can be taken for another."""
    return f"gongkai cache\n{name}\n{bytes_digest(content)}".encode()


def _text(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode().rstrip("=")


def _bytes(text: str, beginning: str, what: str) -> bytes:
    given = text.strip()
    other = {PUBLIC: "私钥", SECRET: "公钥"}[beginning]
    if given.startswith((PUBLIC, SECRET)) and not given.startswith(beginning):
        raise KeyTextError(f"这里要{what}，写的是{other}")
    try:
        key = base64.b64decode(given.removeprefix(beginning) + "=", altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if not given.startswith(beginning) or len(key) != 32:
        raise KeyTextError(f"不是{what}：{what}以 {beginning} 开头，由 gongkai cache keys 做出来，要整个照抄")
    return key
