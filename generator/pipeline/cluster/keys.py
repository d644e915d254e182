"""集群的密钥: whoever has them may have the machines of a cluster do anything, and nobody else is spoken to."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from distributed.security import Security

AUTHORITY, CERTIFICATE, KEY = "ca.pem", "machine.pem", "machine.key"
YEARS = 5
LACKING = "没有装集群用的部件。请运行 pip install 'gongkai[cluster]'（见 docs/machines.md）"


class KeysError(Exception):
    """密钥用不了. The message is Chinese."""


def make_keys(folder: Path) -> None:
    """One identity for all machines of a cluster, signed by an authority whose own key nobody keeps.

    Raises KeysError where something is there already or a library is lacking; OSError.
    """
    try:
        from cryptography import x509  # noqa: PLC0415 - an optional part
        from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
        from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
            Encoding,
            NoEncryption,
            PrivateFormat,
        )
    except ImportError as error:
        raise KeysError(LACKING) from error
    if folder.exists() and any(folder.iterdir()):
        raise KeysError(f"{folder} 里已经有东西；要换密钥，先把它移开，各台机器都换成新的")
    now = dt.datetime.now(dt.UTC)

    def signed(key: ec.EllipticCurvePrivateKey, name: str, by: ec.EllipticCurvePrivateKey, *, ca: bool) -> bytes:
        called = [x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, one)]) for one in (name, "gongkai cluster")]
        return (
            x509.CertificateBuilder(called[1], called[0], key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=365 * YEARS))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .sign(by, hashes.SHA256())
            .public_bytes(Encoding.PEM)
        )

    authority, machine = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(folder / AUTHORITY, signed(authority, "gongkai cluster", authority, ca=True))
    _write(folder / CERTIFICATE, signed(machine, "gongkai machine", authority, ca=False))
    _write(folder / KEY, machine.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def security(folder: Path) -> Security:
    """What Dask needs for talk that is encrypted, and known on both sides. Raises KeysError."""
    try:
        from distributed.security import Security as Safe  # noqa: PLC0415 - an optional part
    except ImportError as error:
        raise KeysError(LACKING) from error
    missing = [name for name in (AUTHORITY, CERTIFICATE, KEY) if not (folder / name).is_file()]
    if missing:
        raise KeysError(f"{folder} 里没有 {'、'.join(missing)}。请运行 gongkai cluster keys，把那个文件夹抄到各台机器")
    if (folder / KEY).stat().st_mode & 0o077:
        raise KeysError(f"{folder / KEY} 别的用户也读得到，不能用。请运行 chmod 600 {folder / KEY}")
    parts = {"cert": CERTIFICATE, "key": KEY}
    roles = {
        f"tls_{role}_{part}": str(folder / name)
        for role in ("client", "worker", "scheduler")
        for part, name in parts.items()
    }
    return Safe(require_encryption=True, tls_ca_file=str(folder / AUTHORITY), **roles)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
