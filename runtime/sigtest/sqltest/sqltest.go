// Package sqltest has databases for tests of components: SQLite in a directory of the test's,
// through the real provider with all its walls. It is apart from package sigtest so that
// nobody links SQLite who has no database.
//
//	d := &shop.Shop{Pool: sqltest.Pool(t, "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)")}
package sqltest

import (
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/abi"
	"github.com/sigen-dev/sigen/runtime/internal/core"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
	"github.com/sigen-dev/sigen/runtime/sigtest"
)

// Pool makes a pool on an empty database of its own, for a component that is constructed by
// hand, and runs the statements of schema in it. The database goes with the test.
func Pool(t testing.TB, schema ...string) sqldb.Pool {
	t.Helper()
	p, u := Open(t)
	if err := p.Use(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	for _, statement := range schema {
		if _, err := p.Exec(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	return p
}

// Open makes a pool without a database, and the URL of an empty one that it may use: for a
// component that calls Use, in an effect, with the URL of its settings.
func Open(t testing.TB) (sqldb.Pool, sqldb.URL) {
	t.Helper()
	var made *user
	k := sigtest.Kernel(t, abi.NewFactory(abi.Component{
		Component: "test", Type: "sqltest.user", Scope: abi.ScopeTenant,
		Requires: []abi.Requirement{{Field: "pool", Kind: abi.NeedHandle, Name: "sqldb.Pool", Match: abi.ProvidesHandle[sqldb.Pool]}},
		New: func(m *abi.Mount) abi.Body {
			made = new(user)
			abi.Attach(m, &made.in, made)
			made.pool = abi.Handle[sqldb.Pool](m, "pool", false, false)
			return made
		},
		Self: func(b abi.Body) any { return b },
	}))
	Provide(t, k)
	if _, err := k.Instantiate("test", "test", sig.Props{"target": "test"}); err != nil {
		t.Fatal(err)
	}
	if err := k.Boot(t.Context()); err != nil {
		t.Fatal(err)
	}
	scope, ok := core.ScopeOfInstance(k, "test")
	if !ok {
		t.Fatal(k.Why("test"))
	}
	var u sqldb.URL
	if err := u.DecodeSetting(core.NewTestSetting(scope, "url", "sqlite:test.db")); err != nil {
		t.Fatal(err)
	}
	return made.pool, u
}

// A user is an instance that has nothing but a pool.
type user struct {
	abi.Instance
	in   sig.Instance
	pool sqldb.Pool
}

// Provide gives a kernel that has not booted the provider of databases, with the files of
// sqlite: URLs in a directory that goes with the test.
func Provide(t testing.TB, k *sig.Kernel) {
	t.Helper()
	if err := k.Discover(sqldb.ProviderFactory); err != nil {
		t.Fatal(err)
	}
	if _, err := sqldb.InstantiateProvider(k, "sqldb", sqldb.ProviderProps{Dir: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
}
