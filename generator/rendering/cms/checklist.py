"""操作单: what the webmaster does, step by step, and how to see that it came out right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from gongkai.composition.compose import KeyFigure
from gongkai.model.publication import Publication
from gongkai.rendering.html import size


def checklist(publication: Publication, highlights: tuple[KeyFigure, ...], attached: Mapping[str, bytes]) -> str:
    """Plain text, as Notepad shows it. `attached`: the files that readers are to download."""
    lines = [f"{publication.title}　上网操作单", "", "每做完一步打一个√。", ""]
    for number, step in enumerate(_steps(publication, highlights, attached), start=1):
        first, *rest = step
        lines += [f"□ {number}. {first}", *(f"      {line}" for line in rest), ""]
    return "\r\n".join(lines)


def _steps(
    publication: Publication, highlights: tuple[KeyFigure, ...], attached: Mapping[str, bytes]
) -> Iterator[tuple[str, ...]]:
    tables = tuple(publication.tables())
    standing = publication.standing
    yield (
        "发布以前，核对手续。",
        *(
            ("这份文件已经公开，更正的各处在正文开头。批准更正的手续做完了，再往下做。",)
            if standing
            else ("这是存档文件，此前已经公开过。要重新上网的，先问清楚，不要和原来的网页重复。",)
            if publication.archived
            else ("保密审查、负责人审签都做完了；财政部门已经批复，没有超过批复后二十日。", "没有做完的，先不要发。")
        ),
    )
    if standing:
        yield ("在网站后台找到原来的那篇文章，点“修改”。", "不要删掉重发，网址不变；原来的正文和附件先另存一份。")
    else:
        yield ("在网站后台的“部门预决算”栏目里新建一篇文章。", "没有这个栏目的，问网站主管单位放在哪里。")
    yield ("填标题：", publication.title, "标题只填在标题栏，正文里没有标题，不要再写一遍。")
    yield (
        "贴正文。",
        "用“记事本”打开“正文.html”，全选、复制；在编辑器里点“源代码”（有的叫“HTML”“<>”），粘贴，再点一次切回来。",
        "没有“源代码”的：双击“正文.html”用浏览器打开，全选、复制，直接粘贴到编辑器里。",
        "不要从 Word、PDF 里复制，不要改字、改数。有错的，退给编制的人改，改好重新导出。",
    )
    yield (
        "上传附件，名称不要改：",
        *(f"{name}（{size(len(content))}）" for name, content in attached.items()),
        "“数据”文件夹里的 CSV、JSON 供有“数据开放”栏目的网站用；没有的不用传。",
    )
    yield ("照“著录项.txt”填网页标签和公开目录的各项。", "※后面是说明，不要填进去。")
    yield (
        "点“预览”，核对：",
        f"正文共{len(publication.parts)}个部分，{len(tables)}张表；最后一张是“{tables[-1].name or tables[-1].title}”。"
        if tables
        else f"正文共{len(publication.parts)}个部分，没有表。",
        *(f"{one.title}：{one.text}{one.unit}" for one in highlights),
        "金额靠右，合并的格子没有散开。表格没有边框的，在编辑器的“表格属性”里把边框设为 1。",
        "附件点得开，里面的部门、年度是对的。",
    )
    yield ("发布。", "发布以后用没有登录的浏览器打开看一遍；在“部门预决算”栏目里找得到。")
    yield (
        "把网址和发布日期告诉编制的人，这张单子留存。",
        "附件的校验值（SHA-256），以后有人问起是不是原来的文件，用它核对：",
        *(f"{sha256(content).hexdigest()}  {name}" for name, content in attached.items()),
    )
