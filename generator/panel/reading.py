"""看: the list of documents, one document with what is missing and wrong, and what a code means."""

from __future__ import annotations

from gongkai.panel.desk import Desk
from gongkai.panel.requests import Answer, RefusedError, Request, page
from gongkai.panel.told import Teller, concerns, label, short
from gongkai.panel.windows import running
from gongkai.pipeline.documents import documents
from gongkai.reporting.explanation import explanation
from gongkai.reporting.ordering import WORDS
from gongkai.spreadsheets import MOST_BYTES

GRADES = tuple((severity.value, word, severity) for severity, word in WORDS.items())


def start(desk: Desk, _: Request) -> Answer:
    """文件一览."""
    listed = documents(desk.project, desk.only)
    return page(desk.drawer.draw("start", title="文件一览", documents=listed, grades=GRADES, running=_elsewhere(desk)))


def document(desk: Desk, request: Request) -> Answer:
    """一份文件: its frame; what is found in it comes with `state`."""
    own = desk.own(request.get("id"))
    listed = documents(desk.project, (own.id,))
    if not listed:
        raise RefusedError("这份文件还不成样子：文件夹里要有 document.yml")
    return page(
        desk.drawer.draw(
            "document",
            title=f"{listed[0].department} {listed[0].year}年度{listed[0].kind}",
            own=own,
            document=listed[0],
            there=[(path, short(own, path), label(own, path)) for path in own.there()],
            absent=[(path, short(own, path), label(own, path)) for path in own.absent()],
            most=MOST_BYTES,
            strangers=[short(own, path) for path in own.strangers()],
        )
    )


def state(desk: Desk, request: Request) -> Answer:
    """What stands with a document, or one file of it, as a piece of the page; nothing where that is known already."""
    own = desk.own(request.get("id"))
    others = desk.windows.others(own.id, request.get("window"))
    elsewhere = _elsewhere(desk)
    seen = f"{desk.version(own)}-{others}-{elsewhere}"
    if request.get("seen") == seen:
        return page("", X_Seen=seen)
    known = desk.found(own)
    seen = f"{known.version}-{others}-{elsewhere}"
    file = request.get("file")
    wanted = [one for one in known.checked.findings if not file or concerns(own, one, file)]
    verdict = known.checked.verdicts.get(own.id)
    text = desk.drawer.draw(
        "file-state" if file else "state",
        own=own,
        report=Teller(own, known.blanks).report(wanted),
        blocked=verdict is None or verdict.blocked,
        others=others,
        running=elsewhere,
    )
    return page(text, X_Seen=seen)


def explain(desk: Desk, request: Request) -> Answer:
    """What a code means and how to mend it."""
    code = request.get("code")
    return page(desk.drawer.draw("explain", title=f"{code} 是什么意思", text=explanation(code)))


def _elsewhere(desk: Desk) -> int:
    """Other panels on the same folder."""
    return max(running(desk.project.build) - 1, 0)
