"""填表说明: the first sheet."""

from __future__ import annotations

from msgspec import Struct

from gongkai.workbooks.ground import Ground
from gongkai.workbooks.page import Page

SHEET = "填表说明"
STEPS = (
    "黄色的格子填，灰色的格子由公式算，随填随变。灰色的格子受保护，没有密码；要改的，先“撤销工作表保护”。",
    "金额单位{单位}，最多两位小数，只填数，不写单位。没有的空着，填0、“—”、“一”也算没有。",
    "从别处复制来的，用“选择性粘贴→数值”粘贴，格子的颜色和下拉表就不会丢。千分位、全角数字都认得。",
    "编码从下拉表里选，或者直接填，名称自动出来。代码表里没有的编码，核对以后照填，在名称一格写上名称。",
    "行不够，在中间插入行；工作表可以移动、改列宽，不要改表头的文字和工作表的名称。",
    "整张表没有数据的，在表的上方选“无”。",
    "“情况说明”里，“要不要填”写着“要写原因”的才写原因：半句话，末尾不写句号。",
    "绩效表单一个项目一张工作表；不够的，右键点工作表的名称，“移动或复制→建立副本”。",
    "“核对数”从批复和导出的报表抄，不要抄这里算出来的数。",
    "不要填个人的姓名、电话、身份证号码。",
    "填好以后保存（.xlsx），在网页里上传，或者用 gongkai import 导入；有问题的，照提示的表和格改。",
)


class GuideSheet(Struct, frozen=True, kw_only=True):
    """Draws 填表说明."""

    ground: Ground
    page: Page
    contents: tuple[tuple[str, str], ...]
    """sheets, and what each is for"""

    def draw(self) -> None:
        page, document = self.page, self.ground.document
        page.widths([6.0, 44.0, 70.0])
        page.merged(1, 1, 1, 3, "填表说明", "题")
        told = f"{document.name}　{document.year}年度　{self.ground.edition.kind.title}　金额单位：{self.ground.unit}"
        page.merged(2, 1, 2, 3, told, "栏头")
        page.merged(3, 1, 3, 3, f"版式：{self.ground.edition.name}（{self.ground.edition.id}）", "栏头")
        row = 5
        for number, step in enumerate(STEPS, start=1):
            page.text(row, 1, str(number), "印中")
            page.merged(row, 2, row, 3, step.replace("{单位}", self.ground.unit), "印")
            page.sheet.set_row(row - 1, 32)
            row += 1
        for column, head in enumerate(("", "工作表", "内容"), start=1):
            page.text(row + 1, column, head, "表头")
        for number, (sheet, about) in enumerate(self.contents, start=1):
            page.text(row + 1 + number, 1, str(number), "印中")
            page.text(row + 1 + number, 2, sheet, "印")
            page.text(row + 1 + number, 3, about, "印")
        page.finished(landscape=False, heads=None, freeze=(0, 0))
