// Package golangci registers sigen's analyzers with golangci-lint as a module plugin.
// It is a module of its own, so that nobody else links what it needs.
//
// In .custom-gcl.yml, from which "golangci-lint custom" builds a golangci-lint:
//
//	version: v2.1.0
//	plugins:
//	  - module: github.com/sigen-dev/sigen/gen/vet/golangci
//	    import: github.com/sigen-dev/sigen/gen/vet/golangci
//	    version: latest
//
// and in .golangci.yml:
//
//	version: "2"
//	linters:
//	  enable: [sigen]
//	  settings:
//	    custom:
//	      sigen:
//	        type: module
//	        description: isolation of tenants, and calls by name
//
// golangci-lint runs the analyzers with facts of the module's own packages; what it does
// not analyse counts as undecided, so "sigen vet" remains the judge.
package golangci

import (
	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/sigen-dev/sigen/gen/vet"
)

func init() { register.Plugin("sigen", newPlugin) }

func newPlugin(any) (register.LinterPlugin, error) { return plugin{}, nil }

// A plugin has no settings.
type plugin struct{}

// BuildAnalyzers returns both analyzers.
func (plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{vet.Isolation, vet.Invocation}, nil
}

// GetLoadMode asks for types, without which nothing can be said.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
