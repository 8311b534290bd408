# One way in: `make demo` and `make test` set everything up on a fresh machine (Debian, Python 3.11).
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv

.PHONY: setup demo test lint gate clean

setup: $(BIN)/dragoman

$(BIN)/dragoman: pyproject.toml uv.lock
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check "uv==0.13.9"
	VIRTUAL_ENV=$(CURDIR)/.venv $(UV) sync --frozen --quiet
	touch $@

demo: setup
	$(BIN)/dragoman read examples/kishida-in-seoul.txt --date 2023-05-08 --format table

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/mypy

gate: setup
	$(BIN)/python evaluation/gate.py

clean:
	rm -rf .venv build dist
