#!/bin/sh
# 给自动检查装程序。版本照 templates/.gongkai.json；安装包（wheel）放在 ci/ 里，或者用 GONGKAI_WHEEL 写明它的路径或网址。
# 不从 PyPI 猜：那里同名的包不一定是这个程序。
set -eu
cd "$(dirname "$0")/.."

version=$(python3 -I -c 'import json; print(json.load(open("templates/.gongkai.json", encoding="utf-8"))["版本"])')
wheel=${GONGKAI_WHEEL:-ci/gongkai-$version-py3-none-any.whl}
case $wheel in
  *://*) ;;
  *) [ -f "$wheel" ] || { echo "没有安装包 $wheel：请把它放进 ci/，或者设 GONGKAI_WHEEL。" >&2; exit 69; } ;;
esac

if ! ldconfig -p | grep -q libpango-1.0.so.0; then
  root=$([ "$(id -u)" = 0 ] || echo sudo)
  $root apt-get update -qq
  $root apt-get install -qq --no-install-recommends \
    git python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0
fi
extras=locked
case ${GONGKAI_CACHE:-}$(cat cache.yml 2>/dev/null) in *s3://*) extras=locked,s3 ;; esac # 成品的存放处
[ -x .venv/bin/python ] || python3 -m venv .venv
case $wheel in
  *://*) .venv/bin/pip install --quiet "gongkai[$extras] @ $wheel" ;;
  *) .venv/bin/pip install --quiet "$wheel[$extras]" ;;
esac
.venv/bin/gongkai fonts
