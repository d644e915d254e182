"""成品的存放处 (cache.yml): where machines share finished documents, and whose they believe."""

from __future__ import annotations

import re

from pydantic import Field, field_validator

from gongkai.model.columns import FormModel

CACHE_FILE = "cache.yml"
_PUBLIC = re.compile(r"gongkai-public-[A-Za-z0-9_-]{43}")


class CacheSettings(FormModel):
    """cache.yml, in the project's own folder."""

    place: str = Field(
        alias="存放处", min_length=1, description="几台机器共用的文件夹、s3://桶/文件夹，或者只读的 https://网址"
    )
    endpoint: str = Field(default="", alias="接口", description="s3:// 的服务器，如 http://10.1.2.3:9000；AWS 不写")
    bucket_in_host: bool = Field(
        default=False, alias="桶名在域名里", description="阿里云、华为云、腾讯云写 true，MinIO 不写"
    )
    public_keys: dict[str, str] = Field(
        alias="公钥", min_length=1, description="信得过的机器：名称: 公钥，由 gongkai cache keys 印出"
    )
    days: int = Field(default=30, alias="保留天数", ge=1, le=3650, description="多少天没有用过的删去；默认 30")
    gigabytes: int = Field(default=20, alias="最多GB", ge=1, le=100_000, description="最多存多少 GB；默认 20")

    @field_validator("place")
    @classmethod
    def _one_of_three(cls, text: str) -> str:
        kind = text.partition("://")[0] if "://" in text else ""
        if kind not in ("", "s3", "https", "http"):
            raise ValueError(f"“{kind}://”不认得；写文件夹、s3://桶/文件夹或者 https://网址")
        if "@" in text.partition("://")[2].partition("/")[0]:
            raise ValueError("网址里不能有用户名、密码：这个文件人人看得到；用环境变量 AWS_ACCESS_KEY_ID 等")
        return text

    @field_validator("endpoint")
    @classmethod
    def _is_web(cls, text: str) -> str:
        if text and not text.startswith(("https://", "http://")):
            raise ValueError(f"“{text}”应当是网址，如 http://10.1.2.3:9000")
        return text

    @field_validator("public_keys")
    @classmethod
    def _are_public(cls, keys: dict[str, str]) -> dict[str, str]:
        for name, text in keys.items():
            if text.startswith("gongkai-secret-"):
                raise ValueError(f"“{name}”写的是私钥，已经泄露：用 gongkai cache keys 重新做一对，这里只写公钥")
            if not _PUBLIC.fullmatch(text):
                raise ValueError(f"“{name}”写的不是公钥；照抄 gongkai cache keys 印出的一行，以 gongkai-public- 开头")
        return keys
