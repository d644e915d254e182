"""PDF 的文字: by poppler's pdftotext, in a process of its own with an end to time, memory and output."""

from __future__ import annotations

import resource
import subprocess
import tempfile

from gongkai.comparison.unreadable import MissingToolError, OriginalError

SECONDS = 60
MEMORY = 2_000_000_000
OUTPUT = 64_000_000


def text_of_pdf(data: bytes) -> str:
    """Its text layer as it was written, cell by cell; a form feed after each page. Raises OriginalError."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as made:
        given.write(data)
        given.seek(0)
        try:
            run = subprocess.run(
                ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"],  # noqa: S607 - wherever the system has it
                stdin=given,
                stdout=made,
                stderr=subprocess.PIPE,
                timeout=SECONDS,
                preexec_fn=_limit,
                check=False,
            )
        except FileNotFoundError as missing:
            raise MissingToolError("读 PDF 要用 pdftotext，请先安装 poppler-utils") from missing
        except subprocess.TimeoutExpired as late:
            raise OriginalError(f"读了 {SECONDS} 秒还没有读完") from late
        made.seek(0)
        text = made.read(OUTPUT).decode("utf-8", errors="replace")
    if run.returncode:
        password = b"password" in run.stderr.lower()
        raise OriginalError("这份 PDF 设了密码，打不开" if password else "这份 PDF 已损坏，读不了")
    if not text.strip():
        raise OriginalError("这份 PDF 没有文字，是扫描的图像；请先用识别软件转成文字（.txt）")
    return text.removesuffix("\f")


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, OUTPUT),
    ):
        resource.setrlimit(what, (most, most))
