"""变动的各种形式: for a terminal, for a comment on a pull request, for a page of the preview."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape

from gongkai.changes.result import Changes, Piece
from gongkai.reporting.changes.data import changes_as_json
from gongkai.reporting.changes.lines import ARROW, Line
from gongkai.reporting.changes.outline import Chapter, chapters, summary
from gongkai.reporting.text import flat

LIMIT = 65_536
"""bytes of the longest comment that GitHub takes"""
CUT = 400
"""bytes kept for saying what was cut"""
JOINER = "\u2060"
JOINED = "&#8288;"
"""breaks names and numbers that a host would make links of; nothing is seen of it, so it is written by its number"""
_ACTIVE = re.compile(
    r"(?<=[@#!$~%&^])(?=[\w\"])|(?<=://)|(?<=[wW]{3})(?=\.)|(?<=[A-Za-z0-9])(?=@)|(?<=[Gg][Hh]-)(?=\d)"
)
_MARKUP = re.compile(r"[\\`*_\[\]~]")
_BEGINS = re.compile(r"[#+\-=:|>]|\d{1,9}[.)]")
STANDING = frozenset({ARROW, " 全部改列到 ", " 移到 "})
"""between before and after, where they do not stand in a sentence"""
_COMMIT = re.compile(r"\b([0-9a-f]{10})[0-9a-f]{30,}\b")
_Escape = Callable[[str], str]


def heading(changes: Changes) -> str:
    base, head = (_COMMIT.sub(r"\1", name) for name in (changes.base, changes.head))
    return f"{base} 到 {head or '工作区'} 的变动"


def as_text(changes: Changes) -> str:
    """For a terminal."""
    lines = [f"{flat(heading(changes))}：{summary(changes)}"]
    for chapter in chapters(changes):
        marks = "".join(f"【{mark}】" for mark in chapter.marks)
        lines += ["", f"{flat(chapter.title)}{marks}"]
        lines += [f"{'  ' * (line.depth + 1)}{_plain(line.pieces)}" for line in chapter.lines]
    return "".join(f"{line}\n" for line in lines)


def _plain(pieces: Iterable[Piece]) -> str:
    """Before → after stands by itself; within a sentence what is left out and put in is bracketed."""
    listed = list(pieces)
    if any(one.text in STANDING for one in listed):
        return "".join(flat(one.text) for one in listed)
    told = []
    for number, one in enumerate(listed):
        before = listed[number - 1].change if number else ""
        after = listed[number + 1].change if number + 1 < len(listed) else ""
        if one.change == "-" and after == "+":
            told.append(f"〔{flat(one.text)}")
        elif one.change == "+" and before == "-":
            told.append(f" → {flat(one.text)}〕")
        elif one.change:
            told.append(f"〔{'删' if one.change == '-' else '增'}：{flat(one.text)}〕")
        else:
            told.append(flat(one.text))
    return "".join(told)


def as_markdown(changes: Changes, limit: int = LIMIT) -> str:
    """For a comment, no longer than so many bytes: the worst first, and what is cut is counted."""
    parts = [f"### {_inert(heading(changes))}\n\n{_inert(summary(changes))}\n"]
    size = len(parts[0].encode())
    listed = list(chapters(changes))
    for number, chapter in enumerate(listed):
        text, whole = _chapter(chapter, limit - CUT - size)
        if text:
            parts.append(text)
            size += len(text.encode())
        if not whole:
            left = len(listed) - number - bool(text)
            more = f"；后面还有{left}节没有列出" if left else ""
            parts.append(f"\n**太长，从这里截断{more}。** 全部见预览里的变动页，或者运行 gongkai diff。\n")
            break
    return "".join(parts)


def _chapter(chapter: Chapter, room: int) -> tuple[str, bool]:
    """As much of a chapter as there is room for, and whether that is all."""
    marks = "".join(f" <b>【{_inert(mark)}】</b>" for mark in chapter.marks)
    text = f"\n#### {_inert(chapter.title)}{marks}\n\n"
    if len(text.encode()) > room:
        return "", False
    for number, line in enumerate(chapter.lines):
        more = f"{'  ' * line.depth}- {_begun(_marked(line, _inert))}\n"
        if len((text + more).encode()) > room:
            return f"{text}- 这一节另有{len(chapter.lines) - number}行没有列出\n", False
        text += more
    return text, True


def _marked(line: Line, safe: _Escape) -> str:
    names = {"-": "del", "+": "ins"}
    told = (
        f"<{names[one.change]}>{safe(one.text)}</{names[one.change]}>" if one.change else safe(one.text)
        for one in line.pieces
    )
    return "".join(told).replace("</del><ins>", "</del> <ins>")


def _begun(text: str) -> str:
    """What would begin a heading or a list at the head of a line, set apart from it."""
    return JOINED + text if _BEGINS.match(text) else text


def _inert(text: str) -> str:
    """Without anything that a host of Markdown would make a link, a mention, a picture or markup of."""
    broken = escape(_ACTIVE.sub(JOINER, flat(text)), quote=False)
    return _MARKUP.sub(r"\\\g<0>", broken).replace(JOINER, JOINED)


def as_html(changes: Changes) -> str:
    """A page by itself, without script."""
    body = "".join(_section(chapter) for chapter in chapters(changes))
    title = escape(flat(heading(changes)))
    return (
        f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n'
        f"<body>\n<h1>{title}</h1>\n<p>{escape(summary(changes))}</p>\n{body}</body>\n</html>\n"
    )


def _section(chapter: Chapter) -> str:
    marks = "".join(f' <strong class="mark">{escape(mark)}</strong>' for mark in chapter.marks)
    lines = "".join(_nested(chapter.lines))
    return f"<section>\n<h2>{escape(flat(chapter.title))}{marks}</h2>\n{lines}</section>\n"


def _nested(lines: Iterable[Line]) -> Iterator[str]:
    depth = -1
    for line in lines:
        if line.depth <= depth:
            yield "</li>\n" + "</ul></li>\n" * (depth - line.depth)
        yield "<ul>\n" * (line.depth - depth)
        depth = line.depth
        aside = ' class="aside"' if line.aside else ""
        yield f"<li{aside}>{_marked(line, lambda text: escape(flat(text)))}"
    yield "</li>\n</ul>" * (depth + 1) + "\n"


STYLE = """
body{font:16px/1.7 system-ui,"Noto Sans SC","Microsoft YaHei",sans-serif;max-width:60rem;margin:0 auto;padding:1rem;
color:#1a1a1a;background:#fff;overflow-wrap:anywhere}
h1{font-size:1.5rem}h2{font-size:1.15rem;border-top:1px solid #ccc;padding-top:1rem;margin-top:1.5rem}
ul{padding-left:1.3rem;margin:.2rem 0}.aside{color:#555}
.mark{color:#a40000;border:1px solid;border-radius:.2rem;padding:0 .3rem;font-size:.9rem;white-space:nowrap}
del{background:#ffe3e0;color:#7a1208}ins{background:#dcf3e1;color:#0b4f21;text-decoration:none}
"""
FORMS = {"html": as_html, "json": changes_as_json, "markdown": as_markdown, "text": as_text}
