@echo off
rem 双击打开填报台（Windows，要先装 WSL 和 gongkai，见 README.md）。
chcp 65001 >nul
where wsl.exe >nul 2>nul
if errorlevel 1 (
  echo 这台电脑还没有装 WSL。请管理员运行 wsl --install -d Debian，重启以后再双击。
  pause
  exit /b 1
)
wsl.exe --cd "%~dp0." -e sh ./开始.command
if errorlevel 1 pause
