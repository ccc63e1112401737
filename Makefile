# Everything is done through make. `make demo` is the whole way on a fresh machine.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
PORT ?=
STAMP := .venv/.installed
WORKERS ?= 2

.PHONY: help install demo serve test check bench messages lock docs test-spark test-debian-postgres test-tools screenshots clean

help: ## say what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-22s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP) ## make .venv with everything requirements.lock pins

$(STAMP): requirements.lock pyproject.toml .python-version tools/bootstrap.sh tools/build-requirements.txt tools/bootstrap-requirements.txt
	@sh tools/bootstrap.sh
	@touch $@

.venv/.messages: $(STAMP) $(wildcard skyddsnat/*/locale/*/LC_MESSAGES/django.po)
	@$(PYTHON) -m tools.messages
	@touch $@

demo: install .venv/.messages ## make the demonstration and serve it on localhost [PORT=N]
	@.venv/bin/skyddsnat demo$(if $(PORT), --port $(PORT))

serve: install .venv/.messages ## serve what is there [PORT=N]
	@.venv/bin/skyddsnat serve$(if $(PORT), --port $(PORT))

test: install .venv/.messages test-tools ## unit, property and real-browser tests
	@$(PYTHON) -m pytest -n $(WORKERS) --dist worksteal

test-tools:
	@sh tools/test_tools.sh

test-debian-postgres: install .venv/.messages test-tools ## the same tests on Debian's PostgreSQL 15 server
	@sh tools/debian_postgres.sh $(PYTHON) -m pytest -n $(WORKERS) --dist worksteal

test-spark: install ## the batch statistics on a local Spark; needs Java 17, takes half a gigabyte into .venv
	@VIRTUAL_ENV=.venv .tools/bin/uv pip install --quiet --require-hashes -r tools/spark-requirements.txt
	@$(PYTHON) -m pytest skyddsnat/insight/tests/test_batch_spark.py

check: install .venv/.messages ## every gate that needs no test: style, types, layers, texts, docs, lock, house rules
	@sh tools/check.sh

bench: install .venv/.messages ## measure, and write bench/results.json
	@$(PYTHON) -m tools.bench

messages: install ## update the English texts' files with what the code says now
	@$(PYTHON) -m tools.messages --update

docs: install ## write the generated pages of docs/reference anew
	@$(PYTHON) -m tools.docs

screenshots: install .venv/.messages test-tools ## pictures of the running demonstration, in docs/pictures
	@$(PYTHON) -m tools.screenshots

lock: ## pin everything anew with hashes
	@sh tools/lock.sh

clean: ## remove what was made here: environment, data, caches
	rm -rf "$$(readlink var/test-postgres || echo var)" .venv .tools var .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist bench/results.json
	find skyddsnat tools tests -name __pycache__ -prune -exec rm -rf {} +
	find skyddsnat -name '*.mo' -delete
