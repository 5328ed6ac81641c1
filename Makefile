# Needs Python 3.11+, git and make. Everything else is installed into .venv, exactly as uv.lock says.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: run test check bench bench-scale bench-sparql soak paint screenshots assets serve clean lock score

# Reads the first article into the store, shows what is in it, answers a question and writes the Turtle.
run: $(STAMP)
	$(BIN)/kg build articles/netanyahu-biden-call.md
	@echo
	@$(BIN)/kg stats
	@echo
	@echo "Which calls, meetings and visits are only planned?  (kg query planned-communications)"
	@$(BIN)/kg query planned-communications
	@mkdir -p out
	@$(BIN)/kg export --format turtle --output out/communique.ttl
	@echo
	@echo "The graph is in .kg/ (ask it: $(BIN)/kg query --list) and in out/communique.ttl"

# What must answer within a second has the machine for itself; the rest runs on all cores.
test: $(STAMP)
	$(BIN)/python -m pytest tests/api/test_killers.py
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --ignore tests/api/test_killers.py

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_walls.py

bench: $(STAMP)
	$(BIN)/python -m pytest tests/benchmarks --benchmark-enable --benchmark-only

# Stores of 100 to 10,000 articles (20 million quads; about 20 minutes, 8 GB of disk): size, memory, time of each question.
bench-scale: $(STAMP)
	nice -n 15 $(BIN)/python -m tests.benchmarks.scale.run

# The service beside the Oxigraph server and rdflib-endpoint (PyPI, in an environment that goes again). Needs wrk; 8 minutes.
bench-sparql: $(STAMP)
	$(BIN)/python tests/benchmarks/sparql/compare.py --write docs/service.md

# Two hundred clients for a minute: every answer is right, or a 429 or 503 that says when to come again.
soak: $(STAMP)
	$(BIN)/python -m tests.benchmarks.sparql.soak

# How soon each page shows something in Chromium, with a thousand articles in the store (made first; two minutes).
paint: $(STAMP)
	$(BIN)/python -m tests.benchmarks.paint

# The pictures of the README, in Chromium.
screenshots: $(STAMP)
	$(BIN)/python -m tests.pages.browser.screenshots

# The prebuilt libraries of the pages, from npm; needs npm, and only when a version is changed.
assets:
	api/static/islands/fetch.sh

# How well the reader does on the annotated articles.
score: $(STAMP)
	$(BIN)/python tests/gold/score_articles.py "$(BIN)/kg read {article} --format record" tests/gold articles
	@echo "\nReports of our own (tests/gold/reports):"
	$(BIN)/python tests/gold/score_articles.py "$(BIN)/kg read {article} --format record" tests/gold/reports tests/gold/reports/articles
	@echo "\nSentences of our own (tests/gold/sentences.jsonl):"
	$(BIN)/kg read tests/gold/sentences.jsonl --format record 2>/dev/null | $(BIN)/python tests/gold/score_sentences.py tests/gold/sentences.jsonl /dev/stdin
	@echo "\nPlain sentences of our own (tests/gold/plain), events only:"
	@for set in tests/gold/plain/*.jsonl; do \
	  $(BIN)/kg read $$set --format record 2>/dev/null | $(BIN)/python tests/gold/score_plain.py $$set /dev/stdin || exit 1; \
	done

serve: $(STAMP)
	$(BIN)/kg serve

# The lock keeps no address of an index: an export of it installs from whatever index this machine uses.
$(STAMP): uv.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv export --quiet --frozen --no-emit-project --format requirements-txt --output-file .venv/requirements.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes --requirement .venv/requirements.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(STAMP)

lock: $(STAMP)
	rm -f uv.lock
	$(BIN)/uv lock --quiet
	sed -i -E 's#registry = "[^"]+"#registry = "simple"#; s#url = "https?://[^"]*/packages/([^"]+)"#path = "\1"#' uv.lock

clean:
	rm -rf .venv .kg out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
