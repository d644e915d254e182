#!/bin/sh
# GitLab 定时任务用：名单里的合并请求一个一个审阅，结果写到“结果/编号/”。这里没有令牌。
# 用法：ci/review-open.sh 名单 结果
set -eu
list=$1 results=$2
mkdir -p "$results"
while read -r number commit how; do
  git fetch --quiet --no-tags origin "refs/merge-requests/$number/head" || continue
  set -- HEAD "$commit" --output "$results/$number"
  if [ "$how" = templates ]; then set -- "$@" --with-templates; fi
  .venv/bin/gongkai review "$@" < /dev/null || echo "合并请求 $number：退出码 $?"
done < "$list"
