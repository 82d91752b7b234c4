# Postern: the few commands that people type. `make help` lists them.
# CONFIG=release builds what is installed; the demo and the tests use the quicker debug build.
PREFIX ?= /usr/local
SYSCONFDIR ?= /etc
DESTDIR ?=
CONFIG ?= debug
SWIFT ?= swift
BUILD = $(SWIFT) build --configuration $(CONFIG)
RELEASE = $(SWIFT) build --configuration release --static-swift-stdlib

.DEFAULT_GOAL := help
.PHONY: help deps deps-test build release demo test lint format man check-man install bench \
	bench-mailgate bench-reading bench-search bench-scrips fuzz clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /|/' | \
	  awk -F'|' '{printf "  make %-13s %s\n", $$1, $$2}'

deps: ## install the Debian packages that building needs (as root; otherwise say which)
	@tools/deps build

deps-test: ## the same for building and testing
	@tools/deps build test

build: deps ## build postern and mailgate for trying (debug)
	@$(BUILD) --product postern
	@$(BUILD) --product mailgate

release: deps ## build postern and mailgate for installing
	@$(RELEASE) --product postern
	@$(RELEASE) --product mailgate

demo: build ## try it: an instance in a temporary folder, some mails, what became of them
	@tools/demo "$$($(BUILD) --show-bin-path)"

test: deps-test ## all tests, on SQLite and on a private PostgreSQL
	@POSTERN_REQUIRE_POSTGRESQL=1 POSTERN_REQUIRE_POSTFIX=1 $(SWIFT) test --disable-xctest

lint: ## formatting, the house rules, undeclared imports
	@$(SWIFT) format lint --strict --parallel -r Sources Tests Package.swift
	@python3 tools/lint.py

format: ## lay the sources out
	@$(SWIFT) format --in-place --parallel -r Sources Tests Package.swift

man: build ## write the manual pages anew from the commands' declarations
	@tools/man "$$($(BUILD) --show-bin-path)"

install: release ## install below $(DESTDIR)$(PREFIX); needs no right beyond writing there
	@tools/install "$$($(RELEASE) --show-bin-path)" "$(DESTDIR)" "$(PREFIX)" "$(SYSCONFDIR)"

bench: bench-mailgate bench-scrips bench-search ## measure mailgate, scrips and searches; takes half an hour

bench-mailgate: release ## measure mailgate: CPU, wall time, memory, bytes a mail
	@python3 Benchmarks/mailgate.py --bin "$$($(RELEASE) --show-bin-path)"

bench-reading: ## measure reading: mails and MB a second, memory, curves
	@$(SWIFT) build --configuration release --product bench-reading
	@"$$($(SWIFT) build --configuration release --show-bin-path)/bench-reading" $(MAILS)

fuzz: ## look for mails that break reading; SECONDS=3600 FORM=mail SEEDS=folder
	@Fuzz/run "$(or $(SECONDS),300)" "$(or $(FORM),mail)"

bench-scrips: deps-test ## measure an answer with 10 and 200 scrips, 1 to 1,000 watchers
	@$(SWIFT) build --configuration release --product scripbench
	@"$$($(BUILD) --configuration release --show-bin-path)/scripbench"

bench-search: deps-test ## measure typical searches in 100,000 tickets; TICKETS=1000000 as you like
	@$(SWIFT) build --configuration release --product searchbench
	@"$$($(BUILD) --configuration release --show-bin-path)/searchbench" --tickets $(or $(TICKETS),100000)

clean: ## remove what was built
	@rm -rf .build .build-fuzz
