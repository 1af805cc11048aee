# Everything runs from a virtual environment in .venv, which scripts/set_up.py makes with the standard library and fills
# with pinned packages. Your own pip settings (mirror, proxy, certificates) are respected.

PYTHON ?= python3
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
# Says in Dutch why it cannot, when it cannot. A Python that somebody names replaces the one of `.venv`.
SET_UP = { command -v "$(PYTHON)" >/dev/null || { echo 'Er is geen Python met de naam "$(PYTHON)". Installeer Python 3.11 of nieuwer, of kies: make run PYTHON=…' >&2; exit 1; }; } && \
  "$(PYTHON)" scripts/set_up.py $(1) $(if $(filter command environment,$(firstword $(origin PYTHON))),--chosen)
# A person at a terminal read what was wrong; only a script needs the code, and only make adds `*** Error`.
QUIETLY = || { code=$$?; [ -t 0 ] && [ -t 2 ] || exit $$code; }
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: set-up-run set-up-test set-up-dev help run test test-long windows unix test-windows bench check lint types layers content house format hooks requirements

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## open the tutor (ARGS="regel" for another command)
	@{ $(call SET_UP,run) && RAADSTUTOR_START=make $(BIN)/python -m tutor $(ARGS); } $(QUIETLY)

test: set-up-test ## run the tests (ARGS="tests/test_docs.py" for some of them)
	$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

test-long: set-up-test ## run the tests that take minutes, and print a table of figures
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "long or figures or hypothesis" --hypothesis-profile=thorough $(ARGS)

bench: set-up-run ## measure learning against rivals and speed against bare floors (ARGS="start version" for rows of speed)
	$(if $(ARGS),,$(BIN)/python -m benchmarks.leren)
	$(BIN)/python -m benchmarks.speed $(ARGS)

windows: set-up-test ## build for Windows, offline (PYTHON_ZIP=… SHA256=… WHEELS=map)
	$(BIN)/python -m build --wheel --no-isolation --outdir dist/wheel .
	$(BIN)/python -m scripts.windows.build --python "$(PYTHON_ZIP)" --sha256 "$(SHA256)" --wheels "$(WHEELS)" \
	  --app dist/wheel/raadstutor-*.whl --out dist/windows

unix: set-up-test ## build one folder for Linux and macOS with a Python, offline (WHEELS=map)
	$(BIN)/python -m build --wheel --no-isolation --outdir dist/wheel .
	$(BIN)/python -m scripts.unix.build --wheels "$(WHEELS)" --app dist/wheel/raadstutor-*.whl --out dist/unix

test-windows: set-up-test ## build for Windows twice and try it under Wine, with a table (fetches the Python of Windows; ARGS="--only les")
	$(BIN)/python -m scripts.windows.inputs dist/invoer
	$(BIN)/python -m scripts.windows.trial --inputs dist/invoer $(ARGS)

check: lint types layers content ## everything below that is quick to check

lint: set-up-dev ## check format and style of the code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: set-up-dev ## check types
	$(BIN)/mypy

layers: set-up-dev ## check who may import whom
	$(BIN)/lint-imports

content: set-up-run ## check lessons and quizzes; warnings count
	$(BIN)/python -m tutor controleer --streng

house: set-up-run ## print figures of the code: its size, its circles, its names, the walk of one answer
	@-$(BIN)/python scripts/house.py $(ARGS)
	@$(BIN)/python scripts/trace_answer.py $(ARGS)

format: set-up-dev ## format the code and mend what lint can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

hooks: set-up-dev ## install the git hooks that run the fast checks before a commit
	$(BIN)/pre-commit install

# One resolution for all: the smaller lists are cut from the largest, so that they never disagree.
requirements: set-up-dev ## pin the newest versions of all packages
	$(LOCK) --extra build --extra test --extra dev -o requirements/dev.txt pyproject.toml
	$(LOCK) --extra build --extra test -c requirements/dev.txt -o requirements/test.txt pyproject.toml
	$(LOCK) --extra build -c requirements/dev.txt -o requirements/run.txt pyproject.toml
	$(LOCK) -c requirements/dev.txt -o requirements/app.txt pyproject.toml

set-up-run set-up-test set-up-dev:
	@$(call SET_UP,$(@:set-up-%=%))
