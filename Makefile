# Countersign: `make help` says what there is.

# Where the server listens.
PORT ?= 8080
# LAN=1: on the local network instead of this computer only.
LAN ?=

# What `make bench` passes on to Benchmarks/bench.py.
BENCH ?=

ifneq ($(filter 1 yes true,$(LAN)),)
serve_flags := --lan
endif

.DEFAULT_GOAL := help
.PHONY: help run build test faults check format clean

help: ## Lists the targets
	@echo "Countersign"
	@sed -nE 's/^([a-z]+):.*## (.*)$$/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F '|' '{ printf "%-15s %s\n", $$1, $$2 }'
	@echo "Variables: PORT=8080 (where it listens), LAN=1 (with make run: for a real phone on the local network)"
	@echo "           BENCH='verify --people 50000' (with make bench: what Benchmarks/bench.py is told)"

run: build ## Installs what is missing, builds, and starts the demo
	@exec "$$(swift build -c release --show-bin-path)/countersign" serve --demo $(serve_flags) --port $(PORT)

build: ## Installs what is missing and builds the program
	@scripts/bootstrap --for run
	@scripts/build-web-assets
	@echo "Building (the first time takes some minutes)"
	@swift build -c release --product countersign

test: ## Installs what is missing and runs every test
	@scripts/test

faults: ## Lets servers, PostgreSQL and the disk fail under load (some minutes)
	@scripts/bootstrap --for test
	@scripts/build-web-assets
	@swift build --product countersign
	@python3 Tests/Faults/run.py

check: ## Checks format, layers, sizes, imports, the phone's module and all tests
	@scripts/check all

bench: ## Installs what is missing, builds, and measures speed and growth (an hour; what it does: docs/performance.md)
	@scripts/bootstrap --for bench
	@scripts/build-web-assets
	@Benchmarks/bench.py --build --postgres $(BENCH)

format: ## Formats the Swift sources
	@swift format --in-place --parallel --recursive Package.swift Sources Tests

clean: ## Removes everything that was built or downloaded into this folder; data stays
	rm -rf .build .venv Sources/CWebAssets/generated
