"""来历的说明: how the figure of a cell comes about, in the words of a reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct, field

from gongkai.composition.printing import Style, printed
from gongkai.figures.derivation import Accounts
from gongkai.figures.rows import Naming
from gongkai.figures.workings import Term, Way, Working, ratio_working, workings
from gongkai.model.amounts import Amount, signed_sum
from gongkai.model.origins import Origin
from gongkai.model.spans import AsPrinted
from gongkai.model.statements import Address, Cell, StatementRow
from gongkai.rendering.figures import pieces as words
from gongkai.rendering.figures.pieces import Line, Piece, Signed, ToCell, ToPage, formula, joined
from gongkai.rendering.figures.spots import Spot

LEFT_OUT = "不公开的部分"
DEPARTMENT = "../../"
"""the department's page, from a document: it is always there, another document may not be"""


class Teller(Struct, frozen=True, kw_only=True):
    """Tells of the cells of one document."""

    accounts: Accounts
    spots: Mapping[Address, Spot]
    origins: Mapping[Address, tuple[Origin, ...]]
    archived: bool
    """whether what was typed is what an original prints"""
    units: Mapping[str, str] = field(default_factory=dict)
    """the pages of the units' documents, by the units' names, where the document is their sum"""

    def lines(self, spot: Spot, style: Style) -> Iterator[Line]:
        """All that is known of a figure of a table."""
        address = spot.cell.address
        if address is None:
            return
        cell = self.accounts.cells.get(address)
        worked = tuple(self._worked(cell, style)) if cell is not None else ()
        if cell is not None:
            yield from worked
            yield from self._given(cell, style)
        elif (row := self.accounts.statements[address.table].row(address.row)) is not None:
            yield self._ratio(address, row, style)
        yield from _printed(spot)
        yield from self._imported(address)
        if cell is not None:
            yield from self._same(cell, worked)

    def _worked(self, cell: Cell, style: Style) -> Iterator[Line]:
        found = workings(self.accounts, cell)
        for number, working in enumerate(found):
            label = words.ALSO if number else words.HOW
            yield Line(label=label, pieces=joined(self._pieces(cell, working, style)))
            yield from self._rounding(cell, working, style)

    def _pieces(self, cell: Cell, working: Working, style: Style) -> Iterator[Piece]:
        shown = [term for term in working.terms if term.amount.yuan]
        nothing = len(working.terms) - len(shown)
        match working.way:
            case Way.TYPED if shown:
                yield "分笔填报 "
                yield from formula(self._signed(shown, style))
            case Way.TYPED:
                yield "原文印的数，照录" if self.archived else "部门填报的数"
            case Way.UNITS:
                yield "各单位相加 " if len(working.terms) > 1 else "由单位的文件来 "
                yield from formula([self._of_unit(term, style) for term in working.terms])
            case Way.LENT:
                yield from self._lent(working.lent.lent if working.lent else "")
            case Way.NOTHING:
                yield "没有这一项的数，按 0 计"
            case _ if not shown:
                yield from self._of_nothing(cell, working.terms)
            case _ if len(working.terms) == 1 and working.terms[0].address.table != cell.address.table:
                yield "取自"
                yield from self._term(shown[0], style)
            case _:
                yield from formula(self._signed(shown, style))
                if nothing:
                    yield f"（另有 {nothing} 项是 0）"

    def _of_unit(self, term: Term, style: Style) -> Signed:
        told = f"{term.unit} {printed(abs(term.amount), style) or '0'}"
        page = self.units.get(term.unit)
        piece = ToPage(text=told, target=page) if page else told
        return Signed(sign=-1 if term.amount.yuan < 0 else 1, piece=piece)

    def _lent(self, lent: str) -> Iterator[Piece]:
        """2023年部门预算·收入合计."""
        title, _, name = lent.partition("·")
        yield "没有另填，取自"
        yield ToPage(text=title, target=DEPARTMENT)
        yield f"的“{readable(name, self.accounts.naming)}”"

    def _of_nothing(self, cell: Cell, terms: tuple[Term, ...]) -> Iterator[Piece]:
        if len(terms) == 1:
            yield "＝ " if terms[0].address.table == cell.address.table else "取自"
            yield from self._term(terms[0], None)
        else:
            yield f"相加的 {len(terms)} 项都是 0"

    def _signed(self, terms: list[Term], style: Style) -> list[Signed]:
        """Terms; what is nowhere printed has no amount, unless the others give it away anyway."""
        unseen = [term for term in terms if term.share or term.address not in self.spots]
        bare = unseen if len(unseen) > 1 else []
        told = ((term.sign, self._term(term, style, bare=term in bare)) for term in terms)
        return [Signed(sign=sign, piece=piece) for sign, pieces in told for piece in pieces]

    def _term(self, term: Term, style: Style | None, *, bare: bool = False) -> Iterator[Piece]:
        """A term as a link to its cell, or in words where its table is not printed."""
        spot = self.spots.get(term.address)
        if self._left_out(term):
            yield LEFT_OUT
            return
        amount = (printed(term.amount, style) if style else "") or "0"
        if spot is None:
            yield self._unprinted(term.address) + ("" if bare else f" {amount}")
        else:
            cell = self.accounts.cells[term.address]
            alike = style is None or cell.amount is term.amount or (printed(cell.amount, style) or "0") == amount
            own = alike and not term.share
            yield ToCell(spot=spot, text="" if own else amount, share=term.share, bare=bare)

    def _left_out(self, term: Term) -> bool:
        cell = self.accounts.cells.get(term.address)
        return cell is not None and cell.left_out

    def _unprinted(self, address: Address) -> str:
        """A cell that no page shows: 登记的“结转和结余”（其他资金，年初）."""
        statement = self.accounts.statements[address.table]
        row = statement.row(address.row)
        texts = [one for one in row.fields.values() if one and not one.isdigit()] if row else []
        named = (row.title or "、".join(texts)) if row else address.row
        what = "，".join(filter(None, (named, address.column)))
        return f"{'登记的' if statement.form.hidden else ''}“{statement.form.title or statement.name}”（{what}）"

    def _rounding(self, cell: Cell, working: Working, style: Style) -> Iterator[Line]:
        """Where the printed terms do not come to the printed figure: whether rounding alone can be why."""
        if working.way not in (Way.WORKED, Way.UNITS) or working.base or not working.terms:
            return
        if cell.given is not None and printed(cell.given.amount, style) != printed(cell.derived, style):
            return  # which is told beside what was given
        rounded = (term.sign * term.amount.rounded(style.unit, style.places) for term in working.terms)
        sum_ = Amount(yuan=sum(rounded, Decimal(0)) * style.unit.yuan)
        apart = Amount(yuan=abs(sum_.yuan - cell.amount.rounded(style.unit, style.places) * style.unit.yuan))
        if not apart.yuan:
            return
        exact = signed_sum((term.sign, term.amount) for term in working.terms)
        why = "，是四舍五入造成的" if cell.amount.agrees(exact) else "，超出了四舍五入的范围"
        told = (
            f"各项按印出的数相加是 {printed(sum_, style)}，同这个数相差 {printed(apart, style)} {style.unit.value}{why}"
        )
        yield Line(label=words.ROUNDING, pieces=(told,))

    def _given(self, cell: Cell, style: Style) -> Iterator[Line]:
        """What was typed beside what derives."""
        if cell.given is None:
            return
        lender = next((one for one in self.accounts.lenders.values() if one.place == cell.given.place), None)
        who, verb = (lender.title if lender else "原文", "印") if lender or self.archived else ("部门", "填报")
        derived, typed = printed(cell.derived, style) or "0", printed(cell.given.amount, style) or "0"
        within = "，在四舍五入的范围内" if cell.given.amount.agrees(cell.derived) else ""
        told = f"{who}{verb}的是 {typed}，由明细算出来是 {derived}{within}"
        label = words.GIVEN_HERE if who == "部门" else words.GIVEN_THERE
        yield Line(label=label, pieces=(f"{who}也{verb}了这个数，同算出来的一样" if derived == typed else told,))

    def _ratio(self, address: Address, row: StatementRow, style: Style) -> Line:
        working = ratio_working(self.accounts, address.table, row, address.column)
        terms, base = (self._signed(list(side), style) for side in (working.terms, working.base))
        return Line(label=words.HOW, pieces=joined(formula(terms, base)))

    def _imported(self, address: Address) -> Iterator[Line]:
        for origin in self.origins.get(address, ()):
            yield Line(label=words.IMPORTED, pieces=(imported(origin),))

    def _same(self, cell: Cell, told: tuple[Line, ...]) -> Iterator[Line]:
        """The other tables that print the same figure, each once, but where it is told to come from."""
        linked = [piece.spot.cell for line in told for piece in line.pieces if isinstance(piece, ToCell)]
        named_before = {one.address.table for one in linked if one.address is not None}
        others: dict[str, Spot] = {}
        for one in _of_its_row_first(cell, self.accounts.printed_as.get(cell.parts, ())):
            if one.table not in {cell.address.table, *named_before} and one in self.spots:
                others.setdefault(one.table, self.spots[one])
        if others:
            named = [piece for spot in others.values() for piece in ("、", ToCell(spot=spot, bare=True))]
            yield Line(label=words.SAME, pieces=tuple(named[1:]))


