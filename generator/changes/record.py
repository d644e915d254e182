"""动了公开的记录: what a change does to the record of a disclosed document that no command of ours would do.

A record is only added to: by a correction, a new version, a withdrawal. Whoever can rewrite what was frozen, or take
the record or the whole document away, could change unseen what has been published.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from gongkai.model.disclosure import Correction, Disclosure
from gongkai.model.documents import Document

DELETED = "公开过的文件删去了；不再公开的，要用 gongkai withdraw 撤回"
MOVED = "公开过的文件换了文件夹，原来的网址上就没有了"
NO_RECORD = "公开的记录（disclosure.yml）删去了，以后改了什么查不出来"


def broken(old: Document | None, new: Document | None, *, removed: bool, moved: bool) -> Iterator[str]:
    """Each in one line. `new` is None where it could not be read, too, which is told as an error."""
    was = old.disclosure.form if old and old.disclosure else None
    if was is None or was.disclosed is None:
        return
    if removed:
        yield DELETED
        return
    if moved:
        yield MOVED
    if new is not None:
        yield from _rewritten(was, new.disclosure.form) if new.disclosure else (NO_RECORD,)


def _rewritten(was: Disclosure, now: Disclosure) -> Iterator[str]:
    if now.disclosed != was.disclosed:
        yield f"公开的日期{was.disclosed}{f'改成了{now.disclosed}' if now.disclosed else '删去了'}"
    for number, (version, kept) in enumerate(zip_longest(was.versions, now.versions[: len(was.versions)]), start=1):
        if kept is None:
            yield f"第{number}版的记录删去了"
        elif kept != version:
            yield f"第{number}版封存的内容（摘要）改了，不是 gongkai correct 写的：它只添新的一版"
    public = [_public(one) for one in now.corrections]
    lost = [one for one in was.corrections if one.version is not None and _public(one) not in public]
    yield from (f"第{one.version}版的更正改了或者删去了" for one in lost)
    if was.withdrawal is not None and now.withdrawal is None:
        yield "撤回的记录删去了，文件又会公开"


def _public(one: Correction) -> tuple[object, ...]:
    """Without who approved it, which readers do not see."""
    return (one.version, one.changes, one.reason, one.day)
