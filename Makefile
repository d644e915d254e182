# 常用命令：make site（生成网站和 PDF）、make serve（边改边看）、make check（检查数据）。
# Each first sets up what is missing (scripts/setup); nothing has to be installed by hand.

BIN := .venv/bin

# Tests start the program hundreds of times: where Python may not keep what it compiled, it compiles 600 modules each time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help site serve check test lint bench bench-checks conformance format wheel clean

help: ## 列出这些命令
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

site: ## content/ → site/：网页、PDF、数据文件、搜索
	@scripts/setup
	$(BIN)/gongkai build

serve: ## 在浏览器里填报、检查、提交，边改边看
	@scripts/setup
	$(BIN)/gongkai serve

check: ## 检查 content/ 里的数据
	@scripts/setup
	$(BIN)/gongkai check

# One process more than there are processors: tests wait for browsers, servers and children.
test: ## 运行全部测试
	@scripts/setup development
	$(BIN)/pytest --numprocesses $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --dist loadfile --no-loadscope-reorder --durations 30

lint: ## 检查代码：格式、规则、类型、层次，以及个人信息，content 的写法
	@scripts/setup development
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/gongkai personal-data
	$(BIN)/gongkai format --check

bench: ## 测速：每页 PDF、每个网页，50 和 200 份文件的生成、检查、改一个数
	@scripts/setup development
	$(BIN)/python -m bench.run

bench-checks: ## 检查得准不准：已知的问题找到多少，植入的错误找到多少，有没有误报（完整的：python -m bench.planted --full，python -m bench.keystrokes）
	@scripts/setup development
	$(BIN)/python -m bench.known_discrepancies
	$(BIN)/python -m bench.three_ways
	$(BIN)/python -m bench.planted --quick
	$(BIN)/python -m bench.keystrokes --part 25
	$(BIN)/python -m bench.personal_data

conformance: ## 全部 PDF 是不是合乎 PDF/A-3a 和 PDF/UA-1，读屏听到的表头对不对（veraPDF，要 Java，几分钟）
	@scripts/setup development
	$(BIN)/python -m bench.conformance

format: ## 按统一格式改写代码
	@scripts/setup development
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

wheel: ## 做安装包（已提交的）：build/dist/
	@scripts/setup
	scripts/wheel

clean: ## 删除生成的文件（不动 .venv）
	rm -rf build site .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
