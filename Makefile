# Two doors: `make run` to use it, `make test` to change it; the others stand between the two.

export LOCAL ?= 1
# Byte code is kept, whatever the shell says: each process would compile all of it anew.
unexport PYTHONDONTWRITEBYTECODE
PYTHON := .venv/bin/python
# ORDER=7: the tests in the random order number 7.
PYTEST := $(PYTHON) -m pytest $(if $(ORDER),-p randomly --randomly-seed=$(ORDER))

.DEFAULT_GOAL := help
.PHONY: help run dev demo test quick screens fuzz cov check sound lint types fix lock bench outages tools

help:  ## This list
	@sed -n 's/^\([a-z]*\):.*##/  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

run:  ## Set up, start, and print the address and the demonstration's sign-ins (PORT=8000)
	@bin/setup run
	@DEMONSTRATION=$${DEMONSTRATION:-1} exec $(PYTHON) manage.py serve $(if $(PORT),--port $(PORT))

dev: tools  ## The same while you write: reloads what you change, shows errors and counts queries
	@DEBUG=1 DEMONSTRATION=$${DEMONSTRATION:-1} \
	  exec $(PYTHON) manage.py serve $(if $(PORT),--port $(PORT))

demo:  ## Reset the data to the demonstration year
	@bin/setup run
	@DEMONSTRATION=1 $(PYTHON) manage.py seed --reset

# With T or K no lint goes first and no workers are started: one test begins at once.
ONE := $(T)$(K)

test: $(if $(ONE),tools,check)  ## Check, then run every test; T=tests/recharges K=cap: only those
	@$(PYTEST) $(if $(ONE),$(T) $(if $(K),-k '$(K)'),-n logical)

quick: tools  ## Every test but those with a browser, with races or slow: under two minutes
	@$(PYTEST) -n logical -m 'not browser and not race and not slow'

screens: tools  ## Photograph every page of every role, at both widths, into var/screens
	@$(PYTEST) -n logical tests/browser --screens

fuzz: tools  ## Send ten thousand requests of any kind to any address, and say what came of them
	@FUZZ=10000 $(PYTEST) tests/house/test_fuzz.py -n logical --dist=load -rP

cov: tools  ## Run every test, and say which lines none of them reached
	@$(PYTEST) -n logical --cov

check: tools  ## Lint, format, types, import contract, missing migrations, fit for production
	@$(MAKE) --no-print-directory --jobs 2 --output-sync types lint sound

sound: tools
	@.venv/bin/lint-imports --no-logo
	@$(PYTHON) manage.py makemigrations --check
	@LOCAL=0 $(PYTHON) manage.py check --deploy --fail-level WARNING

lint: tools
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m djlint templates --lint --quiet
	@$(PYTHON) bin/check_house.py
	@.venv/bin/shellcheck bin/setup .ci/run $(wildcard findings/*.sh)

types: tools
	@$(PYTHON) -m mypy

fix: tools  ## Mend what ruff can mend, and format
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

lock: tools  ## Compile the pins of both requirements files from pyproject.toml (UPGRADE=1: anew)
	@$(PYTHON) -m piptools compile -o requirements.txt $(if $(UPGRADE),--upgrade)
	@$(PYTHON) -m piptools compile -o requirements-dev.txt --extra dev -c requirements.txt

bench: tools  ## Measure how fast it is (SIZE="small large"), into var/bench.json (KEEP=1: nothing loaded anew; NAMES=folder: likeness too)
	@$(PYTHON) -m bench --size $(or $(SIZE),small large) $(if $(KEEP),--keep) $(if $(NAMES),--names $(NAMES))

outages: tools  ## Kill web, worker and PostgreSQL in turn under load, and count what is lost (ROUNDS=3)
	@$(PYTHON) -m bench.outages --rounds $(or $(ROUNDS),3)

tools:
	@bin/setup dev
