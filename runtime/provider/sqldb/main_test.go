package sqldb

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/core"
	"go.uber.org/goleak"
)

// tidy takes away what a file of tests made for all of them.
var tidy = func() {}

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) { tidy(); os.Exit(code) }))
}

// A world is a provider over a fresh directory.
type world struct {
	*Provider
	t testing.TB
}

func newWorld(t testing.TB, set func(*Provider)) *world {
	t.Helper()
	p := &Provider{Dir: filepath.Join(t.TempDir(), "db")}
	if set != nil {
		set(p)
	}
	if err := p.activate(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.deactivate(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return &world{p, t}
}

// A resident is one instance of a tenant with its pool.
type resident struct {
	Pool
	scope sig.Scope
	end   func()
	w     *world
}

func (w *world) instance(tenant, name string) *resident {
	w.t.Helper()
	return w.scoped(scopeOf(tenant, "1", "shop", name))
}

func (w *world) tenant(tenant string) *resident { return w.instance(tenant, tenant+"-shop") }

func (w *world) scoped(s sig.Scope, end func()) *resident {
	w.t.Helper()
	w.t.Cleanup(end)
	pool, err := w.Open(w.t.Context(), s)
	if err != nil {
		w.t.Fatal(err)
	}
	return &resident{Pool: pool, scope: s, end: end, w: w}
}

func (r *resident) url(text string) URL {
	r.w.t.Helper()
	u, err := mint(r.scope, text)
	if err != nil {
		r.w.t.Fatal(err)
	}
	return u
}

func mint(s sig.Scope, text string) (u URL, err error) {
	err = u.DecodeSetting(core.NewTestSetting(s, "tenants.x.db.url", text))
	return u, err
}

// on has the resident use a database, with a table of one row that tells it apart.
func (r *resident) on(text, canary string) *resident {
	r.w.t.Helper()
	if err := r.Use(r.w.t.Context(), r.url(text)); err != nil {
		r.w.t.Fatal(err)
	}
	r.exec("CREATE TABLE IF NOT EXISTS secrets (text TEXT)")
	r.exec("DELETE FROM secrets")
	r.exec("INSERT INTO secrets VALUES (?)", canary)
	return r
}

func (r *resident) exec(query string, args ...any) int64 {
	r.w.t.Helper()
	n, err := r.Exec(r.w.t.Context(), query, args...)
	if err != nil {
		r.w.t.Fatal(err)
	}
	return n
}

// text is the first column of the first row.
func (r *resident) text(query string, args ...any) string {
	r.w.t.Helper()
	s, err := first(r.w.t.Context(), r.Pool, query, args...)
	if err != nil {
		r.w.t.Fatal(err)
	}
	return s
}

type querier interface {
	Query(ctx context.Context, query string, args ...any) (*Rows, error)
}

func first(ctx context.Context, q querier, query string, args ...any) (s string, err error) {
	rows, err := q.Query(ctx, query, args...)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	if !rows.Next() {
		return "", errors.Join(rows.Err(), errors.New("no row"))
	}
	return s, rows.Scan(&s)
}

func wantCode(t testing.TB, err, want error) {
	t.Helper()
	var e *sig.Error
	if !errors.Is(err, want) || !errors.As(err, &e) {
		t.Errorf("error is %v, want %v", err, want)
	}
}

func scopeOf(tenant, incarnation, component, instance string) (sig.Scope, func()) {
	return core.NewTestScope(tenant, incarnation, component, instance)
}
