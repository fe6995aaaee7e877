# Two doors: `make run` to use it, `make test` to change it.

export LOCAL ?= 1
PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check demo

help:  ## This list
	@sed -n 's/^\([a-z]*\):.*##/  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

run:  ## Set up, start, and print the address and the demonstration's sign-ins (PORT=8000)
	@bin/setup
	@DEMONSTRATION=$${DEMONSTRATION:-1} $(PYTHON) manage.py serve $(if $(PORT),--port $(PORT))

test:  ## Set up, check, and run every test
	@bin/setup dev
	@$(MAKE) --no-print-directory check
	@$(PYTHON) -m pytest -n 2

check:  ## Lint, format, import contract, missing migrations, settings fit for production
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@.venv/bin/lint-imports --no-logo
	@$(PYTHON) manage.py makemigrations --check
	@LOCAL=0 $(PYTHON) manage.py check --deploy --fail-level WARNING

demo:  ## Reset the data to the demonstration year
	@bin/setup
	@DEMONSTRATION=1 $(PYTHON) manage.py seed --reset
