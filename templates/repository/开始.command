#!/bin/sh
# 双击打开填报台（macOS、Linux；Windows 双击 开始.bat）。
cd "$(dirname "$0")" || exit
if grep -qi microsoft /proc/version 2>/dev/null; then # WSL：浏览器是 Windows 的
  export BROWSER="${BROWSER:-/mnt/c/Windows/System32/cmd.exe /c start %s}"
fi
program=.venv/bin/gongkai
[ -x "$program" ] || program=gongkai
command -v "$program" >/dev/null || {
  echo "还没有装 gongkai，请照 README.md 装好。按回车键关闭。"
  read -r _
  exit 69
}
"$program" serve --port 0 --open && exit
code=$?
echo "没有打开，原因见上面。按回车键关闭。"
read -r _
exit "$code"
