"""迁移的报告: what editions call otherwise, then each document: what is written anew, and what is left to a person."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.loading.problems import short
from gongkai.migration.plan import Migrated, Migration, Plan
from gongkai.migration.renames import Renames

LONGEST = 100


def told_renames(name: str, renames: Renames) -> Iterator[str]:
    """What an edition calls otherwise, what may be so, and what it asks for anew."""
    new = renames.new.id
    yield name if name == new else f"{name} → {new}"
    for what, matched in renames.all():
        for old, called in matched.renamed.items():
            yield f"  {what}：“{old}”改叫“{called}”"
    for what, matched in renames.all():
        for old, called in matched.likely.items():
            yield f"  说不准——{what}：“{old}”没有了，是不是“{called}”？是的，在版式的“{called}”里写 原名: {old}，再运行"
    for path, form in renames.asked_anew().items():
        source = f"，取{form.source}的不用填" if form.source else ""
        remark = f"：{form.remark}" if form.remark else ""
        yield f"  新要填的：{path}（{form.kind.value}{source}）{remark}"


def told_plan(plan: Plan) -> Iterator[str]:
    """What is to be done in one document."""
    for changes in plan.changes.values():
        yield from (f"  {one.place}  {one.old} → {one.new}" for _, one in sorted(changes.items()))
    if plan.left:
        yield "  要人定的，原样留着："
    for left in plan.left:
        value = f"（这里写的是：{short(left.value, LONGEST)}）" if left.value else ""
        yield f"    {left.place}  {left.message}{value}"
    if plan.to_fill:
        yield f"  要填的：{'、'.join(plan.to_fill)}"


def told_migration(migration: Migration) -> str:
    """The whole report."""
    lines = [f"版式有问题：{one.place}  {one.code} {one.message}" for one in migration.faults]
    for name, renames in migration.renames.items():
        lines += [*told_renames(name, renames), ""]
    for document in migration.documents:
        lines += [_heading(document), *(f"  没有动：{why}" for why in document.refused), *told_plan(document.plan), ""]
    return "".join(f"{line}\n" for line in [*lines, _summary(migration)])


def _heading(document: Migrated) -> str:
    count = _count(document.plan)
    done = "改了" if document.written else "要改"
    return f"{document.id}：{f'{done}{count}处' if count else '没有能改的' if document.refused else '没有要改的'}"


def _count(plan: Plan) -> int:
    return sum(map(len, plan.changes.values()))


def _summary(migration: Migration) -> str:
    documents = migration.documents
    if not documents:
        return "没有这个版式的文件。"
    written = [_count(one.plan) for one in documents if one.written]
    waiting = [_count(one.plan) for one in documents if one.waits]
    left = sum(len(one.plan.left) for one in documents)
    refused = sum(bool(one.refused) for one in documents)
    said = (
        (len(written), f"改了{len(written)}份（{sum(written)}处）"),
        (len(waiting), f"{len(waiting)}份能改（{sum(waiting)}处），加 --write 写进文件"),
        (left, f"{left}处要人定"),
        (refused, f"{refused}份没有动"),
    )
    return "；".join([f"{len(documents)}份文件", *(text for count, text in said if count)]) + "。"
