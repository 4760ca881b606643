# On Record: two commands are enough, `make serve` and `make test`. Each sets up what it needs
# below .venv and node_modules, once; a later run begins at once.

# The Python to make .venv with; when empty, the first of python3, python3.11 … that is new enough.
PYTHON =
# More for pytest, as in: make test ARGS="-k search"
ARGS =
# Where briefings are, and which folder they become a project in.
FROM =
TO = ../briefings
# How many tests run at a time.
JOBS = 2
# More for the locks, as in: make lock UPGRADE=--upgrade
UPGRADE =

python = .venv/bin/python
pip_install = $(python) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
formatted = "static/**/*.{css,ts}" "tests/**/*.ts" "!tests/fixtures/**"
npm_ci = tools/npm.sh ci --loglevel=error --ignore-scripts

.PHONY: help serve site test check fmt coverage reference mutations briefings bench lock clean

help:
	@echo "make serve   build the site and show it on http://127.0.0.1:8000/"
	@echo "make site    build the site into site/"
	@echo "make test    run all tests, in a real browser too (make test ARGS=\"-k search\" runs some)"
	@echo "make briefings FROM=folder   make a site of a folder of White House briefings, to try size"
	@echo "make bench   measure the search beside others, into bench/RESULTS.md (half an hour)"
	@echo "make lock    write the locked versions anew (make lock UPGRADE=--upgrade takes newer ones)"
	@echo "make clean   remove what these commands made"

serve: .venv/.site node_modules/.site
	@$(python) build.py serve

site: .venv/.site node_modules/.site
	@$(python) build.py

test: .venv/.test node_modules/.test
	@PATH="$(CURDIR)/.venv/bin:$$PATH" $(python) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

# Everything static and the fast tests, in under a minute.
check: .venv/.test node_modules/.test
	@PATH="$(CURDIR)/.venv/bin:$$PATH" $(python) -m pytest -q -n $(JOBS) --dist worksteal -m "not slow" $(ARGS)

fmt: .venv/.test node_modules/.test
	@.venv/bin/ruff check --fix --quiet --select I .
	@.venv/bin/ruff format --quiet .
	@node_modules/.bin/prettier --log-level=warn --write $(formatted)

coverage: .venv/.test node_modules/.test
	@PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/coverage run -m pytest -q $(ARGS)
	@.venv/bin/coverage combine --quiet
	@.venv/bin/coverage report

# Writes docs/reference.md from the code.
reference: .venv/.site
	@$(python) -m tools.reference

# How many of twenty small mistakes in each core module the tests catch (an hour).
mutations: .venv/.test node_modules/.test
	@PATH="$(CURDIR)/.venv/bin:$$PATH" $(python) -m tools.mutations $(ARGS)

briefings: .venv/.site node_modules/.site
	$(if $(FROM),,$(error Say where they are: make briefings FROM=folder))
	@$(python) tools/briefings.py "$(FROM)" "$(TO)"

# With the data of a real site, and fewer sizes: make bench DATA=site/data SIZES=1000
bench: .venv/.test node_modules/.test bench/node_modules/.bench
	@PATH="$(CURDIR)/.venv/bin:$$PATH" $(python) -m bench.run $(if $(DATA),--data $(DATA)) $(if $(SIZES),--sizes $(SIZES))

clean:
	rm -rf .venv node_modules bench/node_modules site .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find onrecord tests -name __pycache__ -type d -prune -exec rm -rf {} +

# What is set up. A stamp says that a folder holds what its lock asks for; what tests need holds
# all that a build needs, so that going from one to the other and back installs nothing twice.

.venv/bin/python:
	@tools/make-venv.sh "$(PYTHON)"

.venv/.site: .venv/bin/python requirements.txt
	@echo "Installing the Python packages that a build needs (once, half a minute)"
	@$(pip_install) -r requirements.txt
	@touch $@

.venv/.test: .venv/.site requirements-dev.txt
	@echo "Installing the Python packages that tests need (once, half a minute)"
	@$(pip_install) -r requirements-dev.txt
	@touch $@

node_modules/.site: package.json package-lock.json .npmrc .venv/.site
	@if [ node_modules/.test -nt package-lock.json ] && [ node_modules/.test -nt package.json ]; then :; \
	else echo "Installing the npm packages that a build needs (once)"; $(npm_ci) --omit=dev; fi
	@touch $@

node_modules/.test: package.json package-lock.json .npmrc .venv/.site
	@echo "Installing the npm packages that tests need (once)"
	@$(npm_ci)
	@touch node_modules/.site $@

bench/node_modules/.bench: bench/package.json bench/package-lock.json bench/.npmrc .venv/.site
	@echo "Installing what the search is measured beside (once)"
	@tools/npm.sh ci --prefix bench --loglevel=error --ignore-scripts
	@touch $@

# The locks. uv resolves for every platform at once and lives in a folder of its own: only who
# changes the dependencies needs it.

uv = .venv/lock/bin/uv
compile = $(uv) pip compile --universal --generate-hashes --no-header --quiet --python-version 3.11 $(UPGRADE)

.venv/lock/bin/uv: .venv/bin/python
	@$(python) -m venv .venv/lock
	@.venv/lock/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

lock: $(uv) .venv/.site
	$(compile) pyproject.toml -o requirements.txt
	$(compile) --group dev -c requirements.txt -o requirements-dev.txt
	$(compile) --group node -o requirements-node.txt
	tools/npm.sh $(if $(UPGRADE),update,install) --package-lock-only --ignore-scripts
	tools/npm.sh $(if $(UPGRADE),update,install) --prefix bench --package-lock-only --ignore-scripts
