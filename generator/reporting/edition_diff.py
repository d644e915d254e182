"""两个版式的差别: what one edition changes against another, in plain Chinese, short enough for a bureau to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from difflib import SequenceMatcher

from gongkai.loading.edition_merge import FORMER, names_of, own_names
from gongkai.loading.problems import quoted
from gongkai.model.names import Names
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence, is_null

KINDS = {
    "表": "张表",
    "列": "列",
    "行": "行",
    "末行": "行",
    "注": "条注",
    "部分": "个部分",
    "节": "节",
    "内容": "项内容",
    "名词解释": "个名词",
    "指标": "个指标",
    "图": "幅图",
    "附图": "幅附图",
    "填报": "个填报项",
    "可无": "组可以没有的",
    "表单": "种表单",
    "栏组": "栏",
    "勾稽": "条勾稽",
    "衔接": "条衔接",
    "填报勾稽": "条填报勾稽",
    "核对数": "个核对数",
    "措辞": "个措辞文件",
}
"""what the things are called that a list or a mapping has, with their measure word"""
PLAIN = {"少": "去掉", "多": "加上"}
OF_FOLDERS = ("编号", "沿革")
"""what the folders of editions say, not their files"""
LONGEST = 40
LEAD = 8
"""characters that are quoted of what is the same before a difference"""
MOST = 5
"""sentences of a wording file that are quoted"""
Nodes = MappingType[str, Node]
_SENTENCE = re.compile(r"[^。\n]+。?")
_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\[#[^\]\n]*\]", re.DOTALL)
_FILLED = re.compile(r"(?:\{\{.*?\}\})+", re.DOTALL)


def told(old: Node, new: Node, old_wording: MappingType[str, str], new_wording: MappingType[str, str]) -> str:
    """What is other in the new edition; a heading for each part of it, the changes below."""
    said = [*_below(old, new, ("名称", "年度", *OF_FOLDERS)), *_wording(old_wording, new_wording)]
    return "".join(f"{line}\n" for line in said) or "没有差别。\n"


def _below(old: Node, new: Node, left_out: tuple[str, ...] = (), what: str = "") -> Iterator[str]:
    """Changes of what stands below a name, each line without the indent of that name."""
    before, after = _named(old, new, left_out), _named(new, old, left_out)
    if not before and not after:
        yield _changed_value(old, new)
        return
    renamed = dict(_renamed(before, after))
    yield from _come_and_gone(before, after, renamed, what)
    for name, value in before.items():
        other = renamed.get(name, name)
        if other in after and not (name in renamed and isinstance(value, Scalar)):
            yield from _changed(name, value, after[other])
    if isinstance(old, Sequence) and isinstance(new, Sequence):
        if list(filter(after.__contains__, before)) != list(filter(before.__contains__, after)):
            yield "次序改了"
        yield from _blank_rows(old, new)


def _changed_value(old: Node, new: Node) -> str:
    return f"由{_quoted(old)}改为{_quoted(new)}" if isinstance(old, Scalar) and isinstance(new, Scalar) else "改了"


def _come_and_gone(before: Nodes, after: Nodes, renamed: MappingType[str, str], what: str) -> Iterator[str]:
    for one, other in renamed.items():
        named = "改为" if isinstance(before[one], Scalar) else "改名为"
        yield f"{quoted(one, LONGEST)}{named}{quoted(other, LONGEST)}"
    yield from _counted("少", [name for name in before if name not in after and name not in renamed], what)
    new = {*renamed.values(), *before}
    yield from _counted("多", [name for name in after if name not in new], what)


def _blank_rows(old: Sequence, new: Sequence) -> Iterator[str]:
    blanks = [sum(map(is_null, one.items)) for one in (old, new)]
    if blanks[0] != blanks[1]:
        yield f"空行由{blanks[0]}行改为{blanks[1]}行"


def _changed(name: str, old: Node, new: Node) -> Iterator[str]:
    if _plain(old) == _plain(new):
        return
    said = list(_below(old, new, what=name))
    if len(said) == 1:
        yield f"{name}：{said[0]}"
    else:
        yield name if said else f"{name}：改了"
        yield from (f"  {line}" for line in said)


def _counted(word: str, names: list[str], what: str) -> Iterator[str]:
    if names:
        listed = "、".join(" ".join(name.split())[:LONGEST] for name in names)
        yield f"{word}了{len(names)}{KINDS[what]}：{listed}" if what in KINDS else f"{PLAIN[word]}{listed}"


def _named(node: Node, beside: Node, left_out: tuple[str, ...]) -> dict[str, Node]:
    """What a mapping or list is made of, by name; a title alone as the mapping beside it has it."""
    if isinstance(node, Scalar) and isinstance(beside, Mapping):
        return {} if node.null else {"题": node}
    named = {key.text: value for key, value in node.pairs if key.text not in (FORMER, *left_out)}
    return named | {names[-1]: item for item in node.listed if (names := own_names(item) or names_of(item))}


def _renamed(before: Nodes, after: Nodes) -> Iterator[tuple[str, str]]:
    """Old names with the new ones: of the same 键, or so like that one is the other written otherwise."""
    come = [name for name in after if name not in before]
    keys = {after[name].said("键"): name for name in come}
    keys.pop("", None)
    left = Names(come)
    for name in filter(lambda name: name not in after, before):
        other = keys.get(before[name].said("键")) or left.near(name)
        if other and other in left:
            left.drop(other)
            yield name, other


def _plain(node: Node) -> object:
    """A node without its places; an item written as its title alone is as one with 题."""
    if isinstance(node, Scalar):
        return None if node.null else node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    plain = {key.text: _plain(value) for key, value in node.items if key.text != FORMER}
    return plain["题"] if plain.keys() == {"题"} else plain


def _quoted(node: Scalar) -> str:
    return quoted(node.text, LONGEST) if node.text else "空白"


def _wording(old: MappingType[str, str], new: MappingType[str, str]) -> Iterator[str]:
    gone, come = ([name for name in one if name not in other] for one, other in ((old, new), (new, old)))
    said = [*_counted("少", gone, "措辞"), *_counted("多", come, "措辞")]
    for name in (name for name in old if old[name] != new.get(name, old[name])):
        said += _reworded(name, list(_sentences(old[name], new[name])))
    if said:
        yield "措辞"
        yield from (f"  {line}" for line in said)


def _reworded(name: str, changes: list[str]) -> Iterator[str]:
    yield f"{name}：{f'改了{len(changes)}处' if changes else '字句没有改，改了数怎样取、什么时候印'}"
    yield from (f"  {change}" for change in changes[:MOST])
    if len(changes) > MOST:
        yield f"  ……还有{len(changes) - MOST}处"


def _sentences(old: str, new: str) -> Iterator[str]:
    """Sentences that read otherwise, each pair from where it begins to differ."""
    before, after = _read(old), _read(new)
    for kind, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        one, other = "".join(before[i:j]), "".join(after[k:m])
        if kind == "delete":
            yield f"去掉{quoted(one, LONGEST)}"
        elif kind == "insert":
            yield f"加上{quoted(other, LONGEST)}"
        elif kind == "replace":
            same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
            begin, lead = (same - LEAD, "…") if same > LEAD else (0, "")
            yield f"{quoted(lead + one[begin:], LONGEST)}改为{quoted(lead + other[begin:], LONGEST)}"


def _read(text: str) -> list[str]:
    """The sentences of a wording file as they are read, 〔…〕 where something is filled in."""
    words = _FILLED.sub("〔…〕", _CODE.sub("", text))
    return [sentence.strip() for sentence in _SENTENCE.findall(words) if sentence.strip(" 〔…〕")]
