package resolve_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

const storeSource = `package store

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// FindParams say what.
type FindParams struct{ ID string }

//sig:contract name=store
type API interface {
	//sig:runnable
	Find(ctx context.Context, p FindParams) error
}

//sig:config prefix=store
type Settings struct{ Size int }

//sig:event topic=store.changed
type Changed struct{ ID string }

// Handle is what a provider opens.
type Handle struct{ key string }

//sig:component name=handles scope=provider
type Handles struct{ sig.Instance }

func (h *Handles) Open(ctx context.Context, s sig.Scope) (Handle, error) { return Handle{}, nil }

func (h *Handles) Remains(ctx context.Context, s sig.Scope) ([]string, error) { return nil, nil }

func (h *Handles) Purge(ctx context.Context, s sig.Scope) error { return nil }
`

const sharedSource = `package shared

import (
	"context"

	"example.com/store"
	sig "github.com/sigen-dev/sigen/runtime"
)

//sig:component name=memory scope=tenant
//sig:provides store.API rank=3
type Memory struct {
	sig.Instance
	Settings sig.Settings[store.Settings] ` + "`sig:\"requires\"`" + `
	Handle   store.Handle                 ` + "`sig:\"requires,scope=tenant\"`" + `
	Peer     store.APIClient              ` + "`sig:\"requires,optional\"`" + `
	All      []store.API                  ` + "`sig:\"requires\"`" + `
	By       map[string]store.API         ` + "`sig:\"requires,key=region\"`" + `
}

func (m *Memory) Find(ctx context.Context, p store.FindParams) error { return nil }

//sig:runnable
func (m *Memory) Size(ctx context.Context) error { return nil }

//sig:subscribe topic=store.*
func (m *Memory) changed(ctx context.Context, e store.Changed) error { return nil }
`

// Contracts, settings, events and handles of other packages are found by name, whoever declares them.
func TestAcrossPackages(t *testing.T) {
	p := resolvePackage(t, "shared", map[string]string{"store/store.go": storeSource, "shared/shared.go": sharedSource})
	c := p.Components[0]
	if len(c.Provides) != 1 || c.Provides[0].Name != "store" || c.Provides[0].Type.PkgPath != "example.com/store" || c.Rank != 3 {
		t.Errorf("provides %+v, rank %d", c.Provides, c.Rank)
	}
	if c.Own == nil || c.Own.Name != "memory" || len(c.Own.Methods) != 1 || c.Own.Methods[0].Name != "size" {
		t.Errorf("own contract is %+v", c.Own)
	}
	kinds := map[string]model.FieldKind{"Settings": model.FieldSettings, "Handle": model.FieldHandle, "Peer": model.FieldClient, "All": model.FieldList, "By": model.FieldMap}
	for _, f := range c.Fields {
		if f.Kind != kinds[f.GoName] {
			t.Errorf("%s is %s, want %s", f.GoName, f.Kind, kinds[f.GoName])
		}
		switch f.GoName {
		case "Settings":
			if f.Prefix != "store" || f.Compare != model.CompareOperator {
				t.Errorf("settings are %+v", f)
			}
		case "Handle":
			if f.Provider != "example.com/store" || !f.TenantWide {
				t.Errorf("handle is %+v", f)
			}
		case "By":
			if f.MapKey != "region" || f.Contract.Name != "store" {
				t.Errorf("map is %+v", f)
			}
		}
	}
	if len(p.ForeignEvents) != 1 || p.ForeignEvents[0].Topic != "store.changed" || len(c.Subs) != 1 {
		t.Errorf("events %+v, subscriptions %+v", p.ForeignEvents, c.Subs)
	}
	if len(p.Types) != 1 || p.Types[0].Type.Name != "Settings" || !p.Types[0].Settings || p.Types[0].Decode {
		t.Errorf("types are %+v", p.Types)
	}
	if len(p.Imports) != 1 || p.Imports[0] != "example.com/store" {
		t.Errorf("imports %q", p.Imports)
	}
	store := resolvePackage(t, "store", map[string]string{"store/store.go": storeSource})
	if h := store.Components[0].Handles; len(h) != 1 || h[0].Name != "Handle" {
		t.Errorf("handles %+v", h)
	}
}

// A provider that opens handles and serves no contract has a rank all the same:
// by it a user's own comes before a built-in one.
func TestRankOfAProvider(t *testing.T) {
	source := strings.Replace(storeSource, "scope=provider\n", "scope=provider\n//sig:provides rank=4\n", 1)
	p := resolvePackage(t, "store", map[string]string{"store/store.go": source})
	i := slices.IndexFunc(p.Components, func(c *model.Component) bool { return c.Scope == model.ScopeProvider })
	if i < 0 || p.Components[i].Rank != 4 {
		t.Errorf("components %+v, want a provider with rank 4", p.Components)
	}
}

// Settings that contain themselves, and are a result too, are looked at once as each of both.
func TestSettingsInsideThemselves(t *testing.T) {
	p := resolvePackage(t, "cart", map[string]string{"cart/cart.go": `package cart

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

//sig:config prefix=cart
type Settings struct {
	Mail struct {
		Retry [][]Settings ` + "`json:\"retry\"`" + `
	} ` + "`json:\"mail\"`" + `
	Next *Settings ` + "`json:\"next\"`" + `
}

//sig:component name=cart scope=tenant
type Cart struct {
	sig.Instance
	Settings sig.Settings[Settings] ` + "`sig:\"requires\"`" + `
}

//sig:runnable
func (c *Cart) Read(ctx context.Context) (Settings, error) { return c.Settings.Get(), nil }
`})
	if len(p.Types) != 2 || p.Types[1].Type.Name != "Settings" || !p.Types[1].Settings || !p.Types[1].Encode {
		t.Errorf("types are %+v", p.Types)
	}
}
