package sigen_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/sigen-dev/sigen/"

// house lists, for every package, which packages of this module its non-test
// code may import. Imports point down. A package that is not listed fails the
// test: whoever adds one says here where it stands.
var house = map[string]string{
	"cmd/sigen": "gen gen/vet",

	"templates":            "",
	"gen":                  "gen/internal/cache gen/internal/check gen/internal/diag gen/internal/emit gen/internal/explain gen/internal/load gen/internal/model gen/internal/output gen/internal/plan gen/internal/resolve gen/internal/reuse templates",
	"gen/gentest":          "gen gen/internal/check gen/internal/diag gen/internal/emit gen/internal/load gen/internal/model gen/internal/resolve",
	"gen/internal/cache":   "",
	"gen/internal/check":   "gen/internal/diag gen/internal/marker gen/internal/model",
	"gen/internal/diag":    "",
	"gen/internal/explain": "",
	"gen/internal/emit":    "gen/internal/model gen/internal/plan",
	"gen/internal/load":    "gen/internal/diag gen/internal/marker",
	"gen/internal/marker":  "gen/internal/diag",
	"gen/internal/model":   "",
	"gen/internal/output":  "",
	"gen/internal/plan":    "gen/internal/model",
	"gen/internal/resolve": "gen/internal/diag gen/internal/load gen/internal/marker gen/internal/model",
	"gen/internal/reuse":   "gen/internal/cache gen/internal/diag gen/internal/load gen/internal/model",

	"gen/internal/barbench":         "gen/gentest internal/bars",
	"gen/gentest/internal/pipefuzz": "gen/gentest gen/internal/check gen/internal/diag gen/internal/emit gen/internal/load gen/internal/plan gen/internal/resolve",

	"gen/vet":                  "gen/internal/cache gen/internal/diag gen/internal/output gen/internal/reuse gen/vet/internal/benign gen/vet/internal/deep gen/vet/internal/facts gen/vet/internal/flow gen/vet/internal/invoke gen/vet/internal/link gen/vet/internal/std",
	"gen/vet/internal/benign":  "",
	"gen/vet/internal/deep":    "gen/vet/internal/flow",
	"gen/vet/internal/facts":   "",
	"gen/vet/internal/flow":    "gen/internal/marker gen/vet/internal/facts gen/vet/internal/std",
	"gen/vet/internal/invoke":  "gen/internal/diag gen/internal/marker gen/vet/internal/facts",
	"gen/vet/internal/link":    "gen/vet/internal/facts gen/vet/internal/flow gen/vet/internal/std",
	"gen/vet/internal/leakgen": "",
	"gen/vet/internal/review":  "gen/vet/internal/std",
	"gen/vet/internal/std":     "",
	"gen/vet/internal/stdgen":  "gen/vet/internal/facts gen/vet/internal/flow gen/vet/internal/std",

	"runtime":                "runtime/internal/core runtime/reactive",
	"runtime/abi":            "runtime/abi/codec runtime/internal/core runtime/reactive",
	"runtime/abi/codec":      "",
	"runtime/abi/protocodec": "runtime/abi/codec",
	"runtime/internal/core":  "runtime/abi/codec runtime/reactive",
	"runtime/reactive":       "",

	"runtime/reactive/internal/barbench": "internal/bars runtime/reactive runtime/reactive/internal/fixture",
	"runtime/reactive/internal/fixture":  "runtime/reactive",

	"runtime/internal/attack":           "",
	"runtime/internal/soak":             "",
	"runtime/internal/soak/account":     "runtime runtime/abi runtime/abi/codec runtime/reactive runtime/provider/config runtime/provider/sqldb runtime/provider/storage",
	"internal/bars":                     "",
	"runtime/internal/barbench":         "runtime runtime/abi runtime/internal/barbench/fixture internal/bars runtime/internal/core",
	"runtime/internal/attack/victim":    "runtime runtime/abi runtime/abi/codec runtime/reactive runtime/provider/config runtime/provider/credentials runtime/provider/sqldb runtime/provider/storage",
	"runtime/internal/barbench/fixture": "runtime runtime/abi runtime/abi/codec runtime/reactive runtime/provider/config",
	"runtime/sigtest":                   "runtime runtime/abi runtime/internal/core runtime/reactive",
	"runtime/sigtest/sqltest":           "runtime runtime/abi runtime/internal/core runtime/provider/sqldb runtime/sigtest",
	"runtime/sigtest/internal/fixture":  "runtime runtime/abi runtime/abi/codec runtime/reactive",
	"runtime/tenancy":                   "runtime",
	"runtime/transport/httprpc":         "runtime",
	"runtime/provider/config":           providerImports + " runtime/provider/config/internal/wal",
	"runtime/provider/logging":          providerImports,
	"runtime/provider/profiling":        "runtime",
	"runtime/provider/telemetry":        providerImports,
	"runtime/internal/probe":            "runtime runtime/abi runtime/abi/codec runtime/reactive runtime/provider/config",
	"runtime/provider/egress":           providerImports + " runtime/provider/config runtime/provider/internal/plain",
	"runtime/provider/sqldb":            providerImports + " runtime/provider/sqldb/internal/backend runtime/provider/internal/plain",

	"runtime/transport/httprpc/internal/fixture": "runtime runtime/abi runtime/abi/codec runtime/reactive",

	"runtime/provider/sqldb/internal/backend": "runtime",
	"runtime/provider/sqldb/internal/socket":  "",
	"runtime/provider/sqldb/mariadb":          "runtime runtime/provider/sqldb/internal/backend runtime/provider/sqldb/internal/socket",
	"runtime/provider/sqldb/postgres":         "runtime runtime/provider/sqldb/internal/backend runtime/provider/sqldb/internal/socket",

	"runtime/provider/storage": providerImports + " runtime/provider/storage/internal/opener",

	"runtime/provider/storage/gocloud":         "runtime runtime/provider/storage/internal/opener runtime/provider/internal/fault",
	"runtime/provider/storage/internal/opener": "runtime",
	"runtime/provider/internal/fault":          "runtime",
	"runtime/provider/internal/filewatch":      "",
	"runtime/provider/internal/plain":          "",
	"runtime/provider/internal/flat":           "runtime/provider/internal/dotted runtime/provider/internal/fault runtime",

	"runtime/provider/credentials":              providerImports,
	"runtime/provider/config/internal/wal":      "",
	"runtime/provider/config/internal/barbench": "runtime internal/bars runtime/provider/config",
	"runtime/provider/internal/dotted":          "runtime",
}

