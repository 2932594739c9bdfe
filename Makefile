# Two targets matter on a fresh machine (Python 3.11 or newer, Node 20 or newer, nothing else):
#   make run    serves the application on http://127.0.0.1:8000
#   make test   passes all gates
# `make help` lists the others.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

VENV ?= .venv
BIN := $(VENV)/bin
# The peers bring OpenCV and more: none of that belongs beside inkread.
PEERS_VENV ?= .venv-peers
HOST ?= 127.0.0.1
PORT ?= 8000

BUILT := src/inkread/web/static/built
MANIFEST := $(BUILT)/manifest.json
FRONT_END := $(shell find frontend -path frontend/node_modules -prune -o -type f -print 2>/dev/null) $(wildcard src/inkread/web/locale/*/LC_MESSAGES/djangojs.po)
INSTALL = PIP_CONSTRAINT=constraints.txt $(BIN)/pip install --quiet --disable-pip-version-check

##@ Use

.PHONY: run
run: $(VENV)/.run-ready $(MANIFEST) ## Serve the application (HOST and PORT say where).
	@exec $(BIN)/inkread serve --host $(HOST) --port $(PORT)

.PHONY: frontend
frontend: $(MANIFEST) ## Build the front end.

.PHONY: build
build: $(VENV)/.test-ready $(MANIFEST) ## Make the wheel and the sdist in dist/.
	rm -rf dist
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m build --outdir dist .

##@ Check

.PHONY: test
test: system-packages $(VENV)/.test-ready $(MANIFEST) ## Set everything up and pass all gates, in order.
	scripts/gate "format" $(BIN)/ruff format --check .
	scripts/gate "lint" $(BIN)/ruff check .
	scripts/gate "types" $(BIN)/mypy
	scripts/gate "front end: types" npm --prefix frontend run --silent check
	scripts/gate "front end: tests" npm --prefix frontend run --silent test
	scripts/gate "rooms" $(BIN)/pytest -q tests/test_rooms.py
	scripts/gate "unit tests" $(BIN)/pytest -q tests --ignore=tests/browser --ignore=tests/test_rooms.py --ignore=tests/test_docs.py
	scripts/gate "web on PostgreSQL" scripts/on-postgresql $(BIN)/pytest -q tests/web
	scripts/gate "browser tests" $(BIN)/pytest -q tests/browser
	scripts/gate "docs" $(BIN)/pytest -q tests/test_docs.py
	@echo "All gates passed."

.PHONY: system-packages
system-packages:
	@scripts/install-system-packages

.PHONY: format
format: $(VENV)/.test-ready ## Format the code and sort the imports.
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

.PHONY: docs
docs: $(VENV)/.test-ready ## Write the generated parts of the reference.
	$(BIN)/python -m scripts.write_reference

.PHONY: lock
lock: ## Write constraints.txt anew with the newest versions.
	scripts/lock

##@ Models

.PHONY: bench
bench: $(VENV)/.test-ready ## Run all evaluation suites (INKREAD_DATA names the data), fill the tables of README and docs, and make the report.
	@scripts/install-system-packages bench
	$(BIN)/inkread evaluate all
	$(BIN)/python -m inkread.evaluation.tables
	$(MAKE) pictures

.PHONY: peers
peers: $(PEERS_VENV)/.ready ## Measure other readers beside inkread on INKREAD_DATA (an hour) and fill their table.
	@scripts/install-system-packages peers
	$(PEERS_VENV)/bin/python -m benchmarks.peers
	$(PEERS_VENV)/bin/python -m inkread.evaluation.tables

.PHONY: pictures
pictures: system-packages $(VENV)/.test-ready $(MANIFEST) ## Draw the pictures of README, docs and guide anew.
	$(BIN)/python -m scripts.draw_pictures
	$(BIN)/python -m scripts.draw_screens
	$(BIN)/python -m scripts.draw_guide

.PHONY: train
train: $(VENV)/.test-ready fonts ## Train both models on INKREAD_DATA, export them and write their cards (hours).
	$(BIN)/inkread train

.PHONY: fonts
fonts: src/inkread/training/fonts/node_modules/.ready ## Install the fonts that synthesis writes with.

##@ Tidy up

.PHONY: clean
clean: ## Remove what builds and tests leave behind (.venv stays).
	rm -rf build dist test-results .mypy_cache .ruff_cache .pytest_cache .hypothesis $(BUILT)
	rm -rf frontend/node_modules
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help: ## List the targets.
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { print "\n" substr($$0, 5) } \
	     /^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ---- What is made once, and again only when what it is made from has changed.

$(BIN)/python:
	@scripts/make-venv $(VENV)

$(VENV)/.run-ready: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing inkread into $(VENV) ..."
	@$(INSTALL) --editable '.[web,export]'
	@touch $@

$(PEERS_VENV)/.ready: pyproject.toml benchmarks/peers/requirements.txt
	@scripts/make-venv $(PEERS_VENV)
	@echo "Installing inkread and its peers into $(PEERS_VENV) ..."
	@PIP_CONSTRAINT=constraints.txt $(PEERS_VENV)/bin/pip install --quiet --disable-pip-version-check \
	    --requirement benchmarks/peers/requirements.txt --editable .
	@touch $@

$(VENV)/.test-ready: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing inkread with what its tests and training need into $(VENV) ..."
	@$(INSTALL) --editable '.[web,export,heic,train,dev]'
	@touch $@ $(VENV)/.run-ready

frontend/node_modules/.ready: frontend/package.json frontend/package-lock.json
	@scripts/check-node
	@echo "Installing what builds the front end ..."
	@npm --prefix frontend ci --silent --no-audit --no-fund
	@touch $@

$(MANIFEST): frontend/node_modules/.ready $(FRONT_END)
	@echo "Building the front end ..."
	@npm --prefix frontend run --silent build
	@touch $@

src/inkread/training/fonts/node_modules/.ready: src/inkread/training/fonts/package-lock.json
	@scripts/check-node
	@npm --prefix src/inkread/training/fonts ci --silent --no-audit --no-fund
	@touch $@
