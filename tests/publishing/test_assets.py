"""Assets under names that hold a digest of their content."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.publishing.assets import AssetError, is_hashed, name_assets

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"/>'
FILES = {
    "index.html": '<link href="assets/site.css"><script src="assets/js/app.js"></script><p>assets/site.css</p>',
    "a/b/index.html": '<link href="../../assets/site.css"><img src="../../assets/logo.svg"><a href="assets.html">',
    "404.html": '<link href="/czj/gongkai/assets/site.css"><a href="https://other.example/assets/x.css">',
    "assets/logo.svg": PICTURE,
    "assets/site.css": f'a{{mask:url("data:image/svg+xml;charset=utf-8,{PICTURE.replace(chr(34), chr(39))}")}}b{{background:url(logo.svg)}}',
    "assets/js/app.js": 'import { one } from "./words.js";',
    "assets/js/a.js": 'const two = await import("./app.js");',
    "assets/js/words.js": "export const one = 1;",
    "assets/js/bundle.a5f9d56c.min.js": "1",
}


def site_of(folder: Path, **changed: str) -> dict[str, str]:
    for name, text in (FILES | changed).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    name_assets(folder)
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def named(site: dict[str, str], start: str) -> str:
    (name,) = (name for name in site if name.startswith(f"assets/{start}."))
    return name


def test_every_asset_says_its_content_and_is_asked_for_by_that_name(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    assert all(is_hashed(name) for name in site if name.startswith("assets/"))
    style, script = named(site, "site"), named(site, "js/app")
    assert site["index.html"] == f'<link href="{style}"><script src="{script}"></script><p>assets/site.css</p>'
    assert site["a/b/index.html"].startswith(f'<link href="../../{style}"><img src="../../{named(site, "logo")}">')
    assert site["404.html"].startswith(
        f'<link href="/czj/gongkai/{style}"><a href="https://other.example/assets/x.css"'
    )
    assert site[script] == f'import {{ one }} from "./{named(site, "js/words").removeprefix("assets/js/")}";'
    assert site[named(site, "js/a")] == f'const two = await import("./{script.removeprefix("assets/js/")}");'
    assert ".a5f9d56c" not in named(site, "js/bundle.min")


def test_a_picture_in_a_style_becomes_a_file(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    icon = named(site, "icon").removeprefix("assets/")
    logo = named(site, "logo").removeprefix("assets/")
    assert site[named(site, "site")] == f'a{{mask:url("{icon}")}}b{{background:url({logo})}}'


def test_only_what_changed_and_what_names_it_gets_another_name(tmp_path: Path) -> None:
    before = site_of(tmp_path / "before")
    after = site_of(tmp_path / "after", **{"assets/js/words.js": "export const one = 2;"})
    assert {name.split(".")[0] for name in set(before) ^ set(after)} == {
        "assets/js/words",
        "assets/js/app",
        "assets/js/a",
    }


def test_an_asset_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match=r"没有这个文件：assets/lost\.css"):
        site_of(tmp_path, **{"index.html": '<link href="assets/lost.css">'})


def test_nothing_outside_the_assets_is_touched(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match=r"没有这个文件：assets/\.\./index\.html"):
        site_of(tmp_path, **{"assets/site.css": "a{background:url(../index.html)}"})
    assert (tmp_path / "index.html").is_file()


@pytest.mark.parametrize(
    ("path", "hashed"),
    [
        ("assets/site.0123456789ab.css", True),
        ("search/index/0123456789ab/000.json", False),
        ("assets/site.css", False),
        ("henan/a/2021/budget/tables/t01.csv", False),
        ("henan/assets/site.0123456789ab.css", False),
        ("index.html", False),
    ],
)
def test_which_paths_may_be_kept_for_good(path: str, *, hashed: bool) -> None:
    assert is_hashed(path) == hashed
