package attack

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/provider/config"
	"github.com/sigen-dev/sigen/runtime/provider/credentials"
	"github.com/sigen-dev/sigen/runtime/provider/egress"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
	"github.com/sigen-dev/sigen/runtime/provider/storage"
)

// What belongs to one tenant alone. Whoever else meets it has crossed.
const (
	acmeCanary   = "canary-of-acme-5d1f0c"
	globexCanary = "canary-of-globex-9b7e42"
	acmeSecret   = "secret-of-acme-c3a8d1"
	globexSecret = "secret-of-globex-1e6f90"
)

func TestMain(m *testing.M) {
	os.Setenv("SIGEN_CREDENTIALS__TENANTS__ACME__INSTANCES__ACME_SUSPECT__API_KEY", acmeSecret)
	os.Setenv("SIGEN_CREDENTIALS__TENANTS__GLOBEX__INSTANCES__GLOBEX_SUSPECT__API_KEY", globexSecret)
	if dir := os.Getenv(crashDir); dir != "" {
		os.Exit(offboardAndDie(dir))
	}
	if name := os.Getenv(naiveLoop); name != "" {
		os.Exit(sufferAlone(name))
	}
	goleak.VerifyTestMain(m)
}

// A logbook is everything that was logged and audited.
type logbook struct {
	mu     sync.Mutex
	lines  []string
	audits []sig.AuditEvent
}

func (l *logbook) Log(_ context.Context, level int, msg string, attrs ...sig.Attr) {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s", level, msg)
	for _, a := range attrs {
		fmt.Fprintf(&b, " %s=%q", a.Key, a.Value)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, b.String())
}

func (l *logbook) audit(e sig.AuditEvent) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.audits = append(l.audits, e)
}

func (l *logbook) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var b strings.Builder
	b.WriteString(strings.Join(l.lines, "\n"))
	for _, a := range l.audits {
		fmt.Fprintf(&b, "\n%s %s %s %s %s", a.Caller.Component(), a.Runnable, a.Target, a.Why, a.Trace)
	}
	return b.String()
}

// open makes a kernel on the real providers, all below dir, with nothing registered
// but them.
func open(dir string, opts ...sig.Option) (*sig.Kernel, error) { return openWith(dir, nil, opts...) }

// openWith is open with factories that are discovered before all others.
func openWith(dir string, first []sig.Factory, opts ...sig.Option) (*sig.Kernel, error) {
	k := sig.New(opts...)
	if err := k.Discover(first...); err != nil {
		return nil, err
	}
	err := k.Discover(config.ProviderFactory, credentials.ProviderFactory, storage.ProviderFactory, sqldb.ProviderFactory, egress.ProviderFactory,
		victim.SuspectFactory, victim.BoardFactory, victim.AuditorFactory, victim.ClerkFactory, victim.CashierFactory, victim.NotaryFactory, victim.BrooderFactory)
	if err != nil {
		return nil, err
	}
	for name, props := range map[string]sig.Props{
		"config":  {"state": filepath.Join(dir, "state")},
		"storage": {"url": "file:" + filepath.ToSlash(filepath.Join(dir, "objects"))},
		"sqldb":   {"dir": filepath.Join(dir, "databases")},
	} {
		if _, err := k.Instantiate(name, name, props); err != nil {
			return nil, err
		}
	}
	if err := k.Boot(context.Background()); err != nil {
		return nil, errors.Join(err, k.Shutdown(context.Background()))
	}
	return k, nil
}

type world struct {
	*sig.Kernel
	t   testing.TB
	dir string
	log *logbook
}

// newWorld has acme and globex with a suspect each, the board and the auditor.
func newWorld(t testing.TB, opts ...sig.Option) *world {
	t.Helper()
	w := &world{t: t, dir: t.TempDir(), log: &logbook{}}
	victim.Forget()
	w.open(opts...)
	w.instantiate("board", "board", "")
	w.instantiate("auditor", "auditor", "")
	for _, tenant := range []string{"acme", "globex"} {
		w.instantiate("suspect", tenant+"-suspect", tenant)
	}
	return w
}

func (w *world) open(opts ...sig.Option) { w.t.Helper(); w.openKernel(nil, opts) }

func (w *world) openWith(first ...sig.Factory) { w.t.Helper(); w.openKernel(first, nil) }

