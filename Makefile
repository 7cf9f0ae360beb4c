# Everything one does here, by name. `make` alone lists it.
# Another Python than the first suitable one: make run PYTHON=python3.13

SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))
FIRST_SUITABLE = $(shell for python in python3 python3.13 python3.12 python3.11; do \
	"$$python" -c '$(SUPPORTED)' 2>/dev/null && echo "$$python" && break; done)
CHOSEN = $(or $(PYTHON),$(FIRST_SUITABLE))

PIP := .venv/bin/python -m pip --disable-pip-version-check --no-input -qq
INSTALL_LIANDONG := $(PIP) install --no-build-isolation --no-deps --editable .

# A .venv of another version than the PYTHON asked for is made anew.
ifneq ($(origin PYTHON),undefined)
  VERSION := -c 'import sys; print(sys.version_info[:2])' 2>/dev/null
  ifneq ($(shell "$(PYTHON)" $(VERSION)),$(shell .venv/bin/python $(VERSION)))
    .PHONY: .venv/bin/python
  endif
endif

.PHONY: help
help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

.PHONY: run
run: .venv/run-ready ## run the whole of Liandong with its demo city on http://127.0.0.1:12348
	@.venv/bin/liandong demo run

.PHONY: test
test: lint ## check the style, then run all tests (ARGS="--only unit -k objection", or a file, for some)
	@.venv/bin/python -m tests.support.run $(ARGS)

.PHONY: faults
faults: .venv/test-ready ## break whatever can break under a load of real messages (an hour and more)
	@LIANDONG_FAULTS=long .venv/bin/python -m tests.support.run --only faults $(ARGS)

.PHONY: bench
bench: .venv/bench-ready ## measure what it costs, beside others (an hour and a half; ARGS="--only rules" for one of them)
	@.venv/bin/python -m tests.bench $(ARGS)

.PHONY: bench-quick
bench-quick: .venv/bench-ready ## some of them with less of everything, in two minutes; writes nothing down
	@.venv/bin/python -m tests.bench --quick $(ARGS)

.PHONY: lint
lint: .venv/test-ready ## check style and types
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/mypy --no-error-summary

.PHONY: fmt
fmt: .venv/test-ready ## format the code and mend what ruff can mend
	@.venv/bin/ruff check --quiet --fix .
	@.venv/bin/ruff format .

.PHONY: clean
clean: ## remove .venv and caches; var/ with its data stays
	@rm -rf .venv *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/run-ready: requirements.txt pyproject.toml .venv/bin/python
	@echo "Installing what Liandong needs (about a minute the first time) …"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(INSTALL_LIANDONG)
	@touch $@

.venv/test-ready: requirements-dev.txt requirements.txt pyproject.toml .venv/bin/python
	@echo "Installing what Liandong and its tests need (about a minute the first time) …"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@$(INSTALL_LIANDONG)
	@touch .venv/run-ready $@

.venv/bench-ready: requirements-bench.txt .venv/test-ready
	@echo "Installing what Liandong is measured against …"
	@$(PIP) install --require-hashes -r requirements-bench.txt
	@touch $@

.venv/bin/python:
	@"$(CHOSEN)" -c '$(SUPPORTED)' 2>/dev/null || \
		{ echo "Liandong needs Python 3.11, 3.12 or 3.13$(if $(PYTHON), and $(PYTHON) is none of them)." \
		"Install one, or name it: make PYTHON=/path/to/python3.13" >&2; exit 1; }
	@"$(CHOSEN)" -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "$(CHOSEN) cannot make virtual environments." \
		"On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making .venv with $$("$(CHOSEN)" --version) …"
	@"$(CHOSEN)" -m venv --clear .venv
