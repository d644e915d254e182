"""工作台: what a running panel knows: its project, its helpers, what was found in each document, what was uploaded."""

from __future__ import annotations

import math
import os
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from msgspec import Struct, field

from gongkai.model.checked import CheckResult
from gongkai.panel.drawing import Drawer
from gongkai.panel.guard import Guard
from gongkai.panel.helpers import Helper
from gongkai.panel.requests import RefusedError
from gongkai.panel.windows import Windows
from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.authoring.filling import Blank, blanks
from gongkai.pipeline.project import Project
from gongkai.pipeline.repository.own_files import NotOwnError, OwnFiles
from gongkai.publishing.files import digest_of

MOST_KEPT = 50
"""documents whose findings are kept"""


class Known(Struct, frozen=True, kw_only=True):
    """查过的: what was found in a document, and as of which files."""

    version: str
    checked: CheckResult
    blanks: Mapping[str, Blank]
    """what can be filled in beside the finding that asks for it"""


class Desk(Struct, kw_only=True):
    """工作台. Requests are answered in threads."""

    project: Project
    only: tuple[str, ...]
    """the documents that this panel is for; none stands for all"""
    site: str
    """address of the preview"""
    guard: Guard
    drawer: Drawer
    quick: Helper
    """for checks and imports"""
    slow: Helper
    """for PDFs and what asks the network"""
    windows: Windows = field(default_factory=Windows)
    uploads: OrderedDict[str, tuple[tuple[str, bytes], ...]] = field(default_factory=OrderedDict)
    """files that were read and not taken over yet, by a name of ours"""
    fetched: float = -math.inf
    """when the remote repository was asked last"""
    known: OrderedDict[str, Known] = field(default_factory=OrderedDict)
    checking: Lock = field(default_factory=Lock)

    def own(self, id: str) -> OwnFiles:
        """A document's files, if there is such a document."""
        try:
            own = OwnFiles(project=self.project, id=id)
        except NotOwnError as error:
            raise RefusedError("没有这份文件") from error
        if not (self.project.root / own.folder).is_dir() or _through_link(self.project.root, own.folder):
            raise RefusedError("没有这份文件")
        return own

    def version(self, own: OwnFiles) -> str:
        """Another one whenever a file of the document or the site has changed."""
        places = [*own.there(), *own.strangers()]
        return digest_of([*(_stamp(self.project.root / one) for one in places), _stamp(self.project.build / "preview")])

    def found(self, own: OwnFiles) -> Known:
        """What a check finds in a document as it is now; checked once for all that ask. Raises HelperError."""
        with self.checking:
            version = self.version(own)
            known = self.known.get(own.id)
            if known is None or known.version != version:
                checked, blank = self.quick.ask(check_one, self.project, own.id)
                known = Known(version=version, checked=checked, blanks=blank)
                self.known[own.id] = known
                while len(self.known) > MOST_KEPT:
                    self.known.popitem(last=False)
            return known

    def title(self, own: OwnFiles) -> str:
        """What to call a document, as far as is known already."""
        known = self.known.get(own.id)
        return known.checked.title(own.id) if known else own.id


def check_one(project: Project, id: str) -> tuple[CheckResult, dict[str, Blank]]:
    """Runs in a helper."""
    checked = check(project, (id,), lambda *_: None, 1)
    identity = checked.identity(id)
    return checked, blanks(project, identity.edition, checked.findings) if identity else {}


def _stamp(path: Path) -> str:
    try:
        status = path.stat(follow_symlinks=False)
    except OSError:
        return f"{path} -"
    return f"{path} {status.st_ino} {status.st_mtime_ns} {status.st_size if not path.is_dir() else ''}"


def _through_link(root: Path, below: str) -> bool:
    return os.path.realpath(root / below) != os.path.join(os.path.realpath(root), below)  # noqa: PTH118 - as it is spelt
