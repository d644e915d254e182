"""开年、收回的报告: what was begun or taken, what not and why, and what may be sent to departments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.model.opened import Gathered, Opened, OpenedDocument
from gongkai.reporting.text import flat


def opened_as_text(opened: Opened) -> str:
    """For a terminal: how many, and whatever wants somebody's hand."""
    return "".join(f"{line}\n" for line in _opened(opened))


def _opened(opened: Opened) -> Iterator[str]:
    there = [one for one in opened.documents if one.there]
    begun = [one for one in opened.documents if not one.there and not one.refused]
    counts = f"起了头的 {len(begun)} 份，已经有的 {len(there)} 份（没有动），没有起的 {len(opened.refused)} 份"
    yield f"{opened.year}年度{opened.kind}：{counts}"
    yield from (f"  没有起：{_title(one)}：{flat(one.refused)}" for one in opened.refused)
    yield from (f"  上年没有这种文件：{id}；用 gongkai new 新建" for id in opened.without)
    if any(one.workbook for one in opened.documents):
        yield f"填报表、结转清单、发给各部门的话在 {opened.folder}/"


def _title(one: OpenedDocument) -> str:
    return f"{flat(one.name)} {one.kind}"


def to_do_list(opened: Opened) -> str:
    """结转清单: by document what is to be done, with what could not be carried."""
    return "".join(f"{line}\n" for line in _to_do(opened))


def _to_do(opened: Opened) -> Iterator[str]:
    yield f"{opened.year}年度{opened.kind}结转清单"
    for one in opened.documents:
        yield ""
        yield f"{_title(one)}（content/departments/{one.id}）"
        if one.refused:
            yield f"  没有起：{flat(one.refused)}"
        elif one.there:
            yield "  原来就有，没有动"
        else:
            yield from (f"  {flat(line)}" for line in (*one.remarks, *one.todo))


def messages(opened: Opened) -> str:
    """通知: the text to send with each workbook; nothing is sent from here."""
    told = (one for one in opened.documents if one.workbook)
    return "\n\n".join(f"【{flat(one.name)}】\n附件：{one.workbook}\n{_message(opened, one)}" for one in told) + "\n"


def _message(opened: Opened, one: OpenedDocument) -> str:
    return (
        f"请填写{opened.year}年度{one.kind}填报表（见附件），　月　日前发回。黄色的格子填，灰色的格子自己算；"
        f"金额单位写在表的上方。上年的数、名称和要写原因的地方已经列好，原因写今年的，不要照抄上年。"
        f"工作表的名称和表头不要改。不要填个人的姓名、电话、身份证号码。"
    )


def gathered_as_text(gathered: Iterable[Gathered], *, written: bool) -> str:
    """One line a workbook: taken, the same, or refused and why."""
    listed = list(gathered)
    lines = [line for one in listed for line in _gathered(one, written=written)]
    taken, same = sum(bool(one.taken) for one in listed), sum(one.same for one in listed)
    verb = "取了" if written else "会取"
    lines.append(f"共 {len(listed)} 个工作簿：{verb} {taken}，没有新填的 {same}，没有取的 {len(listed) - taken - same}")
    return "".join(f"{line}\n" for line in lines)


def _gathered(one: Gathered, *, written: bool) -> Iterator[str]:
    name = f"{flat(one.file)}：{flat(one.name)}" if one.name else flat(one.file)
    if one.taken:
        yield f"{name}　{'取了，写了' if written else '会改'} {'、'.join(one.taken)}"
    elif one.same:
        yield f"{name}　没有新填的，同文件里的一样"
    else:
        yield f"{name}　没有取"
        yield from (f"    {reason}" for reason in one.reasons)
