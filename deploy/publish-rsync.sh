#!/bin/sh
# 用 rsync 把本机公开的一次发布送到服务器，核对以后一步换上。服务器上只要 sh、rsync 和 coreutils。
#
#   deploy/publish-rsync.sh 发布目录 user@host:/srv/www    （也可以写本机或挂载的目录：/mnt/www）
#   deploy/publish-rsync.sh --rollback user@host:/srv/www [第几次]
#
# 服务器上的样子同发布目录一样：releases/0001 …，current 指向公开的一次；网页服务器的根目录是 /srv/www/current。
# KEEP=5 是保留几次；RSYNC_RSH 照 rsync 的用法。中途断线、出错，公开的网站不动；再运行一次就是。
set -eu

fail() { echo "$1" >&2; exit 73; }

split() { # user@host:/dir → $host, $root；没有冒号就是本机
  case $1 in
    *:*) host=${1%%:*} root=${1#*:} ;;
    *) host='' root=$1 ;;
  esac
  case $root in
    /*) ;;
    *) fail "服务器上的目录要写全，以 / 开头：$root" ;;
  esac
  case $root in
    *[!A-Za-z0-9._/-]*) fail "服务器上的目录只能用字母、数字和 . _ - /：$root" ;;
  esac
}

there() { # 在服务器上运行一段 sh
  if [ -n "$host" ]; then ${RSYNC_RSH:-ssh} "$host" "cd '$root' && $1"; else (cd "$root" && sh -c "$1"); fi
}

point="ln -s releases/\$n .current.\$\$ && mv -T .current.\$\$ current"
number="ls releases | grep -E '^[0-9]+\$' | sort -n"

if [ "${1:-}" = --rollback ]; then
  [ $# -ge 2 ] || fail "用法：$0 --rollback 服务器:目录 [第几次]"
  split "$2"
  case ${3:-} in *[!0-9]*) fail "第几次要写数字" ;; esac
  if [ -n "${3:-}" ]; then n="n=\$(printf %04d '$3')"; else
    n="now=\$(basename \"\$(readlink current)\"); n=\$($number | awk -v now=\"\$now\" '\$1+0 < now+0' | tail -n 1)"
  fi
  there "set -eu; $n; [ -n \"\$n\" ] && [ -f releases/\$n/SHA256SUMS ] || { echo 没有这一次发布 >&2; exit 73; }
    $point; echo \"已回退：现在公开的是 \$n。\""
  exit
fi

[ $# -eq 2 ] || fail "用法：$0 发布目录 服务器:目录"
site=$1/current
[ -f "$site/SHA256SUMS" ] || fail "$1 里没有公开的发布；请先 gongkai publish $1"
split "$2"
if [ -n "$host" ]; then ${RSYNC_RSH:-ssh} "$host" "mkdir -p '$root/releases'"; else mkdir -p "$root/releases"; fi
before=$(there 'rm -rf releases/.incoming .current.*; readlink current || true')
rsync -a --checksum --chmod=D755,F444 ${before:+--link-dest="$root/current/"} "$site/" "${host:+$host:}$root/releases/.incoming/"
there "set -eu
  (cd releases/.incoming && sha256sum --quiet -c SHA256SUMS && if [ -f SHA256SUMS.kept ]; then sha256sum --quiet -c SHA256SUMS.kept; fi)
  sync
  n=\$(printf %04d \$((\$($number | tail -n 1 | sed 's/^0*//' | grep . || echo 0) + 1)))
  mv releases/.incoming releases/\$n
  $point
  $number | head -n -${KEEP:-5} | while read old; do
    [ \"\$old\" = \"\$n\" ] || { mv releases/\$old releases/.gone-\$old; rm -rf releases/.gone-\$old; }
  done
  echo \"已发布到 $2：\$n。\""
