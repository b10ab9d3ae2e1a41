# Everything Lianxin can be asked to do. `make help` lists it. All work is done by tools/*.py.
# Variables: PORT=8000 HOST=127.0.0.1 DATA_DIR=var DEMO=1 DATABASE_URL=postgres://… PYTHON=python3

PYTHON ?= python3
export THIS := $(MAKEFILE_LIST)
# Works from any folder and with spaces in the path: the Makefile's own folder comes first.
TOOLS = @cd -P "$$(dirname "$${THIS\# }")" && command -v "$(PYTHON)" >/dev/null \
	|| { echo "找不到 $(PYTHON)，请先安装 Python 3.11 或更新版本。 $(PYTHON) not found: install Python 3.11 or newer." >&2; exit 1; }; \
	cd -P "$$(dirname "$${THIS\# }")" && exec "$(PYTHON)" -m tools

.DEFAULT_GOAL := help
.PHONY: help setup run demo test check fmt bench migrations permissions manage assets lock clean

run: ## start Lianxin on 127.0.0.1:8000 (PORT= HOST= DATA_DIR= DEMO=1)
	$(TOOLS) run

demo: ## the same with the invented hospital committee in an empty database
	$(TOOLS) run --demo

test: ## everything that is checked: style, types, contracts, migrations, all tests (PYTEST="-k word")
	$(TOOLS) test

check: ## style, types, contracts, migrations; no tests
	$(TOOLS) check

fmt: ## put the code in order
	$(TOOLS) fmt

bench: ## measure, into build/bench.json (BENCH="…" for its arguments)
	$(TOOLS) bench

setup: ## only prepare: environment, dependencies, assets
	$(TOOLS) setup

assets: ## build the assets once
	$(TOOLS) assets

migrations: ## write the migrations the models ask for (NAME=words_of_the_change)
	$(TOOLS) migrations

permissions: ## write docs/permissions.md from the rules
	$(TOOLS) permissions

manage: ## run one command of the application: make manage DO="verify_audit"
	$(TOOLS) manage

lock: ## pin what requirements*.in gained (UPGRADE=1: everything anew)
	$(TOOLS) lock

clean: ## remove what was built (never var/, never .venv)
	$(TOOLS) clean

help: ## this list
	$(TOOLS) help