func (w *world) openKernel(first []sig.Factory, opts []sig.Option) {
	w.t.Helper()
	k, err := openWith(w.dir, first, append([]sig.Option{sig.WithLogger(w.log), sig.WithAudit(w.log.audit)}, opts...)...)
	if err != nil {
		w.t.Fatal(err)
	}
	w.Kernel = k
	w.t.Cleanup(func() { w.close(k) })
}

func (w *world) close(k *sig.Kernel) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := k.Shutdown(ctx); err != nil {
		w.t.Errorf("shutdown: %v", err)
	}
	if left := k.Remains(); len(left) > 0 {
		w.t.Errorf("the kernel leaks: %q", left)
	}
}

func (w *world) instantiate(component, name, target string) {
	w.t.Helper()
	props := sig.Props{}
	if target != "" {
		props["target"] = target
	}
	if _, err := w.Instantiate(component, name, props); err != nil {
		w.t.Fatal(err)
	}
	if why := w.Why(name); why != "" {
		w.t.Fatal(why)
	}
}

// as runs a plot inside of a tenant's suspect, called by the host.
func (w *world) as(tenant, arg string, p victim.Plot) (victim.Loot, error) {
	w.t.Helper()
	name := w.t.Name() + "/" + tenant
	victim.Plan(name, p)
	return victim.NewSuspectClient(w.Kernel).Target(tenant).Run(context.Background(), victim.Order{Plot: name, Arg: arg})
}

// must is as for what has to work.
func (w *world) must(tenant string, p func(ctx context.Context, s *victim.Suspect) error) {
	w.t.Helper()
	if _, err := w.as(tenant, "", func(ctx context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
		return victim.Loot{}, p(ctx, s)
	}); err != nil {
		w.t.Fatal(err)
	}
}

// plant puts a tenant's canary wherever its suspect may write.
func (w *world) plant(tenant, canary string) {
	w.t.Helper()
	admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := admin.Set("tenants."+tenant+".suspect.note", canary); err != nil {
		w.t.Fatal(err)
	}
	w.must(tenant, func(ctx context.Context, s *victim.Suspect) error { return plant(ctx, s, canary) })
}

// settle names a tenant's database in the configuration.
func (w *world) settle(tenant, at string) {
	w.t.Helper()
	admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := admin.Set("tenants."+tenant+".suspect.url", at); err != nil {
		w.t.Fatal(err)
	}
}

func plant(ctx context.Context, s *victim.Suspect, canary string) error {
	if err := s.Files.Put(ctx, "canary", []byte(canary)); err != nil {
		return err
	}
	if err := s.Common.Put(ctx, "canary", []byte(canary)); err != nil {
		return err
	}
	if err := s.Pool.Use(ctx, s.Settings.Get().URL); err != nil {
		return err
	}
	// Where tables are shared, it is there and not the tenant's to make.
	if _, err := s.Pool.Exec(ctx, "CREATE TABLE IF NOT EXISTS canaries (text TEXT)"); err != nil && !errors.Is(err, sig.ErrDenied) {
		return err
	}
	// Engines write parameters differently.
	_, err := s.Pool.Exec(ctx, "INSERT INTO canaries (text) VALUES ('"+strings.ReplaceAll(canary, "'", "''")+"')")
	return err
}

// found is whatever a suspect can still read of what plant wrote.
func found(ctx context.Context, s *victim.Suspect) (all []string) {
	if data, err := s.Files.Get(ctx, "canary"); err == nil {
		all = append(all, "file "+string(data))
	}
	if data, err := s.Common.Get(ctx, "canary"); err == nil {
		all = append(all, "common file "+string(data))
	}
	if note := s.Settings.Get().Note; note != "" {
		all = append(all, "settings "+note)
	}
	if note := s.Config.String("suspect.note", ""); note != "" {
		all = append(all, "config "+note)
	}
	if err := s.Pool.Use(ctx, s.Settings.Get().URL); err != nil {
		return append(all, "database: "+err.Error())
	}
	rows, err := s.Pool.Query(ctx, "SELECT text FROM canaries")
	if err != nil {
		return all // no such table
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if rows.Scan(&text) == nil {
			all = append(all, "row "+text)
		}
	}
	return all
}
