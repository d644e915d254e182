"""措辞的错误: what went wrong in a wording template, in Chinese, with file and line."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

_CHINESE = re.compile("[一-鿿]")
_UNDEFINED = re.compile(r"^'(?P<name>[^']*)' is undefined$")
_ATTRIBUTE = re.compile(r"^'(?P<type>[^']*)' has no attribute '(?P<name>[^']*)'$")
_FILTER = re.compile(r"No (?:filter|test) named '(?P<name>[^']*)'")
_NOT_CLOSED = re.compile(r"innermost block that needs to be closed is '(?P<name>[^']*)'")
_UNKNOWN_TAG = re.compile(r"Encountered unknown tag '(?P<name>[^']*)'")


class WordingError(Exception):
    """措辞模板有误: the message is Chinese; `file` and `line` say where, as far as known."""

    def __init__(self, message: str, file: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line


def explained(error: Exception, name: str, path: Callable[[str], Path | None]) -> WordingError:
    """Any exception that a template raised as a WordingError; `name` is the file, or a one-line template itself."""
    file, line = _where(error, name, path)
    template = "" if file else f"“{name}”："
    return WordingError(f"{template}{_message(error)}", file, line)


def _where(error: Exception, name: str, path: Callable[[str], Path | None]) -> tuple[str, int]:
    """The innermost template line that the error went through."""
    own = path(name)
    file, line = (str(own), 0) if own else ("", 0)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".j2"):
            file, line = frame.filename, frame.lineno or 0
    if isinstance(error, TemplateSyntaxError):
        file, line = error.filename or file, error.lineno if (error.filename or file) else 0
    return file, line


def _message(error: Exception) -> str:
    text = str(error)
    if isinstance(error, TemplateNotFound):
        return f"没有措辞文件 wording/{error.name}"
    if isinstance(error, UnicodeDecodeError):
        return "这个文件不是 UTF-8 文本，请另存为 UTF-8"
    if _CHINESE.search(text) and not isinstance(error, TemplateError | KeyError):
        return text
    for pattern, message in (
        (_UNDEFINED, "不认识“{name}”这个名称"),
        (_ATTRIBUTE, "这里没有“{name}”"),
        (_FILTER, "没有叫“{name}”的过滤（竖线后面的名称）"),
        (_NOT_CLOSED, "“{name}”没有结束，缺一个 end{name}"),
        (_UNKNOWN_TAG, "不认识标签“{name}”"),
    ):
        match = pattern.search(text)
        if match:
            return message.format(**match.groupdict())
    if isinstance(error, TemplateSyntaxError):
        return f"写法有误，看看花括号、引号和百分号是否配对（{text}）"
    if isinstance(error, SecurityError):
        return f"这里用了不允许的写法（{text}）"
    if isinstance(error, UndefinedError):
        return f"用到了没有的内容（{text}）"
    return f"算不出来（{type(error).__name__}: {text}）"
