# One way in: `make demo` and `make test` set everything up on a fresh machine (Debian, Python 3.11).
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv

.PHONY: setup demo demo-ledger screenshots test test-kept test-made lint gate training-setup model clean

setup: $(BIN)/dragoman

$(BIN)/dragoman: pyproject.toml uv.lock
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check "uv==0.13.9"
	VIRTUAL_ENV=$(CURDIR)/.venv $(UV) sync --frozen --quiet --compile-bytecode
	touch $@

demo: setup
	$(BIN)/dragoman read examples/kishida-in-seoul.txt --date 2023-05-08 --format table

# A ledger of the example reports, and beside them the ICEWS sample where ICEWS names its file; then `dragoman serve`.
demo-ledger: setup
	$(BIN)/dragoman read examples/demo/reports.jsonl --ledger demo.ledger
	if [ -n "$(ICEWS)" ]; then $(BIN)/dragoman import icews-sample "$(ICEWS)" --ledger demo.ledger; fi
	@echo "now: $(BIN)/dragoman serve --ledger demo.ledger"

# The README's pictures, of the same reports; needs Debian's chromium and chromium-driver.
screenshots: setup
	$(BIN)/python docs/screenshots.py

# Two halves at once, one a core: what keeps and shows records, and what makes them.
KEPT := tests/ledger tests/relations tests/api tests/web tests/browser

test: setup tests/browser/node_modules
	$(MAKE) --no-print-directory --output-sync=target -j2 test-kept test-made

test-kept:
	$(BIN)/python -m pytest $(KEPT)

test-made:
	$(BIN)/python -m pytest tests $(KEPT:%=--ignore=%)

# For the browser tests; without npm they skip and say so.
tests/browser/node_modules: tests/browser/package-lock.json
	if command -v npm > /dev/null; then npm ci --silent --no-audit --no-fund --prefix tests/browser; fi

lint: setup
	$(BIN)/ruff check src tests training evaluation benchmarks docs/*.py
	$(BIN)/ruff format --check src tests training evaluation benchmarks docs/*.py
	$(BIN)/mypy

gate: setup
	$(BIN)/python evaluation/gate.py

training-setup: .venv-training/bin/dragoman

.venv-training/bin/dragoman: training/requirements.txt
	$(PYTHON) -m venv .venv-training
	.venv-training/bin/pip install --quiet --disable-pip-version-check -r training/requirements.txt -e .
	touch $@

model: training-setup
	.venv-training/bin/python training/train.py

clean:
	rm -rf .venv .venv-training build dist demo.ledger
