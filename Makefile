# What to do with a fresh clone. `make` alone lists it.
export PATH := $(PATH):$(HOME)/.cargo/bin
CARGO ?= cargo

.DEFAULT_GOAL := help
.PHONY: help demo test check evidence-day evidence-access

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Run a made-up county here (LISTEN=address:port, DATA=folder, CASES=number)
	config/setup.sh
	$(CARGO) run --locked -- demo $(if $(LISTEN),--listen '$(LISTEN)') \
		$(if $(DATA),--data '$(DATA)') $(if $(CASES),--cases '$(CASES)')

test: ## Run every test, and end with one summary
	config/setup.sh --tests
	CARGO='$(CARGO)' tests/run.sh

check: ## Check format, lints, documentation and dependencies
	config/setup.sh
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	RUSTDOCFLAGS='-D warnings' $(CARGO) doc --locked --no-deps --document-private-items
	@if command -v cargo-deny >/dev/null; then $(CARGO) deny --locked check; \
	else echo 'Dependencies were not audited: cargo-deny is missing (cargo install cargo-deny).'; fi

evidence-day: ## Show by whole runs that the day loses nothing (QUICK=1: the short form of each)
	config/setup.sh --tests
	CARGO='$(CARGO)' tests/evidence.sh day $(if $(QUICK),short)

evidence-access: ## Show by whole runs that nobody sees what they may not (QUICK=1: the short form of each)
	config/setup.sh --tests
	CARGO='$(CARGO)' tests/evidence.sh access $(if $(QUICK),short)
