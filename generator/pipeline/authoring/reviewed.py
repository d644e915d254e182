"""收回审阅过的 Word: a .docx → what was typed anew in it, into the files of its document; all else is told."""

from __future__ import annotations

from msgspec.structs import replace

from gongkai.importing.reviewed.differences import Differences
from gongkai.importing.reviewed.recovery import occurrences
from gongkai.importing.reviewed.stretches import Marks, labels_of
from gongkai.importing.reviewed.taking import Taking
from gongkai.importing.reviewed.writing import value_at, written_back
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place
from gongkai.model.reviewed import Reviewed
from gongkai.model.slots import Slot
from gongkai.model.word_files import WordFile
from gongkai.pipeline.authoring.importing import UnreadDocumentError
from gongkai.pipeline.authoring.words import Reviewable, own_files, reviewable
from gongkai.pipeline.exchanging import exchange
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace
from gongkai.rendering.word.document import render_word
from gongkai.rendering.word.package import DOCUMENT_NAME, EDITION_NAME
from gongkai.word_files import read, read_kept
from gongkai.writing import BrokenFileError, PathError

CHANGED_SINCE = "做了这份 Word 以后，文件的内容或者程序改过；列出的改动是同做的时候比的"
BASE_LOST = (
    "Word 里随文留的底稿丢了（有的软件存盘时不留），列出的改动是同文件现在的样子比的："
    "做了 Word 以后文件里改过的，也会列在里面"
)


def import_reviewed(workspace: Workspace, data: bytes, name: str, id: str = "", *, write: bool) -> Reviewed:
    """Read one file into its document. `id`: of the document that it must be for; "": it says so itself.

    Raises UnreadDocumentError where the document's own files have errors that come first, OSError where they cannot
    be written.
    """
    word = read(data, name)
    if isinstance(word, Finding):
        return Reviewed(file=name, findings=(word,))
    own = _whose(workspace, word, id)
    if isinstance(own, Finding):
        return Reviewed(file=word.name, findings=(own,))
    made = reviewable(workspace, own)
    if isinstance(made, tuple):
        raise UnreadDocumentError(made)
    before = word.properties.get(EDITION_NAME, "")
    if before and before != made.publication.edition:
        wrong = found("I603", Place(path=word.name), "版式", 前=before, 今=made.publication.edition)
        return Reviewed(file=word.name, findings=(wrong,))
    return _Import(workspace, made, word).reviewed(write=write)


def _whose(workspace: Workspace, word: WordFile, id: str) -> str | Finding:
    """Which document a file is for."""
    own = word.properties.get(DOCUMENT_NAME, "")
    place = Place(path=word.name)
    if own and id and own != id:
        return found("I603", place, "另一份", 名=own, 要=id)
    if own and own not in workspace.folders:
        return found("I603", place, "没有", 名=own)
    if not own and not any(one.marks for one in word.paragraphs()) and not word.kept:
        return found("I601", place, "别处的")
    if not (own or id):
        return found("I603", place, "不知道")
    return own or id


class _Import:
    def __init__(self, workspace: Workspace, made: Reviewable, word: WordFile) -> None:
        self.workspace = workspace
        self.made = made
        self.word = word
        self.id = made.document.id
        self.shown = f"{DEPARTMENTS}/{self.id}"

    def reviewed(self, *, write: bool) -> Reviewed:
        base, remarks = self._base()
        marks = Marks(self.id, labels_of(base.blocks))
        differences = Differences(marks)
        differences.compare(base, self.word)
        taking = Taking(slots=self.made.slots.found, place=self._place, taken=[], left=[])
        was = [one for paragraph in base.paragraphs() for one in occurrences(marks.pieced(paragraph))]
        taking.take(was, differences.seen)
        taken = tuple(sorted(taking.taken, key=lambda one: one.place))
        before = own_files(self.workspace, self.id, iter({one.slot.file for one in taken}))
        try:
            files = written_back(before, taken, self.made.document.edition, self.shown)
        except (BrokenFileError, PathError) as error:
            raise UnreadDocumentError(tuple(getattr(error, "findings", ()))) from error
        if write and files:
            folder = self.workspace.folders[self.id].path
            if changed := exchange({folder / name: (before.get(name, b""), data) for name, data in files.items()}):
                raise OSError("；".join(changed))
        return Reviewed(
            file=self.word.name,
            document=self.id,
            name=str(self.made.document.identity),
            taken=taken,
            left=tuple(taking.left),
            others=tuple(differences.changes),
            comments=self.word.comments,
            remarks=remarks,
            files=files,
            written=write and bool(files),
        )

    def _base(self) -> tuple[WordFile, tuple[str, ...]]:
        """The file as it was when it was made, and what has to be said of that."""
        made = read(render_word(self.made.publication, self.made.slots, self.workspace.project.templates), "")
        if isinstance(made, Finding):  # a document too large to be read back is too large to be sent
            raise UnreadDocumentError((made,))
        kept = read_kept(self.word.kept, self.word.name) if self.word.kept else None
        if kept is None:
            return made, (BASE_LOST,)
        if self.word.kept == made.kept:
            return made, ()
        notes = {"尾注": kept.beside.get("尾注", ())}
        return replace(made, blocks=kept.blocks, beside={**made.beside, **notes}), (CHANGED_SINCE,)

    def _place(self, slot: Slot) -> Place:
        node = value_at(self.made.nodes.get(slot.file), slot.path)
        return node.place if node is not None else Place(path=f"{self.shown}/{slot.file}")
