# Needs GNU make and a Python from 3.11 on; everything else comes from requirements.lock. `make help` lists the targets.

.DEFAULT_GOAL := help
.NOTPARALLEL:
SHELL := /bin/sh
BIN := .venv/bin
INSTALLED := .venv/.installed
JOURNEYS := .venv/.browser
CLIENTS := .venv/.emulators
PYTHONS ?= python3 python3.14 python3.13 python3.12 python3.11
WORKERS ?= 2
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
UV ?= uv

.PHONY: help install run test slow lint check bench torture faults year browser emulators screenshots lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /make \1|/' | \
	    awk -F'|' '{ printf "  %-14s %s\n", $$1, $$2 }'

install: $(INSTALLED) ## put the product and its tools in .venv

run: install ## open the web chat on the sample commune (PORT=8081 takes another port)
	$(BIN)/toso run --sample $(if $(PORT),--port $(PORT))

test: install ## run the tests
	$(BIN)/pytest -n $(WORKERS)

slow: install ## run the tests that take many seconds each, which `make test` leaves out
	$(BIN)/pytest -m slow -n $(WORKERS)

lint: install ## everything of check but the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/toso catalogues --check

check: lint test slow ## format, lint, types, layers, catalogues, tests: what CI runs

bench: install ## measure the product beside its peers
	$(BIN)/python -m tests.bench

torture: install ## the long tests: 1 000 random batches, a made-up year, 300 kills and 2 000 reports (SEED=7 takes that seed)
	$(BIN)/pytest tests/whole -m "torture or year"
	$(BIN)/python -m tests.whole.torture --kills 300 --reports 2000 $(if $(SEED),--seed $(SEED))
	$(BIN)/python -m tests.whole.torture --wire zalo_bot --kills 20 --reports 100 $(if $(SEED),--seed $(SEED))
	$(BIN)/python -m tests.whole.torture --wire zalo_oa --kills 20 --reports 100 $(if $(SEED),--seed $(SEED))
	$(BIN)/python -m tests.whole.oa_torture --kills 204 --races 10 $(if $(SEED),--seed $(SEED))

faults: install ## kill the product 20 times while sixty people talk to it (SEED=7 takes that seed)
	$(BIN)/python -m tests.whole.torture --kills 20 --reports 100 $(if $(SEED),--seed $(SEED))
	$(BIN)/python -m tests.whole.oa_torture --kills 24 --races 3 $(if $(SEED),--seed $(SEED))

year: install ## a made-up year of 58 teams through the app, every figure counted twice (SEED=7 takes that seed)
	$(if $(SEED),YEAR_SEED=$(SEED)) $(BIN)/pytest tests/whole/test_year.py -m year

browser: install $(JOURNEYS) ## journeys of the web chat in a real browser (needs Chromium)
	$(BIN)/pytest tests/browser -m browser -n $(WORKERS)

emulators: install $(CLIENTS) ## check the emulators of vendors against clients that others wrote
	$(BIN)/pytest tests/emulators -m emulators -n 0

screenshots: install $(JOURNEYS) ## take the pictures of the guides and of README.md anew (needs Chromium)
	$(BIN)/python -m tests.browser.screenshots

lock: ## work out requirements.lock again (needs uv; the others do not)
	@command -v $(UV) >/dev/null || { \
	    echo "make lock needs uv: put it on the PATH, or say make lock UV=/where/it/is/uv" >&2; exit 1; }
	$(UV) pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal \
	    --python-version 3.11 --all-extras pyproject.toml -o requirements.lock
	$(UV) pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal \
	    --python-version 3.11 --group pyproject.toml:browser --constraints requirements.lock \
	    -o tests/browser/requirements.lock
	$(UV) pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal \
	    --python-version 3.11 --group pyproject.toml:emulators --constraints requirements.lock \
	    -o tests/emulators/requirements.lock

clean: ## remove .venv and the caches, never var/
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist *.egg-info

# The stamp says which lock and which pyproject.toml .venv holds, so that `make install` costs nothing when they stand still.
# Nothing is fetched that the lock does not name: setuptools is locked too, and builds without a place of its own.
# The lock is whole, so pip need not resolve (--no-deps): an older pip that does may take a newer release for
# "coverage[toml]" than the lock's own line pins, and then refuses it for want of a hash. `pip check` says what would lack.
$(INSTALLED): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --no-deps --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(PIP) check
	@touch $@

# Playwright's wheel brings 160 MB: only who runs the journeys gets it. The browser is the machine's own.
$(JOURNEYS): tests/browser/requirements.lock $(INSTALLED)
	$(PIP) install --no-deps --require-hashes -r tests/browser/requirements.lock
	$(PIP) check
	@touch $@

# Clients of the vendors that others wrote: the product has none, so only who checks the emulators gets them.
$(CLIENTS): tests/emulators/requirements.lock $(INSTALLED)
	$(PIP) install --no-deps --require-hashes -r tests/emulators/requirements.lock
	$(PIP) check
	@touch $@

$(BIN)/python:
	@for python in $(PYTHONS); do \
	    if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	        "$$python" -m venv .venv && exit 0; \
	        rm -rf .venv; \
	        echo "$$python could not make .venv. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; \
	    fi; \
	done; \
	echo "Tổ Số needs Python 3.11 or newer and found none among: $(PYTHONS)." >&2; \
	echo "Install one (https://www.python.org/downloads), or say where it is: make install PYTHONS=/path/to/python3" >&2; \
	exit 1
