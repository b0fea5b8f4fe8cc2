package reactive_test

import (
	"context"
	"fmt"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

// ---- what a user writes ----------------------------------------------------------------------------------------------

type Settings struct{ URL, Plan string }

// TenantDatabase has settings, a signal of its own, two computeds and an effect.
type TenantDatabase struct {
	host     *tenantDatabaseInstance // in sigen: inside of the embedded sig.Instance
	Settings settingsHandle          // in sigen: sig.Settings[Settings]
	Extra    reactive.Field[int64]   // in sigen: inside of a sig.Signal[int64]
	log      []string
}

func (d *TenantDatabase) computeURL() string { return d.Settings.Get().URL }

func (d *TenantDatabase) computeLimit() (int64, error) {
	if d.Settings.Get().Plan == "free" {
		return 10, nil
	}
	return 100 + d.Extra.Get(), nil
}

func (d *TenantDatabase) reconnect(ctx context.Context) error {
	d.log = append(d.log, fmt.Sprint(d.URL(), " ", d.mustLimit()))
	return nil
}

func (d *TenantDatabase) mustLimit() int64 {
	n, err := d.Limit()
	if err != nil {
		panic(err)
	}
	return n
}

type settingsHandle struct{ f *reactive.Field[Settings] }

func (h settingsHandle) Get() Settings { return h.f.Get() }

// ---- what sigen generates --------------------------------------------------------------------------------------------

// tenantDatabaseInstance is one TenantDatabase with its cells. Cells is at its head: the first field, or the first
// of the first (abi.Instance).
type tenantDatabaseInstance struct {
	reactive.Cells
	self      TenantDatabase
	settings  reactive.Field[Settings]
	url       reactive.Value[string]
	limit     reactive.WordValue[int64]
	reconnect reactive.Reaction
}

// tenantDatabasePlan says what each cell reads, by the index of the node that it reads, in the order of first reads.
var tenantDatabasePlan = reactive.NewPlan[tenantDatabaseInstance](
	reactive.FieldNode[tenantDatabaseInstance, Settings]{ // 0
		Name:  "TenantDatabase.Settings",
		Cell:  func(i *tenantDatabaseInstance) *reactive.Field[Settings] { return &i.settings },
		Equal: reactive.Same[Settings],
		Hash:  reactive.Hash[Settings],
	},
	reactive.FieldNode[tenantDatabaseInstance, int64]{ // 1
		Name:  "TenantDatabase.Extra",
		Cell:  func(i *tenantDatabaseInstance) *reactive.Field[int64] { return &i.self.Extra }, // in sigen: i.self.Extra.Field()
		Equal: reactive.Same[int64],
		Hash:  reactive.Hash[int64],
	},
	reactive.ValueNode[tenantDatabaseInstance, string]{ // 2
		Name:    "TenantDatabase.URL",
		Cell:    func(i *tenantDatabaseInstance) *reactive.Value[string] { return &i.url },
		Compute: func(i *tenantDatabaseInstance) (string, error) { return i.self.computeURL(), nil },
		Equal:   reactive.Same[string],
		Reads:   []int32{0},
	},
	reactive.WordNode[tenantDatabaseInstance, int64]{ // 3
		Name:    "TenantDatabase.Limit",
		Cell:    func(i *tenantDatabaseInstance) *reactive.WordValue[int64] { return &i.limit },
		Compute: func(i *tenantDatabaseInstance) (int64, error) { return i.self.computeLimit() },
		Reads:   []int32{0, 1},
	},
	reactive.ReactionNode[tenantDatabaseInstance]{ // 4
		Name:  "TenantDatabase.reconnect",
		Cell:  func(i *tenantDatabaseInstance) *reactive.Reaction { return &i.reconnect },
		Run:   func(ctx context.Context, i *tenantDatabaseInstance) error { return i.self.reconnect(ctx) },
		Reads: []int32{2, 3},
	},
)

// URL is the cached computeURL. It panics with the failure of computeURL, if that panics.
func (d *TenantDatabase) URL() string {
	i := d.host
	if i == nil {
		return d.computeURL()
	}
	if v, ok := i.url.Load(&i.Cells); ok {
		return v
	}
	v, err := i.url.Get(&i.Cells)
	if err != nil {
		panic(err)
	}
	return v
}

// Limit is the cached computeLimit.
func (d *TenantDatabase) Limit() (int64, error) {
	i := d.host
	if i == nil {
		return d.computeLimit()
	}
	if v, ok := i.limit.Load(&i.Cells); ok {
		return v, nil
	}
	return i.limit.Get(&i.Cells)
}

func newTenantDatabase(hooks *reactive.Hooks) *tenantDatabaseInstance {
	i := new(tenantDatabaseInstance)
	i.self.host = i
	tenantDatabasePlan.Mount(i, hooks)
	i.self.Settings = settingsHandle{&i.settings}
	return i
}

// ---- what the kernel does --------------------------------------------------------------------------------------------

func Example_static() {
	ctx := context.Background()
	i := newTenantDatabase(nil)
	i.settings.Set(Settings{URL: "sqlite:acme.db", Plan: "free"}) // decoded elsewhere
	if err := tenantDatabasePlan.Start(ctx, i); err != nil {
		fmt.Println(err)
	}
	i.settings.Set(Settings{URL: "sqlite:acme.db", Plan: "pro"})
	_ = i.Settled(ctx)
	_ = i.Batch(func(tx *reactive.Tx) error { // several cells as one change
		i.settings.SetIn(tx, Settings{URL: "postgres:acme", Plan: "pro"})
		i.self.Extra.SetIn(tx, 7)
		return nil
	})
	_ = i.Settled(ctx)
	_ = i.Close()
	for _, line := range i.self.log {
		fmt.Println(line)
	}
	// Output:
	// sqlite:acme.db 10
	// sqlite:acme.db 100
	// postgres:acme 107
}
