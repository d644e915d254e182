"""待写: what a new document says where somebody has to write, and nobody has yet."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.explained_figures import figures_of
from gongkai.checks.outcomes import Said, each
from gongkai.checks.texts import PROFILE, Source, written
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import found
from gongkai.model.places import Place, lines_of

MARK, BRACKETS = "待写", "（(【[）)】]。； "


def _files(case: Case) -> Iterator[list[tuple[Place, str]]]:
    """For each file of texts, where something is still to be written, and for which input."""
    marks, by_file = word_pattern("W206", "记号"), dict[str, list[tuple[Place, str]]]()
    printed = _printed(case)
    for text, place, path in _texts(case):
        listed = by_file.setdefault(place.path, [])
        if marks.search(text.strip()) and (printed is None or not _is_explanation(path) or place in printed):
            listed.append((place, path))
    yield from by_file.values()


@each(_files)
def texts_are_written(case: Case, marked: list[tuple[Place, str]]) -> Iterator[Said]:
    """W206 待写: nothing is left that new and roll-forward have marked to be written.

    It is about the inputs besides, each followed by the figures that it is to explain. What the text has no
    use for (N102: the figures of a reason are equal) need not be written.
    """
    if marked:
        places = [place for place, _ in marked]
        made = found("W206", min(places), 数=len(places), 各行=lines_of(places))
        paths = (path for _, path in marked if path and _unwritten(case, path))
        inputs = (one for path in paths for one in (path, figures_of(case, path)))
        yield replace(made, about=(*made.about, *inputs))


def _is_explanation(path: str) -> bool:
    """Whether it is an input of explanation.yml, which a text may have no use for; 概况 is always printed."""
    return bool(path) and not path.startswith(PROFILE)


def _printed(case: Case) -> frozenset[Place] | None:
    """Where what the text prints was typed; None where there is no text."""
    if case.publication is None:
        return None
    spans = (span for one in case.publication.paragraphs() for span in one.spans)
    return frozenset(place for span in spans for place in span.places)


def _unwritten(case: Case, path: str) -> bool:
    """Whether nothing of an input is written yet, so that nothing is lost if it is written anew."""
    value = case.document.inputs[path].value
    texts = value if isinstance(value, tuple) else (value,)
    return all(isinstance(one, str) and (one.startswith(MARK) or one.strip(BRACKETS) == MARK) for one in texts)


def _texts(case: Case) -> Iterator[tuple[str, Place, str]]:
    """Each text, where it stands, and the path of the input that it is, if it is one."""
    document, inputs = case.document, (Source.PROFILE, Source.EXPLANATION)
    for text in written(case):
        if text.source is not Source.ORIGINAL:
            yield text.text, text.place, text.path if text.source in inputs else ""
    yield from ((text, entry.place, "") for entry in document.entries for _, text in entry.fields)
    yield from ((text, document.in_head(key), "") for key, text in _of_head(case))


def _of_head(case: Case) -> Iterator[tuple[str, str]]:
    head = case.document.head
    yield from (("部门名称", head.name), ("来源", head.source), ("成文日期", head.date))
    yield from (("文中单位", name) for name in head.others)
