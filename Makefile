# Two commands matter: `make up` serves Yinli, `make test` checks it. Both set up what they need.
PORT ?= 8000
# The first Python that is new enough; what a machine calls `python3` may be older.
PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin

.PHONY: up setup test test-deep test-mutants train-reader bench-reading bench-web bench-growth bench-walls bench-sheets fuzz lint messages lock clean python
.NOTPARALLEL:

# Serve on http://localhost:8000 (`make up PORT=9000` elsewhere) until Ctrl-C.
up: setup
	@exec $(BIN)/yinli up --port $(PORT) --with-parent

# Every check and test but the slow ones.
test: setup
	@exec $(BIN)/python -m yinli.cli.quality test

# The slow tests, faults, and the suite on PostgreSQL 15 from Debian.
test-deep: setup
	@exec $(BIN)/python -m yinli.cli.quality deep

# Every guard, scope and right taken away in turn, and the matrix must notice (some six minutes; part of test-deep).
test-mutants: setup
	@exec $(BIN)/python -m yinli.cli.quality mutants

# Train the reader's own models from composed, published and written texts (docs/reader.md), and put them in place.
train-reader: setup
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-train.lock
	@$(BIN)/python -m training.train
	@exec $(BIN)/python -m training.train_happenings

# Precision and recall of reading, field by field.
bench-reading: setup
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-bench.lock
	@exec $(BIN)/python -m tests.bench.reading

# What the pages cost (`make up` must have told the demo once): each alone, under load, and beside a viewset. Parts of
# it by `make bench-web PARTS=load`; docs/performance.md says how to fill a database to measure on.
bench-web: setup
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-bench.lock
	@exec $(BIN)/yinli db exec -- $(BIN)/python tests/bench/web.py $(PARTS)

# How a page's cost grows from one filled database to another: `make bench-growth SMALL=/tmp/few LARGE=/tmp/many`.
bench-growth: setup
	@exec $(BIN)/python tests/bench/growth.py $(SMALL) $(LARGE)

# What the walls cost: the restore of the demo, beside a plain pg_restore.
bench-walls: setup
	@exec $(BIN)/python tests/bench/walls.py

# Ten thousand rows of a lead sheet, from the file to the books, in a database of their own.
bench-sheets: setup
	@exec $(BIN)/python tests/bench/sheets.py

# Files of every kind changed at random for an hour (`make fuzz SECONDS=60` for less): none may crash or hang a reader.
SECONDS ?= 3600
fuzz: setup
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-fuzz.lock
	@mkdir -p var/fuzz/found
	@exec $(BIN)/python -m tests.fuzz.files var/fuzz/files -max_total_time=$(SECONDS) -timeout=60 -rss_limit_mb=2048 \
		-max_len=20000 -print_final_stats=1 -artifact_prefix=var/fuzz/found/

# The checks that run nothing: style, format, arrows, types.
lint: setup
	@exec $(BIN)/python -m yinli.cli.quality lint

# Collect the texts of every app for translation, compile them, list what is missing.
messages: setup
	@$(BIN)/yinli messages
	@$(BIN)/yinli messages --missing

# Pin every package anew, with hashes (needs the network).
lock: python
	@set -e; place=$$(mktemp -d); trap 'rm -rf "$$place"' EXIT; \
	$(PYTHON) -m venv "$$place"; "$$place/bin/pip" install --quiet --disable-pip-version-check uv; \
	compile="$$place/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header"; \
	$$compile $(UPGRADE) pyproject.toml --output-file requirements.lock; \
	$$compile $(UPGRADE) --extra dev --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock; \
	$$compile $(UPGRADE) --extra bench --constraint requirements.lock pyproject.toml --output-file requirements-bench.lock; \
	$$compile $(UPGRADE) --extra fuzz --constraint requirements.lock pyproject.toml --output-file requirements-fuzz.lock; \
	$$compile $(UPGRADE) --extra train --constraint requirements.lock pyproject.toml --output-file requirements-train.lock

# What can be made again. The data in var/ stay.
clean:
	rm -rf .venv node_modules src/yinli/base/ui/static/build var/stamps
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete

setup: python
	@$(PYTHON) src/yinli/cli/workplace.py

python:
	@test -n "$(PYTHON)" || { echo "Yinli needs Python 3.11 or newer; this machine has" \
		"$$(python3 --version 2>&1 || echo none). Install one, or say where: make up PYTHON=/path/to/python3.11" >&2; exit 1; }
