"""命令: what is said where, and the exit codes."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from gongkai.pipeline.project import Project
from tests.cli.conftest import Command
from tests.small_project import EARLIER, LATER, OTHER, ROOT, bytes_of, edit, folder, gongkai

TITLE = "测试市教育局 2024年度决算"
INCONSISTENT = '  "20106": {本年支出合计: 999.00}\n'


def spoil(project: Project) -> None:
    """An error in one document."""
    edit(project.root, f"{folder(OTHER)}/explanation.yml", "原因: {收支总计: 人员增加}", "")


def warn(project: Project) -> None:
    """Something that is reported and blocks nothing."""
    (project.root / folder(OTHER) / "notes.txt").touch()


# --- build ------------------------------------------------------------------------------------------------------------


def test_build_and_build_again(command: Command, project: Project) -> None:
    first = command(project.root, "build", "--no-pdf")
    assert (first.returncode, first.stderr) == (0, "")
    noted, made = first.stdout.splitlines()
    assert noted.startswith("注意：mkdocs.yml 的 extra 里还空着：域名 site_domain、")
    assert re.fullmatch(r"已生成 site/：3 份文件，\d+ 个网页；重新排印了 3 份。", made)
    again = command(project.root, "build", "--no-pdf")
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == "没有改动：site/ 已是最新（3 份文件），没有重新排印。\n"


def test_settings_that_cannot_be_right_stop_a_build_with_their_line(command: Command, project: Project) -> None:
    settings = project.root / "mkdocs.yml"
    wrong = settings.read_text(encoding="utf-8").replace('site_id_code: "" ', "site_id_code: 123")
    settings.unlink()
    settings.write_text(wrong, encoding="utf-8")
    line = wrong[: wrong.index("site_id_code")].count("\n") + 1
    done = command(project.root, "build", "--no-pdf")
    assert (done.returncode, done.stdout) == (70, "")
    assert f"mkdocs.yml:{line}:17：site_id_code 应当是10位" in done.stderr
    assert not project.site.exists()


def test_build_says_why(command: Command, built: Project) -> None:
    edit(built.root, f"{folder(OTHER)}/document.yml", "状态:", "# 核对过\n状态:")
    said = command(built.root, "build", "--no-pdf", "--why").stdout.splitlines()
    assert said[-3:] == [f"{OTHER}：重新排印：改了document.yml", f"{EARLIER}：没有改动", f"{LATER}：没有改动"]


def test_build_names_what_it_left_out(command: Command, built: Project) -> None:
    spoil(built)
    done = command(built.root, "build", "--no-pdf")
    assert done.returncode == 1
    assert f"{folder(OTHER)}: 错误 N101 " in done.stdout
    assert done.stdout.splitlines()[-2].startswith("已生成 site/：3 份文件")
    assert done.stdout.splitlines()[-1] == f"没有换上新的：{OTHER}，网站上还是上一次公开的内容（原因见上）"


def test_build_with_nothing_fit(command: Command, built: Project) -> None:
    edit(built.root, "templates/editions/ceshi-final-accounts/wording/overall.j2", "{{ 年度 }}", "{{ 不存在 }}")
    done = command(built.root, "build", "--no-pdf")
    assert done.returncode == 1
    assert "没有一份文件可以发布，site/ 保持原样。" in done.stdout
    assert (built.site / "index.html").is_file()


def test_build_elsewhere_from_a_subfolder(command: Command, built: Project, tmp_path: Path) -> None:
    done = command(built.root, "build", "--no-pdf", "--output", str(tmp_path / "a/b"), within=folder(OTHER))
    assert done.returncode == 0
    assert f"\n已生成 {tmp_path}/a/b/：3 份文件" in done.stdout
    assert bytes_of(tmp_path / "a/b") == bytes_of(built.site)


def test_build_some(command: Command, built: Project) -> None:
    edit(built.root, f"{folder(OTHER)}/explanation.yml", "人员增加", "新增项目")
    edit(built.root, f"{folder(LATER)}/explanation.yml", "人员增加", "新增项目")
    done = command(built.root, "build", "--no-pdf", folder(LATER))
    assert "3 份文件" in done.stdout
    assert "重新排印了 1 份" in done.stdout


@pytest.mark.parametrize("place", [".", "content", "content/departments/new", "templates", "docs"])
def test_build_does_not_overwrite_what_is_no_site(command: Command, built: Project, place: str) -> None:
    (built.root / "docs").mkdir()
    (built.root / "docs" / "precious.txt").touch()
    before = bytes_of(built.root)
    done = command(built.root, "build", "--no-pdf", "--output", place)
    assert (done.returncode, done.stdout) == (73, "")
    assert "原来的网站没有改动" in done.stderr
    assert bytes_of(built.root) == before


def test_build_where_nothing_can_be_written(command: Command, built: Project, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = command(built.root, "build", "--no-pdf", "--output", str(tmp_path / "file" / "site"))
    assert done.returncode == 73
    assert "读写文件出错：路径中间有一段是文件，不是目录" in done.stderr
    assert "原来的网站没有改动" in done.stderr


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare")
@pytest.mark.parametrize(("options", "reason"), [("ro", "磁盘是只读的"), ("size=300k", "磁盘满了")])
def test_build_on_a_disk_that_takes_nothing(built: Project, tmp_path: Path, options: str, reason: str) -> None:
    """A small file system of its own, mounted in a name space of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    script = (
        f"mount -t tmpfs -o {options} none {place} || exit 99; cd {built.root};"
        f"{sys.executable} -m gongkai build --no-pdf --output {place}/site; code=$?; ls -A {place} >&2; exit $code"
    )
    done = subprocess.run(
        ["unshare", "-rm", "bash", "-c", script],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode in (1, 99):
        pytest.skip("may not mount here")
    assert done.returncode in (70, 73)  # 70 where the search index is what no longer fits
    assert reason in done.stderr or done.returncode == 70
    assert done.stderr.endswith("原来的网站没有改动。\n")  # and nothing lies about


def test_two_builds_at_once(command: Command, built: Project) -> None:
    with (built.build / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = command(built.root, "build", "--no-pdf")
    assert (done.returncode, done.stdout) == (75, "")
    assert done.stderr == "另一次生成正在进行，请等它结束后再试。\n"
    assert command(built.root, "build", "--no-pdf").returncode == 0


def test_a_broken_site_template(command: Command, built: Project) -> None:
    warn(built)
    edit(built.root, "templates/site/overrides/main.html", "{% extends", "{% nothing %}{% extends")
    done = command(built.root, "build", "--no-pdf")
    assert done.returncode == 70
    assert done.stderr.startswith("MkDocs：")
    assert done.stderr.endswith("原来的网站没有改动。\n")
    assert " L505 " in done.stdout  # what was found in the content is told all the same


# --- check ------------------------------------------------------------------------------------------------------------


def test_check_clean(command: Command, project: Project) -> None:
    done = command(project.root, "check")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "检查了 3 份文件，没有发现问题。\n",
        "",
    )
    assert not project.site.exists()


def test_check_warning(command: Command, project: Project) -> None:
    warn(project)
    done = command(project.root, "check")
    assert done.returncode == 0
    assert f"{folder(OTHER)}/notes.txt: 提醒 L505 " in done.stdout


def test_check_error(command: Command, project: Project) -> None:
    spoil(project)
    done = command(project.root, "check")
    assert done.returncode == 1
    assert f"{folder(OTHER)}: 错误 N101 " in done.stdout
    assert f"{TITLE}：1个错误；不能发布\n" in done.stdout
    assert "检查了 3 份文件，发现 1 个问题：1个错误。\n不能发布的有 1 份：\n" in done.stdout
    assert done.stdout.endswith("运行：gongkai check --explain N101\n")


@pytest.mark.parametrize(("status", "code"), [("编制", 1), ("存档", 0)])
def test_check_inconsistency(command: Command, project: Project, status: str, code: int) -> None:
    """It blocks what is written here, and stands as a note in what was published elsewhere."""
    with (project.root / folder(OTHER) / "figures.yml").open("a", encoding="utf-8") as figures:
        figures.write(INCONSISTENT)
    edit(project.root, f"{folder(OTHER)}/document.yml", "编制", status)
    done = command(project.root, "check")
    assert done.returncode == code
    assert " 不一致 F201 " in done.stdout
    assert " F101 支出决算表" in done.stdout


def test_check_of_what_is_out_of_place(command: Command, project: Project) -> None:
    """Something that would never be published blocks, though it is no document."""
    shutil.copytree(project.root / folder(LATER), project.root / folder(LATER).replace("final-accounts", "accounts"))
    done = command(project.root, "check")
    assert done.returncode == 1
    assert " 错误 L507 " in done.stdout


@pytest.mark.parametrize(
    ("paths", "within", "documents"),
    [
        (["content/departments/ceshi/finance-bureau"], ".", 2),
        (["finance-bureau"], "content/departments/ceshi", 2),
        ([folder(LATER)], ".", 1),
        ([f"{folder(LATER)}/figures.yml"], ".", 1),
        ([f"{folder(LATER)}/performance/01-hall.yml"], ".", 1),
        (["figures.yml"], folder(LATER), 1),
        (["performance"], folder(LATER), 1),
        (["."], folder(LATER), 1),
        ([".."], folder(LATER), 1),
        (["../.."], folder(LATER), 2),
        ([folder(LATER), folder(OTHER), folder(LATER)], ".", 2),
        (["."], ".", 3),
        (["content"], ".", 3),
        ([], folder(LATER), 3),
        (["content/departments/ceshi/finance-bureau/2024"], ".", 1),
    ],
)
def test_check_some(command: Command, project: Project, paths: list[str], within: str, documents: int) -> None:
    done = command(project.root, "check", *paths, within=within)
    assert (done.returncode, done.stdout) == (0, f"检查了 {documents} 份文件，没有发现问题。\n")


def test_check_some_leaves_others_alone(command: Command, project: Project) -> None:
    spoil(project)
    warn(project)
    assert command(project.root, "check", folder(LATER)).stdout.startswith("检查了 1 份文件，没有发现问题")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "content/departments/nix"], "没有“content/departments/nix”。"),
        (["check", "templates"], "“templates”不在 content/departments 里。"),
        (["check", "/etc"], "“/etc”不在 content/departments 里。"),
        (["check", "content/glossary"], "“content/glossary”不在 content/departments 里。"),
        (["--project", "content", "check"], "“content”不是公开项目"),
        (["--project", "nix", "check"], "不存在"),
        (["check", "--format", "pdf"], "不在可选的值里"),
        (["build", "--jobs", "0"], "不在范围"),
        (["build", "--output", "mkdocs.yml"], "是文件，不是目录"),
        (["chekc"], "没有命令 chekc。"),
        (["check", "--all"], "没有选项 --all。"),
    ],
)
def test_wrong_usage(command: Command, project: Project, arguments: list[str], message: str) -> None:
    done = command(project.root, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_link_in_the_path_is_seen_through(command: Command, project: Project, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(project.root)
    done = command(project.root, "check", str(tmp_path / "link" / folder(LATER)))
    assert done.stdout.startswith("检查了 1 份文件")


@pytest.mark.parametrize("name", ["build", "check", "serve"])
def test_outside_a_project(command: Command, tmp_path: Path, name: str) -> None:
    done = command(tmp_path, name)
    assert (done.returncode, done.stdout) == (2, "")
    assert "这里不是公开项目：找不到 content、templates 和 mkdocs.yml。请先进入项目目录。" in done.stderr


def test_the_project_by_its_folder(command: Command, project: Project, tmp_path: Path) -> None:
    done = command(tmp_path, "--project", str(project.root), "check")
    assert (done.returncode, done.stderr) == (0, "")


# --- forms of the answer ------------------------------------------------------------------------------------------------


def test_formats_say_the_same(command: Command, project: Project) -> None:
    spoil(project)
    warn(project)
    said = {form: command(project.root, "check", "--format", form) for form in FORMS}
    assert {done.returncode for done in said.values()} == {1}
    assert {done.stderr for done in said.values()} == {""}
    for done in said.values():
        assert "N101" in done.stdout
        assert "L505" in done.stdout
    assert {finding["code"] for finding in json.loads(said["json"].stdout)["findings"]} == {"N101", "L505"}
    assert len(json.loads(said["gitlab"].stdout)) == 2
    assert len(json.loads(said["sarif"].stdout)["runs"][0]["results"]) == 2
    assert ET.fromstring(said["junit"].stdout).get("failures") == "1"  # noqa: S314 - our own words
    assert said["github"].stdout.count("::error ") == 1


FORMS = ("github", "gitlab", "json", "junit", "sarif", "text")


def test_json_of_nothing(command: Command, project: Project) -> None:
    said = json.loads(command(project.root, "check", "--format", "json").stdout)
    assert (said["sound"], said["findings"], len(said["documents"])) == (True, [], 3)


def test_json_names_documents_and_holds_the_ledger(command: Command, project: Project) -> None:
    spoil(project)
    for arguments in (["check", "--format", "json"], ["check", "--format", "json", "--ledger"]):
        said = json.loads(command(project.root, *arguments).stdout)
        bad = next(one for one in said["documents"] if one["id"] == OTHER)
        assert (bad["title"], bad["blocked"], bad["counts"]["error"]) == (TITLE, True, 1)
        assert {line["code"] for line in said["ledgers"][OTHER]} > {"F101", "E104"}


def test_ledger_stands_before_the_summary(command: Command, project: Project) -> None:
    spoil(project)
    said = command(project.root, "check", "--ledger").stdout
    assert said.index("错误 N101") < said.index(f"检查记录：{TITLE}") < said.index("检查了 3 份文件")
    assert re.search(r"^  未发现问题  [A-Z]\d{3} .*处没有问题）$", said, re.MULTILINE)


def test_ledger_has_no_place_in_other_forms(command: Command, project: Project) -> None:
    done = command(project.root, "check", "--ledger", "--format", "gitlab")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--ledger 只能和 --format text、--format json 一起用。" in done.stderr


@pytest.mark.parametrize(("only", "listed"), [("n101", "N101"), ("N", "N101"), ("N1", "N101"), ("L", "L505")])
def test_only_some_codes(command: Command, project: Project, only: str, listed: str) -> None:
    """The exit code is that of the whole check."""
    spoil(project)
    warn(project)
    done = command(project.root, "check", "--only", only)
    assert done.returncode == 1
    assert f" {listed} " in done.stdout
    assert "发现 1 个问题" in done.stdout
    assert "另有 1 个问题没有列出。" in done.stdout


@pytest.mark.parametrize("code", ["Q", "N109", "错误", ""])
def test_only_an_unknown_code(command: Command, project: Project, code: str) -> None:
    done = command(project.root, "check", "--only", code)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"没有“{code}”这个代码" in done.stderr


def test_explain(command: Command, tmp_path: Path) -> None:
    done = command(tmp_path, "check", "--explain", "n101")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("N101 情况说明要用的内容没有填\n\n【含义】\n")
    assert "`" not in done.stdout
    assert "  N101  情况说明要用的内容没有填\n" in command(tmp_path, "check", "--explain", "N999").stdout


def test_summary_of_a_github_step(
    command: Command, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(project)
    summary = tmp_path / "summary.md"
    summary.write_text("之前的内容\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    command(project.root, "check", "--format", "text")
    assert summary.read_text(encoding="utf-8") == "之前的内容\n"
    done = command(project.root, "check", "--format", "github")
    assert done.returncode == 1
    written = summary.read_text(encoding="utf-8")
    assert written.startswith("之前的内容\n\n## 检查结果\n")
    assert "<b>N101</b>" in written


def test_summary_leaves_a_full_step_alone(
    command: Command, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GitHub shows nothing of a summary that is too large, not even what stood there before."""
    spoil(project)
    summary = tmp_path / "summary.md"
    summary.write_bytes(b"x" * (1024 * 1024 - 100))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    command(project.root, "check", "--format", "github")
    assert summary.stat().st_size == 1024 * 1024 - 100


# --- terminals and pipes ------------------------------------------------------------------------------------------------


def on_terminal(root: Path, *arguments: str) -> str:
    """What a command writes to a terminal."""
    mine, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-m", "gongkai", *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"},
        stdin=its,
        stdout=its,
        stderr=its,
    ) as process:
        os.close(its)
        said = b""
        while True:
            try:
                more = os.read(mine, 65536)
            except OSError:  # the other end is closed
                break
            if not more:
                break
            said += more
        assert process.wait() == 0
    os.close(mine)
    return said.decode()


def test_progress_is_shown_on_a_terminal_only(command: Command, project: Project) -> None:
    said = on_terminal(project.root, "build", "--no-pdf")
    for step in ("排印文件", "生成网站外壳", "写网页"):
        assert step in said
    assert re.search(r"[0-3]/3 ", said)
    assert said.rstrip().endswith("重新排印了 3 份。")
    assert "检查文件" in on_terminal(project.root, "check")
    for arguments in (["build", "--no-pdf"], ["check"]):
        assert command(project.root, *arguments).stderr == ""


def test_colours_are_for_terminals(command: Command, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    warn(project)
    plain = command(project.root, "check").stdout
    assert "\x1b" not in plain
    coloured = on_terminal(project.root, "check").replace("\r\n", "\n")
    assert "\x1b[36m提醒\x1b[0m" in coloured
    assert re.sub(r"\x1b\[\d*m", "", coloured).endswith(plain)  # after the progress, the same words
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[36m" not in on_terminal(project.root, "check")


def test_a_reader_that_has_seen_enough(project: Project) -> None:
    for number in range(60):
        (project.root / folder(OTHER) / f"notes-{number}.txt").touch()
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m gongkai check --format json | head -1"],
        cwd=project.root,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("{\n", "")


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}]
)
def test_terminals_without_chinese(project: Project, environment: dict[str, str]) -> None:
    (project.root / os.fsdecode(b"content/departments/ceshi/\xff\xfe")).mkdir()
    done = gongkai(project.root, "check", environment=environment)
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
    assert "L503" in done.stdout


# --- edition ----------------------------------------------------------------------------------------------------------


def test_edition_shows_and_compares(command: Command, project: Project) -> None:
    listed = command(project.root, "edition", "list")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "ceshi-final-accounts" in listed.stdout
    shown = command(project.root, "edition", "show", "templates/editions/ceshi-final-accounts", "年度")
    assert shown.stdout == "2024  # ceshi-final-accounts/edition.yml:3\n"
    compared = command(project.root, "edition", "diff", "ceshi-final-accounts", "ceshi-final-accounts")
    assert compared.stdout.endswith("没有差别。\n")


def test_edition_migrate_lists_and_writes(command: Command, project: Project) -> None:
    tables = "templates/editions/ceshi-final-accounts/tables.yml"
    heir = "继承: ceshi-final-accounts\n年度: 2025\n表: {支出决算表: {列: {项目支出: {题: 专项支出}, 本年支出合计: {公式: 基本支出 + 专项支出}}}}\n"
    new = project.root / "templates/editions/ceshi-2025-final-accounts"
    new.mkdir()
    (new / "edition.yml").write_text(heir, encoding="utf-8")
    asked = ("edition", "migrate", "--from", "ceshi-final-accounts", "--to", new.name, folder(OTHER))
    figures = project.root / folder(OTHER) / "figures.yml"
    before = figures.read_text(encoding="utf-8")
    listed = command(project.root, *asked)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert f"{folder(OTHER)}/figures.yml:6:15  项目支出 → 专项支出" in listed.stdout
    assert "1份文件；1份能改（2处），加 --write 写进文件。" in listed.stdout
    assert figures.read_text(encoding="utf-8") == before
    assert "改了1份（2处）" in command(project.root, *asked, "--write").stdout
    assert figures.read_text(encoding="utf-8") == before.replace("项目支出", "专项支出")
    edit(project.root, tables, "表:", "表：")
    broken = command(project.root, "edition", "migrate", "--from", str(project.root))
    assert broken.returncode == 1
    assert "没有动：它的版式没有读成功" in broken.stdout


def test_edition_tells_the_faults_of_what_it_shows(command: Command, project: Project) -> None:
    edit(project.root, "templates/editions/ceshi-final-accounts/wording/overall.j2", "{{ 年度 }}", "{{ 不存在 }}")
    done = command(project.root, "edition", "show", "ceshi-final-accounts", "年度")
    assert done.returncode == 1
    assert done.stdout.startswith("2024  #")
    assert "错误 L622" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "ceshi"], "没有“ceshi”这个版式；有：ceshi-"),
        (["show", "ceshi-final-accounts", "表.没有"], "“表”里没有“没有”；有："),
        (["diff", "ceshi-final-accounts"], "新版式"),
    ],
)
def test_edition_that_is_not_there(command: Command, project: Project, arguments: list[str], said: str) -> None:
    done = command(project.root, "edition", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
