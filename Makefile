# `make demo` shows Verbatim on the articles in seeds/, `make test` checks everything.
# Both make what they need, given Python 3.11 or newer with pip.

VENV := .venv
BIN := $(VENV)/bin
PYTHONS := $(PYTHON) python3.11 python3.12 python3.13 python3 python
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

.PHONY: venv
venv: $(VENV)/.dev ## Make .venv with everything for development

# The first Python of the list that starts, is new enough and can make an environment.
# A Python without ensurepip (Debian's, without python3-venv) gets pip from its own pip.
$(BIN)/python:
	@for python in $(PYTHONS); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  echo "Making $(VENV) with $$("$$python" --version)"; \
	  "$$python" -m venv --clear $(VENV) >/dev/null 2>&1 && exit 0; \
	  "$$python" -m venv --clear --without-pip $(VENV) 2>/dev/null \
	    && "$$python" -m pip --python $(BIN)/python install --quiet pip && exit 0; \
	done; \
	rm -rf $(VENV); \
	echo "Verbatim needs Python 3.11 or newer with venv or pip; none was found among: $(PYTHONS)" >&2; \
	echo "Name yours with: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; \
	exit 1

$(VENV)/.runtime: requirements.txt | $(BIN)/python
	@echo "Installing requirements.txt"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt | $(BIN)/python
	@echo "Installing requirements-dev.txt"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime

# These commands are for development: no setting of a real installation is to reach them.
lint test demo: export DEBUG := true
demo: export DATABASE_URL := sqlite:///demo.sqlite3
demo: export ALLOWED_HOSTS :=

SERVE ?= 1
PORT ?= 8000

.PHONY: demo
demo: $(VENV)/.runtime ## Read the articles of seeds/, show who said what, serve it (SERVE=0: do not)
	@$(BIN)/python manage.py demo --port $(PORT) $(if $(filter 0 no false,$(SERVE)),--no-serve)

# A process for each core. Each takes its tests in their order, in which those that commit come last: what
# they leave in the feed of changes would disturb the others.
PARALLEL := --numprocesses auto --dist load

.PHONY: test
test: lint ## Check style, types, layers and migrations; run the tests on SQLite and on PostgreSQL
	$(BIN)/python -m pytest $(PARALLEL) $(ARGS)
	$(BIN)/python -m pytest --postgresql $(PARALLEL) $(ARGS)

.PHONY: lint
lint: $(VENV)/.dev ## Check style, types, layers and migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run

.PHONY: format
format: $(VENV)/.dev ## Put the code into its one format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: clean
clean: ## Remove everything that these commands made, the demo's database included
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis staticfiles
	rm -f demo.sqlite3 demo.sqlite3-shm demo.sqlite3-wal
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
