# Everything starts here: `make briefs`, `make test`, `make lab`. Needs Python 3.11 or later, make and git.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
  PYTHON := python
  BIN := $(VENV)/Scripts
else
  BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
# Compile modules once, where the environment forbids it: else each of the processes that a run or a test starts does.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup docs briefs lab test test-fast test-all lint format lock lock-tools generate golden sentences pictures dak-nong clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/'

setup: $(READY) ## install everything pinned in requirements.lock into .venv

$(READY): requirements.lock requirements-pip.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "Python is missing: install Python 3.11 or later, or call make PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; call make PYTHON=python3.12 (or the one you have)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "Python's venv is missing: on Debian and Ubuntu, apt-get install python3-venv."; exit 1; }
	@echo "Setting up $(VENV): 1/3 pip"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-pip.lock
	@# Python compiles what is imported when it is imported first: pip would compile all of it, for a minute.
	@echo "2/3 the libraries of requirements.lock (1.2 GB, some minutes the first time)"
	$(BIN)/python -m pip install --quiet --progress-bar on --no-compile --require-hashes -r requirements.lock
	@echo "3/3 the suite itself"
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/python -c 'import pathlib; pathlib.Path("$(READY)").touch()'

briefs: $(READY) ## build the briefs of every collection under data/raw (options: ARGS="--province 67")
	$(BIN)/rehab run $(ARGS)

# JupyterLab's defaults of notebooks/labconfig: it neither asks about news nor looks for updates.
lab: export JUPYTER_CONFIG_PATH := $(CURDIR)/notebooks
lab: $(READY) ## open JupyterLab on notebooks/explore.ipynb, with data/ and briefs/ beside it
	@# Unencrypted, every kernel would begin with a warning.
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks/explore.ipynb --MappingKernelManager.transport_encryption=auto

test: $(READY) lint ## check style and types, run the tests
	$(BIN)/python -m pytest $(ARGS)

test-fast: $(READY) ## the tests of single functions and workbooks, without pages, runs and browsers
	$(BIN)/python -m pytest tests/attainment tests/catalog tests/charts tests/workbooks tests/test_dak_nong.py \
	  tests/test_project.py lib -m "not slow" $(ARGS)

test-all: $(READY) lint ## every test at its longest: all cases, all 63 provinces, all pages, kills, attacks, seeds (hours)
	REHAB_ALL=1 REHAB_ALL_PAGES=1 REHAB_ATTACK_ALL=1 REHAB_KILLS=25 REHAB_FUZZ=2000 REHAB_SEEDS=20 REHAB_PERTURBATIONS=2000 \
	  $(BIN)/python -m pytest $(ARGS)

lint: $(READY) ## ruff (notebooks included), mypy, and every import declared
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/deptry lib notebooks

format: $(READY) ## let ruff mend the style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(READY) ## renew requirements.lock (all systems, with hashes), then see docs/dependencies.md
	$(PYTHON) -m venv .venv-lock
	$(subst $(VENV),.venv-lock,$(BIN))/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	$(subst $(VENV),.venv-lock,$(BIN))/uv pip compile pyproject.toml --extra dev --extra lab --extra sample --universal --generate-hashes \
	  --python-version 3.11 --no-header --quiet -o requirements.lock
	printf 'sphinx\nmyst-parser\nfuro\n' | $(subst $(VENV),.venv-lock,$(BIN))/uv pip compile - --constraint requirements.lock --universal --generate-hashes \
	  --python-version 3.11 --no-header --no-annotate --quiet -o requirements-docs.lock

lock-tools: $(READY) ## renew what the locks themselves are made and installed with: requirements-uv.lock, requirements-pip.lock
	$(PYTHON) -m venv .venv-lock
	$(subst $(VENV),.venv-lock,$(BIN))/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	for tool in pip uv; do echo $$tool | $(subst $(VENV),.venv-lock,$(BIN))/uv pip compile - --universal --generate-hashes \
	  --python-version 3.11 --no-header --no-annotate --quiet --upgrade -o requirements-$$tool.lock || exit 1; done

generate: $(READY) dak-nong sentences ## make anew what is made from the catalogue: forms of Đắk Nông and the sample, fixtures
	$(BIN)/rehab sample
	$(BIN)/python tests/workbooks/mess_fixtures.py

docs: $(READY) requirements-docs.lock ## build the documents as a site that opens offline: site/index.html
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-docs.lock
	$(BIN)/python -m sphinx -b html --quiet docs site

golden: $(READY) ## renew what tests/golden keeps of pages and tables; look at the difference before committing it
	$(BIN)/python tests/golden/golden_pages.py

sentences: $(READY) ## rewrite docs/sentences.md, every sentence that pages can print, and the tables of problems in docs/
	$(BIN)/python -m rehab.catalog.sentences docs/sentences.md
	$(BIN)/python -m rehab.catalog.problem_table en docs/reading.md vi docs/doc-bang-tinh.md

pictures: $(READY) ## draw docs/images anew: the brief (needs Chromium), the strange form and the teaching workbook of docs/reading.md
	$(BIN)/python tests/pages/page_pictures.py
	PYTHONPATH=tests/workbooks/teaching $(BIN)/python tests/workbooks/teaching/teaching_pictures.py

dak-nong: $(READY) ## rebuild Đắk Nông's workbook from its file of figures
	$(BIN)/python -m rehab.workbooks.forms.filling data/raw/reported/67-dak-nong.figures.toml

clean: ## remove what was built (not the workbooks)
	rm -rf briefs data/processed .pytest_cache .mypy_cache .ruff_cache
