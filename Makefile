# Everything runs inside .venv, which `make setup` makes from requirements.lock.
# A Python that has venv is taken before one that has not.
PYTHON ?= $(shell for needs in "ensurepip, venv" sys; do for p in python3.13 python3.12 python3.11 python3; do \
	if $$p -c "import sys, $$needs; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" 2>/dev/null; \
	then echo $$p; exit; fi; done; done)
BIN := .venv/bin
STAMP := .venv/.installed
# Where the demo is: CAIRN_DATA where the environment has it.
DEMO ?= $(if $(filter environment%,$(origin CAIRN_DATA)),$(CAIRN_DATA),build/demo-site)
# uv does not read the settings of pip: an index that is set there is handed on.
UV = index="$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$($(BIN)/python -m pip config get global.index-url 2>/dev/null)}}"; \
	if [ -n "$$index" ]; then export UV_DEFAULT_INDEX="$$index"; fi; $(BIN)/python -m uv

# Where the site keeps its data while it is checked.
export CAIRN_DATA ?= $(CURDIR)/build/data

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-browser torture test-postgres check assets messages screenshots peers bench studies docs interop lock clean

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## Make .venv with everything that is needed

$(STAMP): requirements.lock pyproject.toml
	@if [ -z "$(PYTHON)" ]; then \
		echo "Python 3.11, 3.12 or 3.13 is needed: on Debian, sudo apt install python3 python3-venv" >&2; exit 1; fi
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python has no venv: on Debian, sudo apt install $(notdir $(PYTHON))-venv" >&2; exit 1; }
	@echo "Setting up .venv with $(PYTHON); this takes a minute the first time."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install -qq --disable-pip-version-check uv
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $(STAMP)

demo: setup ## Open the site with a small world in it, at http://localhost:8000
	@$(BIN)/cairn demo --data $(DEMO)

test: setup ## Run all tests, on every core; those of the browser where there is one
	$(BIN)/python -m pytest -n auto

test-browser: setup ## Run the journeys in a real browser alone (Debian: apt install chromium)
	$(BIN)/python -m pytest tests/browser

torture: setup ## Kill the site's worker 200 times while it issues
	CAIRN_TORTURE_KILLS=200 $(BIN)/python -m pytest tests/torture

test-postgres: setup ## Run the tests of the site on a real PostgreSQL, which needs no installation
	$(BIN)/python -m tools.postgres -- $(BIN)/python -m pytest -n 2 tests/cairn_site

check: setup ## Lint, format, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

assets: setup ## Draw the pictures of the site again, and renew the manifest of what is vendored
	$(BIN)/python -m tools.assets

messages: setup ## Collect the texts of the site for translation, and compile what is translated
	$(BIN)/python -m tools.messages

screenshots: setup ## Take a picture of every page into build/screenshots
	$(BIN)/python -m tools.screenshots build/screenshots

peers: setup ## Install what the benchmarks compare with, each in an environment of its own
	$(BIN)/python -m benchmarks peers

bench: peers ## Measure the figures and say which goals are met
	$(BIN)/python -m benchmarks all

studies: setup ## Run the slow seeded simulations and the long doses of the harnesses
	@if [ -d studies ]; then $(BIN)/python -m studies all; else \
		echo "There is nothing to simulate yet: studies come with assessment and skills."; fi

interop: setup ## Exchange credentials with other implementations (installs them under build/)
	$(BIN)/python -m pytest -m interop --no-header tests/interop

docs: setup ## Build the documentation site into build/site
	$(BIN)/zensical build --clean --strict

lock: setup ## Renew requirements.lock
	@$(UV) pip compile --quiet --extra site --group dev pyproject.toml --universal --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --upgrade --output-file requirements.lock

clean: ## Remove what was built
	rm -rf .venv build dist
