# Everything runs from a virtual environment in .venv, made with the standard library and filled with
# pinned packages. Your own pip settings (mirror, proxy, certificates) are respected.

PYTHON ?= python3
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-long bench check lint types layers content house format hooks requirements

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp ## open the tutor (ARGS="regel" for another command)
	@$(BIN)/python -m tutor $(ARGS)

test: $(VENV)/test.stamp ## run the tests (ARGS="tests/test_docs.py" for some of them)
	$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

test-long: $(VENV)/test.stamp ## run the tests that take minutes, and print a table of figures
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "long or figures" $(ARGS)

bench: $(VENV)/run.stamp ## measure speed against bare floors (ARGS="start version" for some rows)
	$(BIN)/python -m benchmarks.speed $(ARGS)

check: lint types layers content ## everything below that is quick to check

lint: $(VENV)/dev.stamp ## check format and style of the code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/dev.stamp ## check types
	$(BIN)/mypy

layers: $(VENV)/dev.stamp ## check who may import whom
	$(BIN)/lint-imports

content: $(VENV)/run.stamp ## check lessons and quizzes; warnings count
	$(BIN)/python -m tutor controleer --streng

house: $(VENV)/run.stamp ## print figures of the code: its size, its circles, its names, the walk of one answer
	@-$(BIN)/python scripts/house.py $(ARGS)
	@$(BIN)/python scripts/trace_answer.py $(ARGS)

format: $(VENV)/dev.stamp ## format the code and mend what lint can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

hooks: $(VENV)/dev.stamp ## install the git hooks that run the fast checks before a commit
	$(BIN)/pre-commit install

# One resolution for all: the smaller lists are cut from the largest, so that they never disagree.
requirements: $(VENV)/dev.stamp ## pin the newest versions of all packages
	$(LOCK) --extra build --extra test --extra dev -o requirements/dev.txt pyproject.toml
	$(LOCK) --extra build --extra test -c requirements/dev.txt -o requirements/test.txt pyproject.toml
	$(LOCK) --extra build -c requirements/dev.txt -o requirements/run.txt pyproject.toml

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Raadstutor heeft Python 3.11 of nieuwer nodig. Kies een andere, bijvoorbeeld: make run PYTHON=python3.13' >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || \
	  { echo 'De virtuele omgeving lukt niet. Installeer op Debian of Ubuntu eerst het pakket python3-venv.' >&2; exit 1; }

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo 'Raadstutor wordt klaargezet. Dat duurt een halve minuut en hoeft maar één keer.'
	@$(INSTALL) --require-hashes -r requirements/run.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/run.stamp
	@$(INSTALL) --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@
