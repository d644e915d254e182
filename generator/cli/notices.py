"""提示: a line beside what a command prints, on a project that is not as it might be."""

from __future__ import annotations

import click

from gongkai.loading.site_settings_file import read_site_settings
from gongkai.pipeline.project import Project
from gongkai.pipeline.upkeep.copied_files import behind


def tell_of_settings(project: Project) -> None:
    """One line about all that mkdocs.yml should say of a government's site, and does not."""
    lacking = read_site_settings(project.settings).lacking
    if lacking:
        click.echo(f"注意：mkdocs.yml 的 extra 里还空着：{'、'.join(lacking)}。空着的，网站上就没有。")


def warn_if_behind(project: Project) -> None:
    """One line beside whatever a command prints, where templates and program are not of one version."""
    line = behind(project)
    if line:
        click.echo(f"注意：{line}", err=True)
