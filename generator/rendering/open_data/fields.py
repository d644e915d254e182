"""数据字典: the columns of the tidy file, in order; templates, descriptions and types are made of this one list."""

from __future__ import annotations

from msgspec import Struct


class Field(Struct, frozen=True, kw_only=True):
    """字段. kind: string, integer or number, as Frictionless Table Schema has them; number is an exact decimal."""

    name: str
    kind: str
    says: str
    may_be_empty: bool = False


FIELDS = (
    Field(name="文件", kind="string", says="文件的编号，也是它在本网站的路径；与 catalog.json 的 id 相同"),
    Field(name="地区", kind="string", says="行政区划，从省起，用“/”隔开"),
    Field(name="部门编号", kind="string", says="部门的编号，改名不变"),
    Field(name="部门", kind="string", says="部门当年的名称"),
    Field(name="年度", kind="integer", says="预算、决算的年度，不是公开的年份"),
    Field(name="文种", kind="string", says="决算、预算等"),
    Field(name="表", kind="string", says="表在版式里的键，如 t03；同一版式的各份文件相同"),
    Field(name="表名", kind="string", says="表的名称"),
    Field(name="行", kind="string", says="行在网页上的锚点，如 t03-r2010301"),
    Field(name="科目编码", kind="string", says="行的编码，是文字；没有编码的为空", may_be_empty=True),
    Field(name="名称", kind="string", says="行的名称；只有一行数、没有名称的表为空", may_be_empty=True),
    Field(
        name="级次",
        kind="integer",
        says="科目的层次：1 类，2 款，3 项；0 是合计和没有层次的行。各级不能加在一起：1 已经包含它下面的 2，2 包含 3",
    ),
    Field(name="列", kind="integer", says="在表里是第几列，从 1 起，编码、名称的列也数在内"),
    Field(name="表头", kind="string", says="列的表头，从上到下用“/”隔开；栏次不在内"),
    Field(name="单位", kind="string", says="“数值”的单位：万元、元、%等", may_be_empty=True),
    Field(
        name="数值",
        kind="number",
        says="准确的数，没有千分位；表里这一格空着的为空，不等于零",
        may_be_empty=True,
    ),
    Field(
        name="金额元",
        kind="number",
        says="数值换算成元；不是金额的为空。单位不同的文件之间比较，用这一列",
        may_be_empty=True,
    ),
    Field(name="印作", kind="string", says="表里印出的样子", may_be_empty=True),
    Field(
        name="推算",
        kind="number",
        says="存档的原件印的数与它自己别的数不一致时，按本文件其他数推算的值；一致的为空",
        may_be_empty=True,
    ),
    Field(name="网址", kind="string", says="这一格的网址；网站没有写明公开网址的，从网站的根目录算起"),
)
