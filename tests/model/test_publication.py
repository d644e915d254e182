"""公开文本: the whole text in reading order."""

from __future__ import annotations

from gongkai.model.publication import Block, Paragraph, Part, Passage, Publication, Section, SectionKind
from gongkai.model.spans import Text, plain


def paragraph(text: str) -> Paragraph:
    return Paragraph(spans=(Text(text=text),))


def section(id: str, *texts: str) -> Section:
    return Section(
        id=id,
        number="",
        title=(Text(text=id),),
        contents_title="",
        kind=SectionKind.TEXT,
        blocks=tuple(map(paragraph, texts)),
    )


def part(id: str, *sections: Section, blocks: tuple[Block, ...] = ()) -> Part:
    return Part(id=id, number="", separator="", title=id, sections=sections, blocks=blocks)


PUBLICATION = Publication(
    id="ceshi/bureau/2024/budget",
    title="",
    department="",
    department_id="ceshi/bureau",
    region=("测试市",),
    year=2024,
    kind="预算",
    kind_title="部门预算",
    edition="ceshi",
    archived=False,
    date="",
    cover=(),
    contents_title="目录",
    parts=(
        part("one", section("a", "甲", "乙"), section("b"), blocks=(paragraph("引言"),)),
        part("two", section("c", "丙")),
    ),
)


def test_parts_come_before_their_sections() -> None:
    walked = [(one.part.id, one.section.id if one.section else "", len(one.blocks)) for one in PUBLICATION.walk()]
    assert walked == [("one", "", 1), ("one", "a", 2), ("one", "b", 0), ("two", "", 0), ("two", "c", 1)]
    assert [plain(one.spans) for one in PUBLICATION.paragraphs()] == ["引言", "甲", "乙", "丙"]
    assert [(of.id, one.id) for of, one in PUBLICATION.sections()] == [("one", "a"), ("one", "b"), ("two", "c")]


def test_blocks_are_changed_where_they_stand() -> None:
    def named(passage: Passage) -> tuple[Block, ...]:
        where = passage.section.id if passage.section else passage.part.id
        return (*passage.blocks, paragraph(where))

    changed = PUBLICATION.with_blocks(named)
    assert [plain(one.spans) for one in changed.paragraphs()] == ["引言", "one", "甲", "乙", "a", "b", "two", "丙", "c"]
    assert [one.part.id for one in changed.walk()] == [one.part.id for one in PUBLICATION.walk()]
