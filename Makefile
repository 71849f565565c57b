# Everything a fresh machine needs is done here: `make run` to use Fairlead, `make test` to check it.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
UV := $(shell command -v uv 2>/dev/null || echo .cache/uv/bin/uv)
BIN := .venv/bin
WORKERS ?= 3
PEOPLE ?= 10000
PROMISES ?= 1000000
KILLS ?= 200
WORLDS ?= 100
# a shell that forbids Python to keep what it has compiled makes every command and every start pay for it anew
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test check lint types units postgres wheel proof-teeth docs bench bench-listening listen-model faults words screens clean

help:  ## what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/.for-running  ## start Fairlead at http://127.0.0.1:8000
	@$(BIN)/fairlead run

test: .venv/.for-testing  ## set everything up and check it: style, floors, types, tests on both databases
	@tests/set-up
	@# side by side: a type check keeps one core busy, and tests wait for their databases and browsers now and then
	@$(MAKE) --no-print-directory lint types wheel & beside=$$!; found=0; \
	    $(MAKE) --no-print-directory postgres units || found=$$?; \
	    wait $$beside || found=$$?; exit $$found

check: test  ## the same, as a build machine runs it

lint: .venv/.for-testing  ## style and floors
	@echo "== style (ruff)"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { $(BIN)/ruff format --check .; exit 1; }
	@echo "== floors (import-linter)"
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

types: .venv/.for-testing  ## types
	@echo "== types (mypy)"
	@$(BIN)/mypy

postgres: .venv/.for-testing  ## tests that use the database, on a throw-away PostgreSQL
	@echo "== tests that use the database, on PostgreSQL"
	@$(BIN)/python tests/postgres.py $(BIN)/python -m pytest -q -n $(WORKERS) -m database

units: .venv/.for-testing  ## all tests, on SQLite
	@echo "== all tests, on SQLite"
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

wheel: .venv/.for-testing  ## build the package and try it in an empty environment
	@$(BIN)/python tests/wheel.py

proof-teeth: .venv/.for-testing  ## that every small change of the law is noticed by some test; takes long
	@$(BIN)/python tests/teeth.py

docs: .venv/.for-testing  ## write the pages of docs/reference that are made from the program
	@for made in docs/make_*.py; do $(BIN)/python $$made; done

bench: .venv/.for-testing  ## measure: a big world, pages, moves, memory, start; every page, live conversations; real sentences; how sure the pulse is
	@tests/set-up
	@$(BIN)/python -m bench --people $(PEOPLE) --promises $(PROMISES)
	@$(BIN)/python -m bench.real_words
	@$(BIN)/python -m bench.pulse calibration quick table ballots close
	@$(MAKE) --no-print-directory bench-listening

bench-listening: .venv/.for-testing  ## measure the listening mirror, cross-validated, and how fast it is
	@OMP_NUM_THREADS=1 $(BIN)/python -m bench.listening.make --measure
	@$(BIN)/python -m bench.listening.speed

listen-model: .venv/.for-testing  ## train the small models of the listening mirror anew, byte for byte the same
	@OMP_NUM_THREADS=1 $(BIN)/python -m bench.listening.make

faults: .venv/.for-testing  ## kill -9 the server under load, look what is left; look for what a pulse or feedback tells of one person; guess receipts
	@tests/set-up
	@$(BIN)/python -m bench.faults --kills $(KILLS)
	@$(BIN)/python -m bench.pulse audit
	@$(BIN)/python -m bench.averaging
	@$(BIN)/python -m bench.guesses
	@LINKAGE_WORLDS=$(WORLDS) $(BIN)/python -m pytest -q tests/rooms/feedback/test_linkage.py
	@LINKAGE_WORLDS=$(WORLDS) $(BIN)/python tests/postgres.py $(BIN)/python -m pytest -q -m database tests/rooms/feedback/test_linkage.py

words: .venv/.for-testing  ## bring the catalogues of words up to date, and compile them
	@$(BIN)/python tests/words.py

screens: .venv/.for-testing  ## take the pictures of docs/screens anew
	@tests/set-up
	@$(BIN)/python -m tests.browser.screens

clean:  ## remove what make has made
	rm -rf .venv .cache dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.cache/uv/bin/uv:
	@echo "== uv (it makes the environment from the lock file)"
	@python3 -m venv .cache/uv
	@.cache/uv/bin/python -m pip install --quiet --disable-pip-version-check uv

.venv/.for-running: pyproject.toml uv.lock | $(filter .cache/uv/bin/uv,$(UV))
	@echo "== environment from uv.lock"
	@$(UV) sync --frozen --no-dev --inexact --compile-bytecode --quiet
	@touch $@

.venv/.for-testing: pyproject.toml uv.lock | $(filter .cache/uv/bin/uv,$(UV))
	@echo "== environment from uv.lock, with what tests need"
	@$(UV) sync --frozen --quiet
	@touch .venv/.for-running $@
