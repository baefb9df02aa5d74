# Two commands: `make demo` shows the portal, `make test` checks it. Both need Python >= 3.12 and make, nothing else.
SHELL := /bin/sh
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
GUNICORN := $(BIN)/gunicorn portal.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 3 --worker-class gthread --no-control-socket

.PHONY: demo test test-sqlite test-postgres test-browser quality messages lock bench clean

demo: $(VENV)/runtime
	@$(BIN)/python manage.py compile_catalogues
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py import_data
	@$(BIN)/python manage.py create_pages
	@$(BIN)/python manage.py demo
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@$(BIN)/python manage.py welcome --port $(PORT)
	@SITE_URL=$${SITE_URL:-http://127.0.0.1:$(PORT)} STAFF_SECOND_FACTOR=$${STAFF_SECOND_FACTOR:-0} exec $(GUNICORN)

test: $(VENV)/develop
	@$(BIN)/python -m tests.run

quality: $(VENV)/develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 6.0 $$(git ls-files 'templates/*.html')
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py messages --check --complete
	SITE_URL=https://portal.example.org ALLOWED_HOSTS=portal.example.org MAIL_URL=smtp://mail.example.org SECRET_KEY=$$(printf 'q%.0s' $$(seq 60))aBc1 $(BIN)/python manage.py check --deploy --fail-level WARNING

# Takes new texts of the pages into the catalogues in locale/ and drops those that are gone.
messages: $(VENV)/develop
	@$(BIN)/python manage.py messages

lock: $(VENV)/develop
	$(BIN)/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-annotate --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-annotate --no-header --group dev pyproject.toml -o requirements-dev.txt

bench: $(VENV)/develop
	$(BIN)/python -m tests.bench

clean:
	rm -rf $(VENV) var

# The environment is made from the hashed lock file and again whenever that file changes.
$(VENV)/runtime: requirements.txt
	@sh .ci/venv $(VENV) requirements.txt
	@touch $@

$(VENV)/develop: requirements-dev.txt
	@sh .ci/venv $(VENV) requirements-dev.txt
	@touch $@ $(VENV)/runtime
