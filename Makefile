# `make run` shows the demonstration municipality, `make test` tests everything. The rest: `make help`.

PORT ?= 8000
export DATABASE_URL
ELASTICSEARCH_PORT ?= 9200

# The first Python that is new enough.
FIND_PYTHON = for p in python3.13 python3.12 python3.14 python3.11 python3; do \
	if command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done
PYTHON ?= $(shell $(FIND_PYTHON))
MANAGE = .venv/bin/python manage.py

.DEFAULT_GOAL := help
.PHONY: help run setup test check bench bench-search elasticsearch format lock words packages packages-dev python

help: ## Show what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile
	@echo "  PORT=8001 and DATABASE_URL=postgres://… change where it listens and where it writes."

run: packages ## Set up, then serve the demonstration municipality on http://127.0.0.1:8000/
	@$(MANAGE) prepare --demo
	@exec $(MANAGE) serve --port $(PORT)

setup: packages ## Set up only: packages, assets, catalogues, database
	@$(MANAGE) prepare

test: packages-dev ## Run the tests: SQLite, and PostgreSQL, Elasticsearch and a browser where they are found
	@$(MANAGE) prepare --files
	@.venv/bin/python -m tests.run $(ARGS)

check: packages-dev ## Lint, format, types, templates, migrations, catalogues, imports, deployment
	@.venv/bin/python tools/check.py $(ARGS)

bench: packages-dev ## Measure the pages at 1 000 and 100 000 proposals into benchmarks/RESULTS.md
	@.venv/bin/python -m benchmarks.run $(ARGS)

bench-search: packages-dev ## Measure the search at 10 000 and 200 000 rows, and kill nodes of Elasticsearch meanwhile
	@.venv/bin/python -m benchmarks.search.run $(ARGS)

elasticsearch: packages-dev ## Start three nodes of Elasticsearch on this machine (needs Java 17 and Maven)
	@exec .venv/bin/python -m tools.elasticsearch.run $(ELASTICSEARCH_PORT)

format: packages-dev ## Format code and templates
	@.venv/bin/ruff format --quiet . && .venv/bin/python tools/format_templates.py

words: packages-dev ## Bring new and changed texts into the catalogues, to be translated
	@$(MANAGE) catalogues update

lock: packages-dev ## Write the locked package lists anew
	@tools/lock.sh

packages: python
	@$(PYTHON) tools/setup.py

packages-dev: python
	@$(PYTHON) tools/setup.py --dev

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed (https://www.python.org/downloads/, or your system's packages)."; exit 1; }
