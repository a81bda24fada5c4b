# Each command sets up what it needs the first time (.ci/setup). `make help` lists them.
.PHONY: help site build check test coverage bench clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 10

site: ## build the handbook in both languages, serve it and print its address
	@.ci/setup site
	@.venv/bin/dutybook serve

build: ## build the handbook in both languages into site/
	@.ci/setup site
	@.venv/bin/dutybook build

check: ## check the handbook
	@.ci/setup site
	@.venv/bin/dutybook check

test: ## run every check and test
	@.ci/setup test
	@.ci/test

coverage: ## run the tests and print what of the code they reach, which takes half as long again
	@.ci/setup test
	@.venv/bin/python -m pytest -n 2 --dist worksteal --cov --cov-report=term

bench: ## print the benchmarks' ratios
	@.ci/setup test
	@.venv/bin/python benchmarks/run.py
	@.venv/bin/python benchmarks/sheets.py
	@.venv/bin/python benchmarks/records.py
	@.venv/bin/python benchmarks/search.py

clean: ## delete what was built and the virtual environment
	rm -rf site .venv
