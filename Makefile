# The commands of the house. `make` alone prints this list.

.DEFAULT_GOAL := list
.PHONY: list run test check simulate storm kills bench types parts clean

list: ## this list
	@echo "make ..."
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 10

run: ## build everything and start the server on port 8080, data in ./data (about six minutes the first time)
	cargo run --release --locked -- serve

test: ## every test there is, browsers included; installs what it lacks
	./.ci/test

check: ## formatting, lints and types only: what a commit should pass (a minute or two)
	./.ci/test check

SEEDS ?= 1000
PAIRS ?= $(SEEDS)
FROM ?= 0
AT_ONCE ?= 0
PLAYS = simulation::topic3_whatever simulation::quiet::topic5_a_secret
simulate: ## play SEEDS days (1000) from number FROM on, with faults, and PAIRS pairs of days (as many); PLAN=file plays one again
	ALONGSIDE_SEEDS=$(SEEDS) ALONGSIDE_PAIRS=$(PAIRS) ALONGSIDE_FROM=$(FROM) ALONGSIDE_AT_ONCE=$(AT_ONCE) \
	$(if $(PLAN),ALONGSIDE_PLAN=$(abspath $(PLAN))) \
	cargo test --release --locked -p alongside --test alongside-tests -- \
	$(if $(PLAN),$(firstword $(PLAYS)),$(PLAYS)) --nocapture --test-threads=1

storm: ## 500 people in 20 sessions: talk, stuck readers, a kill; prints figures (about three minutes)
	ALONGSIDE_STORM=large cargo test --release --locked -p alongside --test alongside-tests storm -- --nocapture

KILLS ?= 2000
kills: ## kill the program KILLS times (2000) under load and hold what a witness knows against the log
	KILLS=$(KILLS) cargo test --locked -p alongside --test alongside-tests faults::kills -- --nocapture

bench: ## how long the matching engine and the whole command take: p50, p99 and max of many cases (some minutes)
	cargo bench --locked --no-fail-fast -p alongside-domain -p alongside --bench figures --bench command

types: ## write protocol/typescript and protocol/examples again from the Rust types
	ALONGSIDE_TYPES=write cargo test --locked -p alongside-protocol

parts: ## look at every part of the client in a browser, in a page that reloads itself
	./.ci/packages web-client
	npm --prefix web-client run gallery

clean: ## remove everything that was built (not the data)
	cargo clean
	rm -rf web-client/node_modules web-client/dist tests/browser/node_modules tests/browser/test-results
