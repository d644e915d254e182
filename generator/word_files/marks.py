"""记号 while a text is read: content controls, our bookmarks, and what comments are about."""

from __future__ import annotations

from msgspec import Struct

from gongkai.ooxml.xml_reader import Attributes
from gongkai.word_files.paragraphs import OpenParagraph

PREFIX = "gk_"
"""of the names of our bookmarks"""
ABOUT = 200
"""characters of what a comment is about that are kept"""
Here = OpenParagraph | None


class _Control(Struct, kw_only=True):
    """内容控件 that is open; `paragraph`: in which it began, None around paragraphs."""

    paragraph: Here
    start: int
    name: str = ""
    blank: bool = False


class OpenMarks:
    """Those that are open; `here`: the paragraph that is being read."""

    def __init__(self) -> None:
        self.about: dict[str, str] = {}
        """by the id of a comment, what it is about"""
        self._controls: list[_Control] = []
        self._bookmarks: dict[str, tuple[str, Here, int]] = {}
        self._commented: set[str] = set()

    def open_control(self, here: Here) -> None:
        self._controls.append(_Control(paragraph=here, start=here.length if here is not None else 0))

    def close_control(self, here: Here) -> None:
        control = self._controls.pop()
        if control.paragraph is not None and control.paragraph is here:
            here.mark(control.name, control.start, blank=control.blank)

    def name(self, name: str) -> None:
        if self._controls:
            self._controls[-1].name = name

    def blank(self) -> None:
        """What stands in a control only says that something is to be typed."""
        if self._controls:
            self._controls[-1].blank = True

    def around(self, paragraph: OpenParagraph) -> None:
        """The controls in which a whole paragraph stands."""
        for control in self._controls:
            if control.paragraph is None and control.name:
                paragraph.mark(control.name, 0, blank=control.blank)

    def open_bookmark(self, told: Attributes, here: Here) -> None:
        if told.get("name", "").startswith(PREFIX):
            start = here.length if here is not None else 0
            self._bookmarks[told.get("id", "")] = (told["name"], here, start)

    def close_bookmark(self, told: Attributes, here: Here) -> None:
        name, where, start = self._bookmarks.pop(told.get("id", ""), ("", None, 0))
        if name and (where := where or here) is not None:
            where.mark(name, start)

    def open_comment(self, told: Attributes) -> None:
        self._commented.add(told.get("id", ""))
        self.about.setdefault(told.get("id", ""), "")

    def close_comment(self, told: Attributes) -> None:
        self._commented.discard(told.get("id", ""))

    def heard(self, words: str) -> None:
        """Words of the text."""
        for id in self._commented:
            self.about[id] = (self.about[id] + words)[:ABOUT]


class Fields:
    """域 that are open, each with what it asks for."""

    def __init__(self) -> None:
        self._asked: list[str] = []

    def begin(self, asked: str = "") -> None:
        self._asked.append(asked)

    def ask(self, words: str) -> None:
        if self._asked:
            self._asked[-1] += words

    def end(self) -> None:
        if self._asked:
            self._asked.pop()

    @property
    def of_contents(self) -> bool:
        """目录."""
        return any(one.lstrip().startswith("TOC") for one in self._asked)

    @property
    def of_pages(self) -> bool:
        """页码: what is printed there says nothing."""
        return any(one.lstrip().startswith(("PAGE", "NUMPAGES")) for one in self._asked)
