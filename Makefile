# `make` prints what there is. PYTHON=python3.12 chooses another Python; WORKERS=0 runs the tests one after another.
PYTHON ?= python3
WORKERS ?= 3
ARGS ?=
N ?= 500
MUTANTS ?= 100000

PY := .venv/bin/python
# A start that compiles everything anew takes three times as long.
unexport PYTHONDONTWRITEBYTECODE
# Compiling every module at once takes five times as long as all the rest; each is compiled when first imported.
INSTALL := $(PY) -m pip install -qq --disable-pip-version-check --no-compile --require-hashes
# A file stays with one worker, so that what its tests share is made once; slow files come first (tests/conftest.py).
SPREAD := $(if $(filter-out 0 1,$(WORKERS)),-n $(WORKERS) --dist loadfile --no-loadscope-reorder)

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test check format copybook bench torture talk documents lock clean
MAKEFLAGS += --no-print-directory

help:
	@echo "Đúng Hạn"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1 \t\2/' | expand -t 20

setup: .venv/.run-stamp ## make .venv with what the bot needs

setup-dev: .venv/.dev-stamp ## the same, and what tests and checks need

run: setup ## start; with nothing set, a demo at http://127.0.0.1:8080
	@exec $(PY) -m bot

test: setup-dev ## run the tests (ARGS="tests/core -k deadline" chooses)
	@$(PY) -m pytest $(SPREAD) $(ARGS)

check: setup-dev ## everything a change must pass: format, lint, types, imports, tests
	@$(PY) -m ruff format --check --quiet . || { echo "Not formatted; make format does it."; exit 1; }
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy --no-error-summary
	@.venv/bin/lint-imports --no-logo
	@$(MAKE) test

format: setup-dev ## format the code and mend what can be mended safely
	@$(PY) -m ruff check --fix --quiet . || true
	@$(PY) -m ruff format .

copybook: setup-dev ## write every sentence the product says into tests/copybook.txt
	@$(PY) -m tests.copybook

bench: setup-dev ## measure against bare bots
	@$(PY) -m tests.bench

torture: setup-dev ## kill the bot N times (N=500) and count what was lost
	@$(PY) -m tests.torture --kills $(N)

talk: setup-dev ## hold N conversations (N=500) of any words, taps and files in any order, and compare the books
	@$(PY) -m tests.torture.talk --conversations $(N)

documents: setup-dev ## open hostile documents, and MUTANTS (100000) of good ones, and count what falls
	@$(PY) -m tests.torture.documents --mutants $(MUTANTS)

COMPILE := .venv/.lock/bin/pip-compile -q --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
	--no-emit-find-links --no-emit-trusted-host --no-header

lock: .venv/.lock/bin/pip-compile ## bring the locks in line with pyproject.toml (ARGS=--upgrade: newest versions)
	@$(COMPILE) $(ARGS) pyproject.toml -o requirements.lock
	@$(COMPILE) $(ARGS) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove what make made; var/ with its data stays
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.run-stamp: requirements.lock | .venv/bin/pip
	@echo "Installing into .venv ..."
	@$(INSTALL) -r requirements.lock
	@touch $@

# The second lock holds everything of the first.
.venv/.dev-stamp: requirements-dev.lock requirements.lock | .venv/bin/pip
	@echo "Installing into .venv ..."
	@$(INSTALL) -r requirements-dev.lock
	@touch .venv/.run-stamp $@

.venv/bin/pip .venv/.lock/bin/pip: %/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Python 3.11 or newer is needed. Where it has another name: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv module is missing. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@rm -rf $* && $(PYTHON) -m venv $*

.venv/.lock/bin/pip-compile: | .venv/.lock/bin/pip
	@.venv/.lock/bin/python -m pip --disable-pip-version-check -qq install pip-tools
