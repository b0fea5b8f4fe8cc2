# make            what CI checks, without the slow parts
# make help       every target
SHELL := /bin/bash
GO    ?= go
PKGS  ?= ./...
SIGEN := $(GO) run ./cmd/sigen

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: demo
demo: ## Generate the example's code, then run isolated tenants on real databases
	@$(SIGEN) ./examples/multitenant/...
	@$(GO) run ./examples/multitenant $(DEMOFLAGS)

.PHONY: generate
generate: ## Bring every generated file up to date
	$(GO) generate ./...

.PHONY: check
check: ## Fail when a generated file is stale
	$(SIGEN) check ./...

.PHONY: test
test: ## Run every test under the race detector; needs nothing but Go
	$(GO) test -race -timeout 20m $(PKGS)

.PHONY: test-services
test-services: export SIGEN_TEST_POSTGRES ?= postgres://postgres@127.0.0.1:5432/postgres
test-services: export SIGEN_TEST_MARIADB ?= mariadb://root@127.0.0.1:3306/test
test-services: ## Tests against PostgreSQL and MariaDB at SIGEN_TEST_POSTGRES and SIGEN_TEST_MARIADB; none skips
	$(GO) test -race -count 1 -timeout 20m -tags services ./runtime/provider/sqldb/...
	$(GO) test -race -count 1 -timeout 20m -tags services -run '^TestServers' ./runtime/internal/attack

.PHONY: vet-bench
vet-bench: ## Bars of sigen vet on a module with pgx, nats.go and OpenTelemetry; needs a module proxy
	@$(GO) test -count=1 -tags vetbench -timeout 30m -run '^TestBench$$' -v ./gen/vet | grep -vE '^(=== RUN|--- PASS|PASS|ok)' ; exit $${PIPESTATUS[0]}

.PHONY: vet-corpus
vet-corpus: ## Recall and false alarms of sigen vet over its corpus
	@$(GO) test -count=1 -tags corpus -timeout 30m -run '^Test(Blind|Deep)?Corpus(Facts)?$$' -v ./gen/vet | grep -vE '^(=== RUN|PASS|ok)' ; exit $${PIPESTATUS[0]}

.PHONY: vet-fuzz
vet-fuzz: ## Leaks put together at random, for FUZZTIME (default 20s) from SEED (1) on; PRINT=3 prints number 3 of SEED
	@$(GO) test -count=1 -timeout 0 -run '^TestLeaks$$' -v ./gen/vet -leaks.size 200 -leaks.for $${FUZZTIME:-20s} -leaks.seed $${SEED:-1} $${PRINT:+-leaks.print $$PRINT} | grep -vE '^(=== RUN|PASS|ok)' ; exit $${PIPESTATUS[0]}

.PHONY: bench
bench: ## Full benchmarks, with what they are measured against
	cd examples/bench && $(GO) run ./reactive
	cd examples/bench && GOLANG_PROTOBUF_REGISTRATION_CONFLICT=ignore $(GO) run ./peers
	$(GO) run ./gen/internal/barbench
	$(GO) test -run '^$$' -bench . -benchmem -count 5 ./runtime/...

.PHONY: bench-quick
bench-quick: ## One line a bar: name, figure, bar, floor, peer, ok or short
	$(GO) run ./runtime/reactive/internal/barbench
	$(GO) run ./runtime/provider/config/internal/barbench
	$(GO) run ./runtime/internal/barbench
	$(GO) run ./gen/internal/barbench -run 'changed|memory'

.PHONY: soak
soak: ## Ten minutes of callers, and tenants that come, go, move and crash (SOAK=60s for less)
	$(GO) test -race -count 1 -timeout 30m -v -run '^TestSoak$$' ./runtime/internal/soak -soak.for $${SOAK:-10m}

.PHONY: fuzz
fuzz: ## Fuzz every target for FUZZTIME (default 20s) each
	@set -e; for pkg in $$($(GO) list ./... ./testdata/ok/...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$pkg 2>/dev/null | grep '^Fuzz' || true); do \
	    echo "== $$pkg $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $${FUZZTIME:-20s} $$pkg; \
	  done; done

.PHONY: schedules
schedules: ## Random schedules of the reactive engine under -race: SCHEDULES (default 1m) for each of CHUNKS (10), or for CHUNK=3/10 alone
	@set -e; bin=$$(mktemp -d); trap 'rm -rf "$$bin"' EXIT; $(GO) test -race -c -o $$bin/reactive.test ./runtime/reactive; \
	n=$${CHUNKS:-10}; for c in $${CHUNK:-$$(seq -f "%.0f/$$n" 0 $$((n-1)))}; do \
	  $$bin/reactive.test -test.run '^TestSchedules$$' -test.v -reactive.schedules=$${SCHEDULES:-1m} -reactive.chunk=$$c | grep -v '^=== RUN'; test $${PIPESTATUS[0]} = 0; \
	done

.PHONY: fuzz-pipeline
fuzz-pipeline: ## Run the whole generator over damaged golden cases for FUZZTIME (default 20s)
	$(GO) run ./gen/gentest/internal/pipefuzz -for $${FUZZTIME:-20s}

.PHONY: test-matrix
test-matrix: ## Generate over the layouts that modules have, and in a copy of a large one
	$(GO) test -count=1 -run '^(TestMatrix|TestLargeModule)$$' ./gen

.PHONY: golden
golden: ## Rewrite the golden cases; read the diff before you commit it
	$(GO) test ./gen/gentest -update

.PHONY: lint
lint: ## gofmt, go vet, staticcheck, sigen vet
	@fmt=$$(gofmt -s -l $$(git ls-files '*.go')); if [ -n "$$fmt" ]; then echo "gofmt -s needed:"; echo "$$fmt"; exit 1; fi
	$(GO) vet ./... ./testdata/ok/...
	$(GO) vet -tags services ./runtime/...
	$(GO) tool staticcheck ./... ./testdata/ok/...
	$(SIGEN) vet ./examples/...

.PHONY: ci
ci: lint check test demo ## All that CI runs
