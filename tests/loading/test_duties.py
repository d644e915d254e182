"""职责 in mkdocs.yml: what is written wrongly is told with its line; what is empty is told once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from gongkai.loading.site_settings_file import read_site_settings
from gongkai.model.contacts import OfficeContact
from gongkai.model.site_settings import SiteSettings

WHOLE = """
extra:
  site_domain: gongkai.yunling.gov.cn
  site_id_code: 5309000012
  publisher: 云岭县人民政府
  operator: 云岭县财政局
  contact: {phone: 0883-2120000转8001、12345, mail: czj@yunling.gov.cn}
  street: 云岭县人民路1号
  filing: {name: 云ICP备05000001号, address: "https://beian.miit.gov.cn/"}
  police_filing: {name: 云公网安备 53090000000001号, address: "https://beian.mps.gov.cn/"}
  emblem: {image: assets/images/emblem.png, address: "https://bszs.conac.cn/"}
  errata: https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=5309000012
  licence: {name: 注明来源可自由使用}
"""


def read(folder: Path, text: str) -> SiteSettings:
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return read_site_settings(folder / "mkdocs.yml")


def test_a_site_that_says_all(tmp_path: Path) -> None:
    images = tmp_path / "templates/site/overrides/assets/images"
    images.mkdir(parents=True)
    (images / "emblem.png").write_bytes(b"")
    found = read(tmp_path, WHOLE)
    assert (found.faults, found.lacking) == ((), ())
    assert found.id_code == "5309000012"
    assert found.contact == OfficeContact(phone="0883-2120000转8001、12345", mail="czj@yunling.gov.cn")


def test_a_site_that_says_nothing_lacks_all(tmp_path: Path) -> None:
    lacking = read(tmp_path, "extra:\n  contact: {phone: '', mail: ~}\n  filing: ''\n").lacking
    assert len(lacking) == 11
    assert "联系方式 contact" in lacking


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("site_id_code: 530900001", "2:17：site_id_code 应当是10位"),
        ("site_domain: https://a.gov.cn/", "2:16：site_domain 应当只写域名"),
        ("contact: {phone: 13812345678}", "2:20：phone 是手机号码"),
        ("contact: {phone: 138-1234-5678}", "2:20：phone 是手机号码"),
        ("contact: {phone: 张三 0883-2120000}", "2:20：phone 不是办公电话"),
        ("contact: {mail: 13812345678@139.com}", "2:19：mail 是用手机号"),
        ("contact: 张三 0883-2120000", "2:12：contact 应当分两行写"),
        ("filing: [云ICP备05000001号]", "2:11：filing 应当分两行写"),
        ("filing: {address: beian.miit.gov.cn}", "2:21：address 应当是网址"),
        ("errata: 'javascript:alert(1)'", "2:11：errata 应当是网址"),
        ("emblem: {image: 'https://a.cn/e.png'}", "2:19：image 应当是"),
        ("emblem: {image: assets/../../e.png}", "2:19：image 应当是"),
        ("emblem: {image: assets/images/none.png}", "2:19：image 没有这个图片"),
        ("share_image: assets/images/favicon.svg", "2:16：share_image 应当是 .png"),
        ("share_image: assets/images/none.png", "2:16：share_image 没有这个图片"),
        ("publisher: [甲, 乙]", "2:14：publisher 应当是一行文字"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_not_used(tmp_path: Path, line: str, told: str) -> None:
    found = read(tmp_path, f"extra:\n  {line}\n")
    (fault,) = found.faults
    assert fault.startswith(f"mkdocs.yml:{told}")
    assert "13812345678" not in fault
    assert len(found.lacking) == 11


def test_a_department_has_an_office_and_no_mobile() -> None:
    assert OfficeContact.model_validate({"电话": "2120000"}).phone == "2120000"
    with pytest.raises(ValidationError, match="手机号码是个人信息"):
        OfficeContact.model_validate({"电话": "+86 138 1234 5678"})


def test_a_line_of_before_is_still_read(tmp_path: Path) -> None:
    told = read(tmp_path, "extra:\n  contact: 0879-2120001\n  filing: 云ICP备05000001号\n")
    assert (told.contact.phone, told.filing.name, told.faults) == ("0879-2120001", "云ICP备05000001号", ())
