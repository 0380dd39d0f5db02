# Two commands do everything on a machine that has git, make and Python 3.11 or newer:
#   make map    makes .venv, installs, writes routes.html
#   make test   installs the test extras, runs the whole suite
# `make check` runs the linters, `make docs` builds the site, `make bench` runs the benchmarks, `make schema` writes
# docs/schema, `make clean` removes what was made.

# The first Python on the path that is new enough; PYTHON=... chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: map test check docs bench schema clean

map: $(VENV)/installed
	@$(BIN)/safepassage map --output routes.html --from onsong --to seoul

test: $(VENV)/installed-test
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: $(VENV)/installed-check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Strict: a broken link, a docstring that does not parse, a notebook that fails or a request to another host ends it.
docs: $(VENV)/installed-docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict
	@echo "Built site/index.html"

bench: $(VENV)/installed-bench
	$(BIN)/python benchmarks/cold_start.py
	$(BIN)/python benchmarks/paths.py
	$(BIN)/python benchmarks/losses.py
	$(BIN)/python benchmarks/closures.py
	$(BIN)/python benchmarks/ensembles.py
	$(BIN)/python benchmarks/large_networks.py
	$(BIN)/python benchmarks/million_places.py

schema: $(VENV)/installed
	$(BIN)/python -c "from routes.dataset.schema import write_schemas; write_schemas('docs/schema')"

$(VENV)/created:
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer was not found; install it, or say make PYTHON=/its/path"; exit 1; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian and Ubuntu: sudo apt install python3-venv, then the same make again"; exit 1; }
	@touch $@

# One rule for the five sets of packages: none, test, check, docs, bench.
$(VENV)/installed: EXTRAS :=
$(VENV)/installed-test: EXTRAS := [test]
$(VENV)/installed-check: EXTRAS := [test,check]
$(VENV)/installed-docs: EXTRAS := [docs]
$(VENV)/installed-bench: EXTRAS := [bench]
$(VENV)/installed $(VENV)/installed-test $(VENV)/installed-check $(VENV)/installed-docs $(VENV)/installed-bench: $(VENV)/created pyproject.toml constraints.txt
	@echo "Installing safepassage$(EXTRAS), a minute or two ..."
	@$(PIP) --editable '.$(EXTRAS)' || { echo "Not installed. Is there a network? docs/how-to/install.md says what else it may be."; exit 1; }
	@touch $@

clean:
	rm -rf $(VENV) routes.html site test-results .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
