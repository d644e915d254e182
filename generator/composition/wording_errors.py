"""措辞的错误: what went wrong in a wording template, in Chinese, with file and line."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from gongkai.figures.formulas import FormulaError

_KNOWN = (
    (re.compile(r"^'(?P<name>[^']*)' is undefined$"), "不认识“{name}”这个名称"),
    (re.compile(r"^'(?P<type>[^']*)' has no attribute '(?P<name>[^']*)'$"), "这里没有“{name}”"),
    (re.compile(r"^No (?P<end>first|last) item"), "这一列是空的，没有可取的一项"),
    (re.compile(r"No (?:filter|test) named '(?P<name>[^']*)'"), "没有叫“{name}”的过滤（竖线后面的名称）"),
    (re.compile(r"needs to be closed is '(?P<name>[^']*)'"), "“{name}”没有结束，缺一个 end{name}"),
    (re.compile(r"macro '(?P<name>[^']*)' (?:takes|was invoked)"), "“{name}”的参数个数或名称不对"),
    (re.compile(r"object is not iterable"), "这里要的是一列，给的不是"),
    (re.compile(r"object is not callable"), "这里的名称不能带括号使用"),
    (re.compile(r"unsupported operand|can only concatenate|not supported between"), "这两样不能相加减，也不能比大小"),
    (re.compile(r"missing \d+ required positional|takes .* positional|unexpected keyword"), "参数的个数或名称不对"),
    (re.compile(r"Encountered unknown tag '(?P<name>[^']*)'"), "不认识标签“{name}”"),
)
"""what Jinja says, and how a person would"""
_KINDS = (
    (UnicodeDecodeError, "这个文件不是 UTF-8 文本，请另存为 UTF-8"),
    (TemplateSyntaxError, "写法有误，看看花括号、引号和百分号是否配对（{text}）"),
    (SecurityError, "这里用了不允许的写法（{text}）"),
    (UndefinedError, "用到了没有的内容（{text}）"),
    (RecursionError, "宏绕着圈调用自己"),
    (MemoryError, "用的内存太多"),
)


class MisuseError(Exception):
    """措辞用错了一个名称; the message is Chinese. What the names of the vocabulary raise."""


class LimitError(MisuseError):
    """超出限度: a template that does not come to an end, or to no small one."""


class LanguageError(MisuseError):
    """措辞用了不能用的写法, found before the template runs; where it is, is said as by Jinja."""

    def __init__(self, message: str, lineno: int, filename: str | None) -> None:
        super().__init__(message)
        self.lineno = lineno
        self.filename = filename


class WordingError(Exception):
    """措辞模板有误: the message is Chinese; `file` and `line` say where, as far as known.

    `limit`: whether the template was stopped because it used too much time or memory.
    """

    def __init__(self, message: str, file: str = "", line: int = 0, *, limit: bool = False) -> None:
        super().__init__(message)
        self.limit = limit
        self.message = message
        self.file = file
        self.line = line


def explained(error: Exception, name: str, path: Callable[[str], Path | None]) -> WordingError:
    """Any exception that a template raised as a WordingError; `name` is the file, or a one-line template itself."""
    file, line = _where(error, name, path)
    template = "" if file or isinstance(error, TemplateNotFound) else f"“{name}”："
    return WordingError(f"{template}{_message(error)}", file, line, limit=isinstance(error, LimitError | MemoryError))


def _where(error: Exception, name: str, path: Callable[[str], Path | None]) -> tuple[str, int]:
    """The innermost template line that the error went through."""
    own = path(name)
    file, line = (str(own), 0) if own else ("", 0)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".j2"):
            file, line = frame.filename, frame.lineno or 0
    if isinstance(error, TemplateSyntaxError | LanguageError):
        file, line = error.filename or file, error.lineno
    return file, line if file else 0


def _message(error: Exception) -> str:
    text = str(error)
    if isinstance(error, TemplateNotFound):
        return f"没有措辞文件 wording/{error.name}"
    if isinstance(error, MisuseError | FormulaError):
        return text
    for pattern, message in _KNOWN:
        match = pattern.search(text)
        if match:
            return message.format(**match.groupdict())
    said = next((message for kind, message in _KINDS if isinstance(error, kind)), "算不出来（{type}：{text}）")
    return said.format(text=text, type=type(error).__name__)
