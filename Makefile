# The commands of the house. `make` alone prints this list.

.DEFAULT_GOAL := list
.PHONY: list run test check types parts clean

list: ## this list
	@echo "make ..."
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 10

run: ## build everything and start the server on port 8080, data in ./data (about six minutes the first time)
	cargo run --release --locked -- serve

test: ## every test there is, browsers included; installs what it lacks
	./.ci/test

check: ## formatting, lints and types only: what a commit should pass (a minute or two)
	./.ci/test check

types: ## write protocol/typescript and protocol/examples again from the Rust types
	ALONGSIDE_TYPES=write cargo test --locked -p alongside-protocol

parts: ## look at every part of the client in a browser, in a page that reloads itself
	./.ci/packages web-client
	npm --prefix web-client run gallery

clean: ## remove everything that was built (not the data)
	cargo clean
	rm -rf web-client/node_modules web-client/dist tests/browser/node_modules tests/browser/test-results
