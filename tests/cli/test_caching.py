"""gongkai cache: keys, status and cleaning, as somebody sets them up."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.pipeline.project import Project
from tests.cli.conftest import Command


def test_a_pair_of_keys_is_made_once(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "keys" / "secret.key"
    first = command(tmp_path, "cache", "keys", str(file))
    assert first.returncode == 0, first.stderr
    secret = file.read_text(encoding="utf-8").strip()
    assert secret.startswith("gongkai-secret-")
    assert file.stat().st_mode & 0o077 == 0
    assert secret not in first.stdout
    public = first.stdout.rsplit("发布机: ", maxsplit=1)[1].strip()
    assert public.startswith("gongkai-public-")
    again = command(tmp_path, "cache", "keys", str(file))
    assert public in again.stdout
    assert file.read_text(encoding="utf-8").strip() == secret
    other = tmp_path / "other"
    other.write_text("别的东西", encoding="utf-8")
    refused = command(tmp_path, "cache", "keys", str(other))
    assert (refused.returncode, other.read_text(encoding="utf-8")) == (1, "别的东西")


def test_a_secret_is_not_put_into_a_repository(command: Command, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    done = command(tmp_path, "cache", "keys", "below/secret.key")
    assert done.returncode == 1
    assert "会被提交上去" in done.stderr
    assert not (tmp_path / "below").exists()


def test_status_and_cleaning(command: Command, built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, place = tmp_path / "secret.key", tmp_path / "place"
    public = command(tmp_path, "cache", "keys", str(file)).stdout.rsplit("发布机: ", maxsplit=1)[1].strip()
    alone = command(built.root, "cache", "status")
    assert "本机 build/：3 份成品" in alone.stdout
    assert "没有共用的存放处" in alone.stdout
    (built.root / "cache.yml").write_text(f"存放处: {place}\n公钥: {{发布机: {public}}}\n", encoding="utf-8")
    reader = command(built.root, "cache", "status")
    assert "这台机器只能取" in reader.stdout
    assert "还没有成品" in reader.stdout
    assert "只能读，没有清理" in command(built.root, "cache", "clean").stdout
    monkeypatch.setenv("GONGKAI_CACHE_KEY_FILE", str(file))
    monkeypatch.setenv("CI_COMMIT_REF_NAME", "主分支")
    assert "存进存放处 3 份成品。" in command(built.root, "build", "--no-pdf").stdout
    told = command(built.root, "cache", "status").stdout
    assert "这台机器可以存（cache.yml 里叫“发布机”）。" in told
    assert told.count("3 份成品") == 2
    assert "主分支：" in told
    cleaned = command(built.root, "cache", "clean")
    assert cleaned.stdout.count("删去 0 份没有分支用的成品") == 2, cleaned
    (built.root / "cache.yml").write_text("存放处: 5\n", encoding="utf-8")
    wrong = command(built.root, "cache", "status")
    assert (wrong.returncode, "cache.yml" in wrong.stderr) == (2, True)
