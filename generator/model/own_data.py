"""随程序的资料: where the data are that come with the package, in a checkout and in a wheel alike.

`data/` holds links to what stands elsewhere in the checkout; a wheel has the same names as folders and files
(decision 0053). All may be read-only.
"""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
TEMPLATES = DATA / "templates"
MANUAL = DATA / "docs"
"""编制手册 and the pages of findings; in a checkout beside what developers read"""
GLOSSARY, CLASSIFICATIONS = DATA / "glossary", DATA / "classifications"
SETTINGS = DATA / "mkdocs.yml"
DEPLOY = DATA / "deploy"
"""how a site is served"""
EXAMPLES = DATA / "examples"
DEPLOY = DATA / "deploy"
"""how web servers are to serve the site"""


class CatalogueError(Exception):
    """检查目录 cannot be read: nothing can be told of any document."""
