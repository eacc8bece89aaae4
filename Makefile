# Run `make` to list the targets.

.DEFAULT_GOAL := help
SWIFT_CODE := Sources Tests Benchmarks Package.swift

.PHONY: help
help: ## List all targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: ## Build and start a server with its data in ./tmp; ARGS="..." adds flags
	@scripts/install-system-packages.sh build
	@scripts/build.sh --product perfsee
	@mkdir -p -m 700 tmp
	@.build/debug/perfsee serve --database sqlite:tmp/perfsee.db --allow-network 127.0.0.0/8 $(ARGS)

.PHONY: demo
demo: ## Upload a build and deliver a signed webhook to an Express server
	@scripts/demo.sh

.PHONY: test
test: ## Build and run all tests
	@scripts/test.sh

.PHONY: test-postgres
test-postgres: ## Run all tests that use a store on PostgreSQL
	@scripts/test.sh postgres

.PHONY: chaos
chaos: ## Kill and cut off nodes, with 100,000 events; SEED=... repeats a run
	@scripts/install-system-packages.sh build test
	@scripts/build.sh --build-tests
	@PERFSEE_CHAOS_EVENTS=$${PERFSEE_CHAOS_EVENTS:-100000} PERFSEE_CHAOS_SEED=$(SEED) \
		swift test --skip-build --filter ManyNodesTests

.PHONY: check
check: export PERFSEE_MUTATION_SECONDS ?= 60
check: lint test test-postgres ## Check formatting and imports, and run all tests on both stores

.PHONY: lint
lint: ## Check formatting, imports, the folders of targets, and that messages are values
	@swift format lint --strict --parallel --recursive $(SWIFT_CODE)
	@scripts/lint-imports
	@scripts/lint-folders --self-test
	@scripts/lint-folders
	@scripts/lint-sentences --self-test
	@scripts/lint-sentences

.PHONY: format
format: ## Format the code
	@swift format --in-place --parallel --recursive $(SWIFT_CODE)

.PHONY: pictures
pictures: ## Retake the pictures in docs/images
	@scripts/install-system-packages.sh build browser pictures
	@scripts/browser-environment.sh
	@scripts/build.sh --build-tests
	@PERFSEE_PICTURES=1 swift test --skip-build --filter JourneyTests/pictures

.PHONY: access
access: ## Regenerate docs/access.md from the routes: which caller can use each
	@scripts/install-system-packages.sh build
	@scripts/build.sh --build-tests
	@PERFSEE_ACCESS=1 swift test --skip-build --filter 'AccessMatrixTests/isPrinted'

.PHONY: bench
bench: ## Run the benchmarks
	@scripts/install-system-packages.sh build bench
	@scripts/bench

.PHONY: peers
peers: ## Run other projects' tests against the analysis; PEERS=DIR holds their clones
	$(if $(PEERS),,$(error Name the folder with the clones: make peers PEERS=DIR. See docs/peers.md))
	@scripts/install-system-packages.sh build peers
	@scripts/peers $(PEERS)

.PHONY: schemas
schemas: ## Check all reports as other programs read them; DIR=DIR holds SARIF's schema
	$(if $(DIR),,$(error Name the folder with sarif-schema-2.1.0.json: make schemas DIR=DIR. See docs/command-line.md))
	@scripts/schemas $(DIR) $(BUILDS)

.PHONY: build
build: ## Build the program: .build/release/perfsee
	@scripts/install-system-packages.sh build
	@scripts/build.sh -c release --product perfsee
	@echo "Built .build/release/perfsee"

.PHONY: deb
deb: ## Build a Debian package in .build/deb
	@scripts/deb.sh

.PHONY: deb-check
deb-check: deb ## Install, run and purge that package in a fresh Debian; requires root
	@scripts/deb-check.sh

.PHONY: clean
clean: ## Remove all build output
	@rm -rf .build .build-deb
