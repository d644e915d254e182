"""说明: the help reads as Chinese, whatever language the machine speaks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from gongkai.cli import chinese
from gongkai.cli.main import gongkai as group
from tests.cli.conftest import Command

ENGLISH = re.compile(r"[A-Za-z]{2,}")
WORDS = (
    r"content\S*",
    r"henan/\S*",
    r"build/\w+/",
    r"templates(?:/editions)?",
    r"docs(?:/\w+\.md)?",
    r"--[a-z-]+",
    r"site/",
    r"\d+<=x<=\d+",
    r"henan-2023-final-accounts",
    r"(?:department|document|disclosure|explanation|waivers|mkdocs|cache)\.yml",
    r"VS Code",
    r"changes\.csv",
    r"\bDebian\b",
    r"https://\S*",
    r"sites\.yml",
    r"(?:nanyang/)?catalog\.json",
    r"\bdemo\b",
    r"\.deb\b",
    r"~/\.config/\S*",
    r"tls://\S*|scp|Ctrl",
    r"\.new\b",
    r"poppler-utils",
    r"SHA256SUMS",
    r"(?:\.github/)?CODEOWNERS",
    r"@anyang/(?:budget)?",
    r"pre-commit|personal-data|roll-forward",
    r"build/draft/site/",
    r"(?:releases|current)\b/?",
    r"\b(?:gongkai|YAML|PDF|CSV|JSON|HTML|Word|Excel|XML|xlsx?|docx|txt|pdf|json|yaml|text|html|csv|markdown|junit|sarif|github|gitlab|git|zip)\b",
    r"\b(?:build|check|codes|departments|compare|serve|edition|list|merge|cache|clean|cluster|keys|scheduler|worker|here|show|diff|migrate|format|new|schema|import|workbook|waivers|fonts|init|upgrade|cd|publish|pack|rollback|verify|review|main|codeowners|draft|correct|export|disclose|withdraw|status|province)\b",
    r"\b(?:gongkai|YAML|PDF|Word|Excel|XML|xlsx?|docx|txt|pdf|json|yaml|text|junit|sarif|github|gitlab|git|html|markdown)\b",
)
NAMES = re.compile("|".join(WORDS))


def _commands(group: click.Group) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (name,)
        if isinstance(command, click.Group):
            yield from ((name, *below) for below in _commands(command))


COMMANDS = tuple(_commands(group))


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], *([*names, "--help"] for names in COMMANDS)])
def test_help_is_chinese(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """Also outside a project, where a newcomer may well be."""
    monkeypatch.setenv("LANGUAGE", "en")
    done = command(tmp_path, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("用法: gongkai")
    assert ENGLISH.findall(NAMES.sub("", done.stdout)) == []


@pytest.mark.parametrize("arguments", [["--help"], *([*names, "--help"] for names in COMMANDS)])
def test_help_fits_a_terminal(command: Command, tmp_path: Path, arguments: list[str]) -> None:
    lines = command(tmp_path, *arguments).stdout.splitlines()
    assert max(map(columns, lines)) <= 80
    options = lines[lines.index("选项:") + 1 :]
    starts = {columns(line[: match.end()]) for line in options if (match := re.match(r"  -\S.*?  +(?=\S)", line))}
    assert len(starts) == 1  # the explanations stand under each other, though Chinese characters are wide


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def test_no_arguments_show_the_help(command: Command, tmp_path: Path) -> None:
    done = command(tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("用法: gongkai")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nix"],
        ["buidl"],
        ["--nix"],
        ["check", "--format"],
        ["check", "--format", "nix"],
        ["build", "--jobs", "many"],
        ["build", "--jobs", "99"],
        ["build", "--no-pdf=yes"],
        ["build", "--outptu", "x"],
        ["build", "--output", "/etc/hostname"],
        ["serve", "--port", "99999"],
        ["--project", "/nix", "check"],
        ["--project", "/etc/hostname", "check"],
    ],
)
def test_wrong_usage_is_told_in_chinese(command: Command, tmp_path: Path, arguments: list[str]) -> None:
    done = command(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    complained = done.stderr
    for word in (*arguments, "yes"):
        complained = complained.replace(word, "")
    assert ENGLISH.findall(NAMES.sub("", complained)) == []


def test_version(command: Command, tmp_path: Path) -> None:
    done = command(tmp_path, "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("公开")


def test_our_phrases_are_click_s() -> None:
    """A phrase that click no longer says is a translation that is missing."""
    folder = Path(click.__file__).parent
    source = "".join((folder / f"{name}.py").read_text(encoding="utf-8") for name in (*chinese.MODULES, "core"))
    assert [
        phrase for phrase in chinese.PHRASES if phrase.replace("\n", "\\n") not in source and phrase != "required"
    ] == []


def test_placeholders_agree() -> None:
    for english, ours in chinese.PHRASES.items():
        assert set(re.findall(r"\{(\w+)", ours)) <= set(re.findall(r"\{(\w+)", english)), english


def test_every_command_explains_itself() -> None:
    for name, command in group.commands.items():
        assert command.help, name
        assert all(getattr(option, "help", "") or isinstance(option, click.Argument) for option in command.params), name
