#!/bin/sh
# 双击打开填报台（macOS、Linux）。
exec "$(dirname "$0")/scripts/start"
