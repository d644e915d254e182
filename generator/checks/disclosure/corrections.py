"""公开以后改了的: what the text no longer says as it was disclosed, and whether its 更正 account for all of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.disclosure.order import the_record
from gongkai.checks.outcomes import NOT_COMPOSED, Held, Noted, Outcome, Skipped, each
from gongkai.checks.outcomes import Said as Told
from gongkai.loading.waivers_file import says_nothing
from gongkai.model.disclosure import Change, DisclosureRecord, FrozenVersion, Stage
from gongkai.model.finding_catalogue import bound_of, word_pattern
from gongkai.model.findings import Finding, found
from gongkai.model.said import Said, digests, said
from gongkai.model.said_changes import Undone, undone

Written = tuple[DisclosureRecord, str, Mapping[str, str]]
"""a correction, or the withdrawal: the way to it and what has to be written of it"""


class Compared(Struct, frozen=True, kw_only=True):
    """公开的和现在的: the text beside what was frozen, with the corrections that no version seals yet taken back."""

    record: DisclosureRecord
    frozen: FrozenVersion
    places: tuple[Said, ...]
    paths: tuple[str, ...]
    corrections: tuple[Change, ...]
    back: Undone

    @property
    def changed(self) -> tuple[str, ...]:
        """Keys of the places that no longer say what was disclosed, in reading order; those that are gone last."""
        now = digests(self.places)
        keys = dict.fromkeys((*now, *self.frozen.places))
        return tuple(key for key in keys if now.get(key) != self.frozen.places.get(key))

    @property
    def uncovered(self) -> tuple[str, ...]:
        """Those of them that the corrections do not account for."""
        before = self.back.digests
        return tuple(key for key in self.changed if before.get(key) != self.frozen.places.get(key))

    def name(self, key: str) -> str:
        name = next((one.name for one in self.places if one.key == key), "")
        return f"“{name}”" if name else f"“{key}”（没有了）"


def compared(record: DisclosureRecord, places: tuple[Said, ...]) -> Compared | None:
    """None where nothing is frozen."""
    frozen = record.form.frozen
    if frozen is None:
        return None
    listed = [
        (f"更正.{at}.各处.{n}", change) for at, one in record.form.waiting for n, change in enumerate(one.changes)
    ]
    corrections = tuple(change for _, change in listed)
    return Compared(
        record=record,
        frozen=frozen,
        places=places,
        paths=tuple(path for path, _ in listed),
        corrections=corrections,
        back=undone(places, frozen.places, corrections),
    )


def _compared(case: Case) -> Iterator[Compared | Skipped]:
    record = case.document.disclosure
    if record is not None and record.form.frozen is not None:
        one = compared(record, said(case.publication)) if case.publication else None
        yield one or NOT_COMPOSED


def text_is_as_disclosed(case: Case) -> Iterator[Outcome]:
    """P502 公开的内容不改: what was disclosed says the same for ever, or is corrected in public."""
    for one in _compared(case):
        if isinstance(one, Skipped):
            yield one
            continue
        open_places = one.uncovered
        number, day = len(one.record.form.versions), one.frozen.day
        told = {False: "改了", True: "没有说全"}
        for touched, variant in told.items():
            keys = [key for key in open_places if (key in one.back.touched) is touched]
            if keys:
                names = _listed(list(map(one.name, keys)))
                yield found("P502", one.record.at(f"版本.{number - 1}"), variant, 各处=names, 版=number, 日期=str(day))
        yield Held(count=len(one.frozen.places) - len(open_places))
        if not open_places:
            agrees = "有更正，其余与公开的一致" if one.changed else "与公开的一致"
            yield Noted(text=f"{day}公开的第{number}版，摘要{one.frozen.digest}：{agrees}")


def _listed(names: Sequence[str]) -> str:
    most = int(bound_of("P502", "最多列出"))
    return "".join(names) if len(names) <= most else f"{''.join(names[:most])}等{len(names)}处"


def _written(case: Case) -> Iterator[Written]:
    for record in the_record(case):
        for at, one in enumerate(record.form.corrections):
            yield record, f"更正.{at}", {"原因": one.reason, "批准": one.approved}
        if gone := record.form.withdrawal:
            yield record, "撤回", {"原因": gone.reason, "批准": gone.approved}


@each(_written)
def corrections_are_written(_case: Case, written: Written) -> Iterator[Told]:
    """P503 更正写全: nobody is told “待写”."""
    record, path, texts = written
    empty = [key for key, text in texts.items() if not text.strip() or word_pattern("P503", "没写").search(text)]
    for key in empty:
        yield found("P503", record.at(f"{path}.{key}"), "没写", 项=f"{path.partition('.')[0]}的{key}")
    if not empty and says_nothing(texts["原因"]):
        yield found("P503", record.at(f"{path}.原因"), "没有说明", 原因=texts["原因"])


def _corrections(case: Case) -> Iterator[tuple[Compared, int] | Skipped]:
    for one in _compared(case):
        if isinstance(one, Skipped):
            yield one
        else:
            yield from ((one, at) for at in range(len(one.corrections)))


@each(_corrections)
def corrections_match(_case: Case, correction: tuple[Compared, int]) -> Iterator[Told]:
    """P504 更正对得上: what it says stands there now, and something else was disclosed."""
    one, at = correction
    change, place = one.corrections[at], one.record.at(one.paths[at])
    if at in one.back.unmatched:
        now = one.back.unmatched[at]
        yield found("P504", place, "现在" if now else "没有", 处=change.where, 印=now, 现=change.new)
        return
    if at in one.back.misnamed:
        yield found("P504", place, "说明", 处=change.where, 应为=one.back.misnamed[at])
    wrong = {key for key in one.back.touched if one.back.digests.get(key) != one.frozen.places.get(key)}
    name = change.where.partition(" · ")[0]
    same = {said.name for said in one.places if said.key in wrong and said.key not in one.changed}
    if name in same:
        yield found("P504", place, "没有改", 处=name)


def versions_are_sealed(case: Case) -> Iterator[Outcome]:
    """P505 封存: what is disclosed has digests; a new version has corrections that lead back to the one before it."""
    for record in the_record(case):
        problems = list(_unsealed(case, record))
        if record.form.stage is Stage.DISCLOSED:
            yield from problems or (Held(),)


def _unsealed(case: Case, record: DisclosureRecord) -> Iterator[Finding]:
    form = record.form
    if not form.versions:
        yield found("P505", record.at("公开"), "没有封存")
        return
    if form.waiting and _could_be_sealed(case, record):
        yield found("P505", record.at(f"更正.{form.waiting[0][0]}"), "没有定版", 版=form.version)
    told = {one.version for one in form.corrections if one.version is not None}
    for number in sorted(told ^ set(range(2, len(form.versions) + 1))):
        variant, path = ("没有这版", "更正") if number in told else ("没有更正", f"版本.{number - 1}")
        yield found("P505", record.at(path), variant, 版=number)
    if case.publication and len(form.versions) > 1 and not form.waiting and form.version in told:
        yield from _unproved(record, said(case.publication))


def _could_be_sealed(case: Case, record: DisclosureRecord) -> bool:
    """Whether the corrections that wait are written, and account for all that is said otherwise."""
    one = compared(record, said(case.publication)) if case.publication else None
    if one is None or not one.changed or one.uncovered or one.back.unmatched:
        return False
    unwritten = word_pattern("P503", "没写")
    return not any(unwritten.search(at.reason + at.approved) for _, at in record.form.waiting)


def _unproved(record: DisclosureRecord, places: tuple[Said, ...]) -> Iterator[Finding]:
    """The last version without its corrections has to be the one before it."""
    *_, before, last = record.form.versions
    if digests(places) != last.places:
        return  # P502
    listed = [change for one in record.form.corrections if one.version == record.form.version for change in one.changes]
    if undone(places, before.places, listed).digests != before.places:
        yield found("P505", record.at(f"版本.{len(record.form.versions) - 1}"), "对不上", 版=record.form.version)
