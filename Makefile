# What a person runs, and what CI runs: the same commands. `make` alone lists them.
# Needs GNU make and Python 3.11 or newer; everything else goes into .venv, from the lock files.

PYTHON   ?= $(shell for p in python3.13 python3.12 python3.11 python3; do $$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
UPGRADE  ?=

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
BIN        := .venv/bin
RUNTIME    := .venv/.installed-runtime
DEV        := .venv/.installed-dev
LOG        := .venv/install.log
CHECKER    := .venv/npm/node_modules/vnu-jar/build/dist/vnu.jar

# The tests look for the browser here.
export CHROMIUM
# Material and ProperDocs print a notice about the future of MkDocs in every build. The decision is
# taken (mkdocs<2, see pyproject.toml); the notices would only hide the warnings that matter.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true
# Compiled code is kept: the checks and the tests start Python some hundred times.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help serve site check quick test year bench format schema forms lock clean browser
.DEFAULT_GOAL := help

# step: say what runs, then run it.   pip: install quietly; on failure say why in one line.
step = @echo '==> $(1)' && $(BIN)/$(1)
pip  = $(BIN)/python -m pip install --quiet --disable-pip-version-check --retries 2 $(1) >$(LOG) 2>&1 || { $(WHY); exit 1; }
WHY  = echo "$$(grep -q 'connection broken' $(LOG) && echo 'The package index cannot be reached; is there a network?' \
              || grep -m1 ^ERROR $(LOG)) (All that pip said: $(LOG))" >&2

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(RUNTIME) ## show the site on http://127.0.0.1:8000/, rebuilt when a file changes
	$(call step,mkdocs serve)

# Never with --quiet: it filters the warnings before --strict counts them.
site: $(RUNTIME) ## build the site into site/; a warning is a failure
	$(call step,mkdocs build --strict)

# In a clone of git, what is not committed yet is held against what is: nothing may be rewritten.
AGAINST := $(shell git rev-parse --quiet --verify HEAD >/dev/null 2>&1 && echo --against HEAD)

check: $(RUNTIME) ## check the records in data/, and that nothing in them was rewritten since the last commit
	$(call step,tracker check $(AGAINST))

# Tests make some 50,000 small files, which cost more on a disk than in memory: half their time where others write too.
ROOMY = test "$$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 {print $$4}')" -gt 2000000 2>/dev/null
quick: export HYPOTHESIS_PROFILE := quick
test quick: export TMPDIR := $(or $(shell $(ROOMY) && echo /dev/shm),$(TMPDIR),/tmp)

quick: $(DEV) ## what needs no browser, whole site, workflow or year
	$(call step,ruff format --check --output-format concise .)
	$(call step,ruff check .)
	$(call step,mypy)
	$(call step,tracker check)
	$(call step,pytest -m 'not slow' --numprocesses 2 --dist loadfile --no-loadscope-reorder)

test: $(DEV) browser $(CHECKER) ## everything that CI runs, with all its own set-up
	$(call step,ruff format --check --output-format concise .)
	$(call step,ruff check .)
	$(call step,mypy)
	$(call step,tracker check)
	$(call step,pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder)
	$(call step,mkdocs build --strict)

# More of them: make year SEEDS=20 STEPS=500
SEEDS ?= 3
STEPS ?= 300
year: $(DEV) ## play years of contributions and accidents on copies of the records
	$(call step,python -m tests.year.long --seeds $(SEEDS) --steps $(STEPS))

format: $(DEV) ## format the code, and mend what ruff can mend
	$(call step,ruff check --fix-only --quiet .)
	$(call step,ruff format .)

bench: $(RUNTIME) ## measure the build, against MkDocs with the same pages as plain Markdown
	$(call step,python -m bench.run)

schema: $(RUNTIME) ## write data/schema/ from the models
	$(call step,tracker schema)

forms: $(RUNTIME) ## write the lists of the issue forms from the codelists
	$(call step,tracker forms)

lock: $(DEV) ## write the lock files from pyproject.toml (newest versions: make lock UPGRADE=--upgrade)
	$(call step,$(COMPILE) --group build --output-file requirements.txt)
	$(call step,$(COMPILE) --group dev --constraints requirements.txt --output-file requirements-dev.txt)

COMPILE = uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
          --no-emit-index-url --custom-compile-command "make lock" $(UPGRADE)

clean: ## remove what was built and cached, but not .venv
	rm -rf site build .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache *.egg-info
	find . -path ./.venv -prune -o -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n '$(PYTHON)' && $(PYTHON) -c '$(NEW_ENOUGH)' 2>/dev/null \
	|| { echo 'Python 3.11 or newer is needed, and "$(or $(PYTHON),python3)" is not; name one with PYTHON=…' >&2; exit 1; }
	@echo '==> $(PYTHON) -m venv .venv'
	@$(PYTHON) -m venv --clear .venv >/dev/null 2>&1 || { echo 'Could not make .venv: install the package "python3-venv"' >&2; exit 1; }

$(RUNTIME): requirements.txt pyproject.toml | $(BIN)/python
	@echo '==> pip install -r requirements.txt'
	@$(call pip,--require-hashes -r requirements.txt)
	@$(call pip,--no-deps --no-build-isolation --editable .)
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo '==> pip install -r requirements-dev.txt'
	@$(call pip,--require-hashes -r requirements-dev.txt)
	@touch $@

# What the browser tests need besides Python: a browser, Java for the HTML checker, npm to fetch the checker.
MISSING = $(strip $(if $(CHROMIUM),,chromium fonts-liberation) $(if $(shell command -v java),,default-jre-headless) \
                  $(if $(shell command -v npm),,npm))

browser: | $(BIN)/python
	@test -n '$(MISSING)' || exit 0; \
	test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	|| { echo 'The browser tests need these packages, or the like: $(MISSING) (a browser can be named with CHROMIUM=…)' >&2; exit 1; }; \
	echo '==> apt-get install $(MISSING)'; \
	{ apt-get update && apt-get install --yes --no-install-recommends $(MISSING); } >$(LOG) 2>&1 \
	|| { echo 'Could not install $(MISSING). Is the network there? See $(LOG)' >&2; exit 1; }

$(CHECKER): tests/browser/package-lock.json | browser
	@echo '==> npm ci'
	@mkdir -p .venv/npm && cp tests/browser/package.json tests/browser/package-lock.json .venv/npm
	@npm ci --prefix .venv/npm --ignore-scripts --no-audit --no-fund >$(LOG) 2>&1 \
	|| { echo 'Could not fetch the HTML checker. Is the network there? See $(LOG)' >&2; exit 1; }
	@touch $@
