"""检查对象: what every rule looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.figures.derivation import Accounts
from gongkai.figures.neighbours import Neighbour
from gongkai.model.amounts import Amount
from gongkai.model.classification import Classification, CodeList
from gongkai.model.code_changes import CodeChanges
from gongkai.model.corpus import Corpus
from gongkai.model.dealings import Others
from gongkai.model.documents import Document
from gongkai.model.entries import Entry, OriginalWording
from gongkai.model.findings import Finding
from gongkai.model.fund_codes import FundCodes
from gongkai.model.glossary import Term
from gongkai.model.places import Place
from gongkai.model.publication import Publication

PLACES = 2
"""decimals of an amount as people type it, in 元 and in 万元"""
Locate = Callable[[tuple[str, ...], str], Place]


class Case(Struct, frozen=True, kw_only=True, eq=False):
    """一份文件及其推算结果; rules read it and change nothing. A case equals only itself."""

    document: Document
    accounts: Accounts
    publication: Publication | None = None
    """the composed text, for rules about words; None if it could not be composed"""
    neighbours: Mapping[str, Neighbour] = field(default_factory=dict)
    """上年决算, 上年预算, 同年预算, as far as they exist"""
    units: Mapping[str, Accounts] = field(default_factory=dict)
    """the same year's document of each unit that publishes its own, by the unit's name"""
    unit_documents: Mapping[str, Document] = field(default_factory=dict)
    """the same, as they were read"""
    lists: Mapping[str, CodeList] = field(default_factory=dict)
    """the lists of codes in force, by folder"""
    pairs: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(部门经济, 政府经济) → 性质 of the units that use the pair, "" for any; empty if the year has no list"""
    terms: Mapping[str, Term] = field(default_factory=dict)
    """content/glossary, by term"""
    changes: CodeChanges = field(default_factory=CodeChanges)
    """codes that changed, of all years"""
    funds: FundCodes = field(default_factory=FundCodes)
    """which budget a functional code belongs to"""
    corpus: Corpus = field(default_factory=Corpus)
    """what the document learns of the texts of other departments"""
    others: Others = field(default_factory=Others)
    """what it knows of documents that speak of the same money"""
    before: Document | None = None
    """the department's document of this kind of the year before, if it is in the library"""
    before_unread: bool = False
    """whether it is there and could not be read"""
    of_edition: tuple[Finding, ...] = ()
    """what the self-check of the edition found"""
    locate: Locate | None = None
    """where a value of the edition stands, for what is wrong in its forms"""

    @property
    def originals(self) -> dict[str, OriginalWording]:
        """原文 by the places that they are recorded for."""
        return {original.where: original for original in self.document.originals}

    def with_figures(self, entries: tuple[Entry, ...]) -> Case:
        """The same document with other figures typed."""
        document = replace(self.document, entries=entries)
        return replace(self, document=document, accounts=self.accounts.again(entries))

    @property
    def figures_file(self) -> Place:
        return Place(path=f"{self.document.place.path}/figures.yml")

    def in_edition(self, path: tuple[str, ...], text: str = "") -> Place:
        """Where a form of the edition says something."""
        if self.locate is not None:
            return self.locate(path, text)
        return Place(path=f"templates/editions/{self.document.edition.id}/tables.yml")

    def list_of(self, classification: Classification) -> CodeList:
        """The list of codes in force; an empty one if there is none."""
        return self.lists.get(classification.folder) or CodeList(year=self.document.year)

    def shown(self, amount: Amount) -> str:
        """金额 for a message: in the document's own unit, with the decimals that are typed in it."""
        return amount.told(self.document.head.unit, PLACES)

    def reach(self, amount: Amount) -> str:
        """How far rounding can take an amount, with as many decimals as that needs: 0.015万元."""
        unit = self.document.head.unit
        return f"{(amount.margin / unit.yuan).normalize():,f}{unit.value}"

    def apart(self, difference: Amount) -> str:
        """相差…, without its sign: which side is larger shows in the figures themselves."""
        return f"相差{self.shown(abs(difference))}"
