# `make demo` runs the example; `make test` runs the suite; `make check` lints and types; `make compat` runs the suite on pandas 3.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPAT := .venv-compat
PIP := -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: help venv demo test check compat format clean
help:
	@sed -n '1s/^# //p' Makefile

venv: $(VENV)/.core
$(VENV)/.core: requirements/core.txt requirements/build.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python $(PIP) -r requirements/core.txt
	$(BIN)/python $(PIP) -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/recontact warmup
	touch $@

demo: venv
	$(BIN)/recontact run examples/lender/job.yaml --data examples/lender/data --out out/demo

$(VENV)/.test: $(VENV)/.core requirements/test.txt
	$(BIN)/python $(PIP) -r requirements/test.txt
	touch $@

test: $(VENV)/.test
	$(BIN)/python -m pytest

check: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy recontact
	$(BIN)/python -m pytest tests/test_layers.py

$(COMPAT)/.ready: requirements/compat.txt requirements/build.txt pyproject.toml
	$(PYTHON) -m venv $(COMPAT)
	$(COMPAT)/bin/python $(PIP) -r requirements/compat.txt
	$(COMPAT)/bin/python $(PIP) -r requirements/build.txt
	$(COMPAT)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

compat: $(COMPAT)/.ready
	$(COMPAT)/bin/python -m pytest

format:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) $(COMPAT) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
