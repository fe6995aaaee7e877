# Two doors: `make run` to use it, `make test` to change it.

export LOCAL ?= 1
# Byte code is kept, whatever the shell says: each process would compile all of it anew.
unexport PYTHONDONTWRITEBYTECODE
PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check demo bench

help:  ## This list
	@sed -n 's/^\([a-z]*\):.*##/  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

run:  ## Set up, start, and print the address and the demonstration's sign-ins (PORT=8000)
	@bin/setup run
	@DEMONSTRATION=$${DEMONSTRATION:-1} exec $(PYTHON) manage.py serve $(if $(PORT),--port $(PORT))

test: check  ## Set up, check, and run every test
	@$(PYTHON) -m pytest -n logical

check:  ## Lint, format, import contract, missing migrations, settings fit for production
	@bin/setup dev
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@.venv/bin/lint-imports --no-logo
	@$(PYTHON) manage.py makemigrations --check
	@LOCAL=0 $(PYTHON) manage.py check --deploy --fail-level WARNING

demo:  ## Reset the data to the demonstration year
	@bin/setup run
	@DEMONSTRATION=1 $(PYTHON) manage.py seed --reset

bench:  ## Measure how fast it is (SIZE="small large"), into var/bench.json; KEEP=1 loads nothing anew
	@bin/setup dev
	@$(PYTHON) -m bench --size $(or $(SIZE),small large) $(if $(KEEP),--keep)
