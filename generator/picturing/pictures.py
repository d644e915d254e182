"""画图: the pictures of an edition for one document; bars with printed figures, and what has to be said beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.composition.printing import Style, exact, percent, printed, style_of_table
from gongkai.model.amounts import Amount, ratio
from gongkai.model.pictures import Absent, Bar, BarGroup, Picture
from gongkai.model.spans import Figure
from gongkai.picturing.measuring import GONE, Earlier, Measured, Measuring, added, yuan

Shares = Mapping[int, str]
"""printed percentages, by the id of what they are of"""


def pictures(case: Case, earlier: tuple[Earlier, ...] = ()) -> tuple[Picture, ...]:
    """图: all that the edition has, in its order; one without any figure is left out.

    `earlier`: the years before, as far back as the edition goes.
    """
    measured = (Measuring(case, form, earlier) for form in case.document.edition.pictures.values())
    return tuple(_Drawing(one).picture() for one in measured if one.shown)


class _Drawing(Struct, frozen=True, dict=True):
    """One picture on its way."""

    measuring: Measuring

    def picture(self) -> Picture:
        measuring, form = self.measuring, self.measuring.form
        kept, rest = self._cut()
        shares = self._shares(kept)
        whole = [self._group(measuring.total, shares, total=True)] if measuring.total else []
        return Picture(
            id=form.id,
            title=form.title,
            remark=form.remark,
            year=measuring.case.document.year,
            unit=self._style.unit.value,
            of_years=bool(form.years),
            series=measuring.shown,
            groups=(*whole, *(self._group(one, shares) for one in kept)),
            rest=tuple(self._group(one, {}) for one in rest),
            nothing=tuple(one.title for one in measuring.parts if self._named_parts and one.nothing),
            absent=tuple(self._absent()),
            shares_sum=self._shares_sum(shares, kept),
            no_shares=form.shares and not shares,
            apart=self._apart,
            told_here=tuple((one.title, one.lacking) for one in kept if one.lacking),
            events=measuring.events(),
            scopes=tuple(
                f"{year}年{f'{len(units)}个' if units else '没有写明'}" for year, units in measuring.scopes().items()
            ),
        )

    @cached_property
    def _style(self) -> Style:
        """As tables print, but zero is zero: a blank would say that there is no figure."""
        style = style_of_table(self.measuring.case.document.edition.amounts, None)
        return Style(unit=style.unit, places=style.places, grouped=style.grouped, negative=style.negative)

    @property
    def _of_whole(self) -> bool:
        """Whether the bars are parts of a whole; of such, what is nothing has no bar, and the largest comes first."""
        return bool(self.measuring.form.level) or self.measuring.form.shares

    @property
    def _named_parts(self) -> bool:
        return self._of_whole and bool(self.measuring.form.items)

    @cached_property
    def _parts(self) -> tuple[Measured, ...]:
        parts, last = self.measuring.parts, self.measuring.shown[-1]
        if not self._of_whole:
            return parts
        return tuple(sorted((one for one in parts if not one.nothing), key=lambda one: -yuan(one.of(last))))

    def _cut(self) -> tuple[tuple[Measured, ...], tuple[Measured, ...]]:
        """Parts with bars of their own, and those that the last bar adds up."""
        most, form = self.measuring.form.most, self.measuring.form
        if form.years or len(self._parts) <= most:
            return self._parts, ()
        rest = self._parts[most - 1 :]
        amounts = {series: added(one.of(series) for one in rest) for series in form.figures}
        return (*self._parts[: most - 1], Measured(title="", amounts=amounts, cells={})), rest

    def _group(self, one: Measured, shares: Shares, *, total: bool = False) -> BarGroup:
        names = list(self.measuring.form.figures)
        looks = {name: len(names) - 1 - number for number, name in enumerate(names)}
        bars = tuple(self._bar(one, series, looks[series], shares) for series in self.measuring.shown)
        return BarGroup(title=one.title, bars=bars, total=total, current=one.current)

    def _bar(self, one: Measured, series: str, look: int, shares: Shares) -> Bar:
        found = one.amounts[series]
        if isinstance(found, str):
            return Bar(series=series, look=look, reason=found)
        figure = Figure(
            text=printed(found, self._style),
            value=exact(found, self._style.unit),
            unit=self._style.unit.value,
            source="·".join(filter(None, (self.measuring.form.title, one.title, series))),
            cells=one.cells.get(series, ()),
        )
        return Bar(series=series, look=look, figure=figure, share=shares.get(id(one), ""))

    def _shares(self, kept: Iterable[Measured]) -> Shares:
        """Percentages of the total; none where they would mislead."""
        form, whole = self.measuring.form, self.measuring.total
        if not form.shares or whole is None:
            return {}
        series, places = self.measuring.shown[-1], self.measuring.case.document.edition.amounts.percent_places
        total, found = whole.of(series), [(one, one.of(series)) for one in (whole, *kept)]
        if total is None or total.yuan <= 0 or any(amount is None or amount.yuan < 0 for _, amount in found):
            return {}
        ratios = ((one, ratio(amount, total)) for one, amount in found if amount is not None)
        return {id(one): percent(share, places) for one, share in ratios if share is not None}

    def _shares_sum(self, shares: Shares, kept: Iterable[Measured]) -> str:
        """What the printed shares come to; nothing where it is 100 %, or the parts are not the whole."""
        if not shares or self._apart:
            return ""
        listed = [Decimal(shares[id(one)].removesuffix("%")) for one in kept]
        total = sum(listed, Decimal(0))
        return f"{total}%" if listed and total != 100 else ""

    def _absent(self) -> Iterator[Absent]:
        measuring = self.measuring
        for series in measuring.form.figures:
            if series not in measuring.shown and measuring.reason(series) != GONE:
                yield Absent(series=series, reason=measuring.reason(series))
        if measuring.form.years and len(measuring.parts) == 1:
            yield Absent(series="往年", reason="没有更早的文件")

    @cached_property
    def _apart(self) -> str:
        """How far the total is from the sum of the parts, of each series where they do not agree."""
        whole = self.measuring.total
        told = (self._difference(whole, series) for series in self.measuring.shown) if whole else ()
        return "、".join(filter(None, told))

    def _difference(self, whole: Measured, series: str) -> str:
        total, parts = whole.of(series), added(one.of(series) for one in self.measuring.parts)
        if total is None or not isinstance(parts, Amount) or total.agrees(parts):
            return ""
        return f"{series}{printed(total - parts, self._style)}{self._style.unit.value}"
