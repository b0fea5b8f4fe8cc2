package golangci

import (
	"testing"

	"github.com/golangci/plugin-module-register/register"
)

// TestRegistered promises that golangci-lint finds the plugin by its name, with both analyzers.
func TestRegistered(t *testing.T) {
	make, err := register.GetPlugin("sigen")
	if err != nil {
		t.Fatal(err)
	}
	p, err := make(nil)
	if err != nil {
		t.Fatal(err)
	}
	as, err := p.BuildAnalyzers()
	if err != nil || len(as) != 2 || p.GetLoadMode() != register.LoadModeTypesInfo {
		t.Errorf("%v, %v, %s", as, err, p.GetLoadMode())
	}
}