def _of_its_row_first(cell: Cell, same: Iterable[Address]) -> list[Address]:
    """Where the rows of two tables are called alike (科目), the figure of 款 is that of 款, not that of 类."""
    return sorted(same, key=lambda one: one.row != cell.address.row)


def _printed(spot: Spot) -> Iterator[Line]:
    """What an original prints instead."""
    for span in spot.cell.spans:
        if isinstance(span, AsPrinted):
            yield Line(label=words.ORIGINAL, pieces=(span.note + span.remark,))


def imported(origin: Origin) -> str:
    """导入自“决算.xlsx”：Z03 收入决算表·F12."""
    cells = "、".join(f"“{place.path.rpartition('/')[2]}”的 {place.in_sheet}" for place in origin.places)
    computed = f"（{origin.computed}）" if origin.computed else ""
    return f"导入自工作簿{cells}，原数 {origin.number}{computed}"


def readable(name: str, naming: Naming) -> str:
    """年初预算.2010301.年初预算数 → 年初预算·行政运行（2010301）·年初预算数."""
    return "·".join(_step(step, naming) for step in name.replace("·", ".").split(".") if step)


def _step(step: str, naming: Naming) -> str:
    title = naming.of("科目", step) if step.isdigit() else ""
    return f"{title}（{step}）" if title else step.replace(" + ", " ＋ ").replace(" - ", " － ")