// providerImports is what a provider may use: the public surface, and what its
// generated file needs.
const providerImports = "runtime runtime/abi runtime/abi/codec runtime/reactive runtime/provider/internal/dotted runtime/provider/internal/fault runtime/provider/internal/filewatch runtime/provider/internal/flat"

func list(t *testing.T, args ...string) []string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list"}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("go list %v: %v\n%s", args, err, out)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

func TestImportsPointDown(t *testing.T) {
	seen := map[string]bool{}
	for _, line := range list(t, "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./cmd/...", "./gen/...", "./runtime/...", "./internal/...", "./templates/...") {
		f := strings.Fields(line)
		pkg := strings.TrimPrefix(f[0], module)
		allowed, ok := house[pkg]
		if !ok {
			t.Errorf("%s is not in the import table: add it with what it may import", pkg)
			continue
		}
		seen[pkg] = true
		for _, imp := range f[1:] {
			own, ok := strings.CutPrefix(imp, module)
			if ok && !slices.Contains(strings.Fields(allowed), own) {
				t.Errorf("%s imports %s, which the import table does not allow", pkg, own)
			}
		}
	}
	for pkg := range house {
		if !seen[pkg] {
			t.Errorf("the import table lists %s, which is gone", pkg)
		}
	}
}

// The closure of what every component links stays free of reflection and of what
// brings it along.
func TestRuntimeClosure(t *testing.T) {
	banned := []string{"reflect", "fmt", "encoding/json", "log/slog", "net/http"}
	for _, pkg := range []string{"./runtime", "./runtime/abi", "./runtime/internal/core", "./runtime/reactive"} {
		for _, dep := range list(t, "-deps", pkg) {
			if slices.Contains(banned, dep) {
				t.Errorf("%s pulls in %s", pkg, dep)
			}
		}
	}
}

// The generator knows the runtime as import paths only, and the runtime links no generator.
func TestHalvesDoNotMeet(t *testing.T) {
	for from, to := range map[string]string{"./gen/...": module + "runtime", "./cmd/...": module + "runtime", "./runtime/...": module + "gen"} {
		for _, dep := range list(t, "-deps", from) {
			if dep == to || strings.HasPrefix(dep, to+"/") {
				t.Errorf("%s reaches %s", from, dep)
			}
		}
	}
}
