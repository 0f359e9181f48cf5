# `make run` opens the console on the demo site, `make test` runs every check, `make setup` only sets up.
# Each installs what is missing; a second run downloads nothing.

SHELL := /bin/bash
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
# A version manager may leave names that do not run: each is tried.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c '$(NEW_ENOUGH)' 2>/dev/null && { command -v $$p; break; }; done)
UV_VERSION := 0.13.9
UV := .uv/bin/uv
PY := .venv/bin/python

# What a window, Korean text and SQLite's wheel need of Debian; then what the tests add.
APT_RUN := libgl1 libegl1 libglib2.0-0 libfontconfig1 libxkbcommon0 libdbus-1-3 fonts-noto-cjk libxcb-cursor0 \
	libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-image0 libxcb-randr0 libxcb-render-util0 \
	libxcb-xinerama0 libxcb-xkb1
APT_TEST := xvfb xauth xdotool mosquitto mosquitto-clients openssl ffmpeg python3-gi gir1.2-gst-rtsp-server-1.0 \
	gir1.2-gst-plugins-base-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad

.PHONY: run setup test bench lock screenshots clean
.DELETE_ON_ERROR:

run: setup
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ] && [ -z "$$QT_QPA_PLATFORM" ]; then \
		echo "No display: start a desktop session, or run: apt-get install xvfb && xvfb-run -s '-screen 0 1920x1080x24' make run"; \
		exit 2; \
	fi
	$(PY) main.py --demo

setup: .setup-apt-run .setup-venv

test: setup .setup-apt-test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) -m pytest

bench: setup .setup-apt-test
	$(PY) -m tests.benchmarks

# Debian only, and only what is missing; elsewhere the README says what to install.
define apt_install
	@if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then \
		missing=""; for p in $(1); do \
			dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
		if [ -n "$$missing" ]; then \
			as=""; [ "$$(id -u)" = 0 ] || as=sudo; \
			if [ -n "$$as" ] && ! command -v sudo >/dev/null; then \
				echo "Missing system packages; as root run: apt-get install$$missing"; exit 2; fi; \
			echo "Installing:$$missing"; \
			$$as apt-get update -q && $$as env DEBIAN_FRONTEND=noninteractive \
				apt-get install -y -q --no-install-recommends $$missing || exit 2; \
		fi; \
	else echo "Not Debian: see README.md for the system libraries a window needs."; fi
	@touch $@
endef

.setup-apt-run: Makefile
	$(call apt_install,$(APT_RUN) python3-venv ca-certificates)

.setup-apt-test: Makefile
	$(call apt_install,$(APT_TEST))

.setup-uv: .setup-apt-run
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed."; exit 2; }
	@[ -x $(UV) ] && $(UV) --version | grep -q '$(UV_VERSION)' || \
		{ rm -rf .uv && $(PYTHON) -m venv .uv && .uv/bin/python -m pip install -q --disable-pip-version-check 'uv==$(UV_VERSION)'; }
	@touch $@

# The lock names files and their hashes but no index, so that a room's own mirror serves as well: see ARCHITECTURE.md.
.setup-venv: uv.lock pyproject.toml .setup-uv
	@[ -x $(PY) ] || $(UV) venv -q --python $(PYTHON) .venv
	@$(UV) export -q --frozen --no-emit-project --no-header --format requirements-txt > .setup-requirements
	@$(UV) pip sync -q --require-hashes --python $(PY) .setup-requirements
	@touch $@

lock: .setup-uv
	$(PYTHON) -m tests.lock $(UV)

screenshots: setup .setup-apt-test
	$(PY) -m tests.screenshots

clean:
	rm -rf .venv .uv .setup-* .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
