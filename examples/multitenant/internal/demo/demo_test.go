package demo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const hammering = 200 * time.Millisecond

// The facts of a whole run, one by one and without the report's own verdict.
func TestRun(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kept")
	r, err := Run(t.Context(), Options{Dir: dir, Hammer: hammering})
	if err != nil {
		t.Fatal(err)
	}
	t.Run("tenants", func(t *testing.T) { tenants(t, r) })
	t.Run("answers", func(t *testing.T) { answers(t, r) })
	t.Run("move", func(t *testing.T) { move(t, r) })
	t.Run("change", func(t *testing.T) { change(t, r) })
	t.Run("count", func(t *testing.T) { count(t, r) })
	t.Run("attacks", func(t *testing.T) { attacks(t, r) })
	t.Run("readme", func(t *testing.T) { readme(t, r) })
	t.Run("files", func(t *testing.T) { files(t, dir) })
	if len(r.Wrong) > 0 {
		t.Errorf("the report itself says:\n%s", strings.Join(r.Wrong, "\n"))
	}
	t.Run("verify", func(t *testing.T) { verify(t, *r) })
}

func tenants(t *testing.T, r *Report) {
	engines := map[string]string{acme: "sqlite", globex: "sqlite", initech: "json"}
	if len(r.Tenants) != len(engines) {
		t.Fatalf("%d tenants", len(r.Tenants))
	}
	seen := map[string]string{}
	for _, x := range r.Tenants {
		own := seeds(x.Tenant)
		if x.Status.Engine != engines[x.Tenant] {
			t.Errorf("%s is served by %s", x.Tenant, x.Status.Engine)
		}
		if total(x.Status.Tables) != own.Len() || !slices.Equal(x.First, own.Customers[0].Values()) {
			t.Errorf("%s has %v, first %v", x.Tenant, x.Status.Tables, x.First)
		}
		for _, unique := range []string{x.Status.Database, x.Status.Seal, x.First[1]} {
			if other, taken := seen[unique]; taken {
				t.Errorf("%s and %s both have %q", x.Tenant, other, unique)
			}
			seen[unique] = x.Tenant
		}
	}
}

func answers(t *testing.T, r *Report) {
	for _, a := range r.Answers {
		if !a.Same || a.Rows != len(seeds(a.Tenant).Invoices) || len(a.Ways) != 4 {
			t.Errorf("%+v", a)
		}
	}
	if len(r.Answers) != 3 {
		t.Errorf("%d tenants answered", len(r.Answers))
	}
}

func noFailure(t *testing.T, calls []Calls, want ...string) {
	t.Helper()
	for i, c := range calls {
		if i >= len(want) || c.Tenant != want[i] || c.Calls == 0 || c.Failed > 0 {
			t.Errorf("%+v", c)
		}
		if (c.Refused > 0) != (c.FirstRefusal != "") {
			t.Errorf("refusals without a reason: %+v", c)
		}
	}
	if len(calls) != len(want) {
		t.Errorf("calls of %d tenants, want %v", len(calls), want)
	}
}

func move(t *testing.T, r *Report) {
	noFailure(t, r.Move.Calls, acme, globex, initech)
	for _, c := range r.Move.Calls {
		if c.Refused > 0 {
			t.Errorf("refused while nobody was removed: %+v", c)
		}
	}
	for _, x := range r.Move.Runs {
		more := int64(0)
		if x.Tenant == globex {
			more = 1
		}
		if x.ComputedBefore == 0 || x.EffectsBefore == 0 || x.ComputedAfter != x.ComputedBefore+more || x.EffectsAfter != x.EffectsBefore+more {
			t.Errorf("%+v, want %d runs more", x, more)
		}
	}
	if len(r.Move.Runs) != 3 {
		t.Errorf("runs of %d tenants", len(r.Move.Runs))
	}
	if n := seeds(globex).Len(); r.Move.RowsInOld != n || r.Move.RowsInNew != n+1 {
		t.Errorf("%d rows in the old file and %d in the new one, want %d and %d", r.Move.RowsInOld, r.Move.RowsInNew, n, n+1)
	}
}

func change(t *testing.T, r *Report) {
	c := r.Change
	noFailure(t, c.Calls, acme, globex, initech, hooli)
	for _, x := range c.Calls {
		if (x.Refused > 0) != (x.Tenant == acme) {
			t.Errorf("refused after acme's removal: %+v", x)
		}
	}
	if c.Kept != "ErrInstanceGone" || !c.Back || c.Last != "json-db" || !c.Known || !c.Served {
		t.Errorf("%+v", c)
	}
}

func count(t *testing.T, r *Report) {
	c := r.Count
	want := []string{acme, globex, initech, hooli}
	sum := 0
	for i, x := range c.Result.Tenants {
		rows := seeds(x.Tenant).Len()
		if x.Tenant == globex {
			rows++ // written after the move
		}
		sum += rows
		if x.Tenant != want[i] || x.Rows != rows {
			t.Errorf("%+v, want %d rows of %s", x, rows, want[i])
		}
	}
	if c.Result.Total != sum || len(c.Result.Tenants) != len(want) {
		t.Errorf("%d rows of %d tenants, want %d of %d", c.Result.Total, len(c.Result.Tenants), sum, len(want))
	}
	for i, l := range c.Audit {
		if l != (AuditLine{Caller: "row-count/operator", Runnable: "tenant-db.status", Target: want[i], Why: "monthly invoice", Trace: "demo-1"}) {
			t.Errorf("%+v", l)
		}
	}
	if len(c.Audit) != len(want) || c.WithoutReason != "ErrDenied" || c.AuditedWithout != 0 {
		t.Errorf("%d audit lines; without a reason %s and %d", len(c.Audit), c.WithoutReason, c.AuditedWithout)
	}
	for _, tenant := range want {
		if c.Status[tenant].Engine == "" {
			t.Errorf("no status of %s", tenant)
		}
		if !slices.ContainsFunc(c.Instances, func(l InstanceLine) bool { return l.Target == tenant && l.State == "active" && l.Calls > 0 }) {
			t.Errorf("the kernel shows no active instance of %s: %+v", tenant, c.Instances)
		}
	}
}

// attacks pins what each kind of attack gets. A kind that is missing, or a new
// answer, is a change that somebody has to look at.
func attacks(t *testing.T, r *Report) {
	want := map[string][]string{
		"config":     {"no value"},
		"credential": {"ErrNotFound", "ErrScope"},
		"storage":    {"ErrScope"},
		"database":   {"ErrScope", "ErrDenied"},
		"sql":        {"ErrDenied", "ErrInvalid"},
		"bus":        {"ErrNotFound"},
		"client":     {"ErrNotFound", "ErrDenied"},
		"kept":       {"ErrInstanceGone"},
		"forged":     {"ErrInvalid", "ErrNotFound"},
	}
	got := map[string]map[string]bool{}
	for _, a := range r.Attacks.Attempts {
		if !slices.Contains(want[a.Kind], a.Got) {
			t.Errorf("%s: %s got %s (%s), want one of %v", a.Kind, a.Tried, a.Got, a.Text, want[a.Kind])
		}
		if got[a.Kind] == nil {
			got[a.Kind] = map[string]bool{}
		}
		got[a.Kind][a.Got] = true
		if a.Text == "" {
			t.Errorf("%s: %s got no text", a.Kind, a.Tried)
		}
	}
	for kind, errs := range want {
		for _, e := range errs {
			if !got[kind][e] {
				t.Errorf("no attack by %s got %s", kind, e)
			}
		}
	}
	for _, c := range r.Attacks.Controls {
		if c.Got != "ok" || c.Loot == "" {
			t.Errorf("its own data by %s: %s got %q and %s %s", c.Kind, c.Tried, c.Loot, c.Got, c.Text)
		}
	}
	if len(r.Attacks.Controls) < 6 || len(r.Attacks.Leaks) > 0 || !r.Attacks.AbsentLooksForeign || !r.Attacks.Intact {
		t.Errorf("%d controls, leaks %v, absent looks foreign %v, intact %v", len(r.Attacks.Controls), r.Attacks.Leaks, r.Attacks.AbsentLooksForeign, r.Attacks.Intact)
	}
}

// The README shows the table of attacks as it is.
func readme(t *testing.T, r *Report) {
	var b strings.Builder
	p := &printer{out: &b}
	p.attempts(r.Attacks.Attempts)
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), b.String()) {
		t.Errorf("README.md does not show this table:\n%s", b.String())
	}
}

// files looks at what -dir leaves: every tenant's data apart, and no secret in the log.
func files(t *testing.T, dir string) {
	for _, name := range []string{"databases/acme.db", "databases/globex.db", "databases/globex-moved.db", "databases/hooli.db"} {
		if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "databases", "initech.db")); err == nil {
		t.Error("initech has a SQLite file and is served by JSON lines")
	}
	identity, err := os.ReadFile(filepath.Join(dir, "identity.txt"))
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.ReadFile(filepath.Join(dir, "kernel.log"))
	if err != nil || len(log) == 0 {
		t.Fatalf("kernel.log has %d bytes: %v", len(log), err)
	}
	if strings.Contains(string(log), strings.TrimSpace(string(identity))) {
		t.Error("the log shows the identity of the credentials file")
	}
}

// verify pins that a report whose facts are wrong says so.
func verify(t *testing.T, good Report) {
	for name, spoil := range map[string]func(r *Report){
		"equal seals":         func(r *Report) { r.Tenants[1].Status.Seal = r.Tenants[0].Status.Seal },
		"no rows":             func(r *Report) { r.Tenants[0].Status.Tables = nil },
		"different answers":   func(r *Report) { r.Answers[0].Same = false },
		"a failed call":       func(r *Report) { r.Move.Calls[0].Failed = 1 },
		"nobody called":       func(r *Report) { r.Change.Calls[1].Calls = 0 },
		"acme recomputed":     func(r *Report) { r.Move.Runs[0].ComputedAfter++ },
		"initech's effect":    func(r *Report) { r.Move.Runs[2].EffectsAfter++ },
		"globex stayed":       func(r *Report) { r.Move.Runs[1].EffectsAfter-- },
		"the old file grew":   func(r *Report) { r.Move.RowsInOld++ },
		"a kept client works": func(r *Report) { r.Change.Kept = "ok" },
		"acme lost rows":      func(r *Report) { r.Change.Back = false },
		"the component went":  func(r *Report) { r.Change.Known = false },
		"counted silently":    func(r *Report) { r.Count.Audit = r.Count.Audit[1:] },
		"no reason needed":    func(r *Report) { r.Count.WithoutReason = "ok" },
		"an attack worked":    func(r *Report) { r.Attacks.Attempts[3].Got = "ok" },
		"an unnamed error":    func(r *Report) { r.Attacks.Attempts[3].Got = unnamed },
		"a control failed":    func(r *Report) { r.Attacks.Controls[2].Got = "ErrScope" },
		"a leak":              func(r *Report) { r.Attacks.Leaks = []string{"Hank Scorpio"} },
		"a telling error":     func(r *Report) { r.Attacks.AbsentLooksForeign = false },
		"a changed victim":    func(r *Report) { r.Attacks.Intact = false },
	} {
		r := clone(good)
		spoil(&r)
		if r.verify(); len(r.Wrong) == 0 {
			t.Errorf("%s: nobody says so", name)
		}
	}
}

// clone copies the slices of a report that tests spoil.
func clone(r Report) Report {
	r.Tenants, r.Answers = slices.Clone(r.Tenants), slices.Clone(r.Answers)
	r.Move.Calls, r.Move.Runs, r.Change.Calls = slices.Clone(r.Move.Calls), slices.Clone(r.Move.Runs), slices.Clone(r.Change.Calls)
	r.Attacks.Attempts, r.Attacks.Controls = slices.Clone(r.Attacks.Attempts), slices.Clone(r.Attacks.Controls)
	return r
}

// A run that is interrupted ends with an error, and leaves neither a goroutine
// (TestMain looks) nor a file.
func TestInterrupted(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	t.Setenv("TMP", tmp)
	ctx, cancel := context.WithCancel(t.Context())
	out := writerFunc(func(p []byte) (int, error) {
		if strings.Contains(string(p), "by instance") { // the second section: callers come next
			cancel()
		}
		return len(p), nil
	})
	if _, err := Run(ctx, Options{Hammer: time.Minute, Out: out}); !errors.Is(err, context.Canceled) {
		t.Errorf("an interrupted run: %v", err)
	}
	if left, err := os.ReadDir(tmp); err != nil || len(left) > 0 {
		t.Errorf("files left behind: %v %v", left, err)
	}
}

// A reader that goes away, as in "multitenant | head", is an error and no crash.
func TestBrokenOutput(t *testing.T) {
	broken := errors.New("broken pipe")
	out := writerFunc(func([]byte) (int, error) { return 0, broken })
	if _, err := Run(t.Context(), Options{Out: out}); !errors.Is(err, broken) {
		t.Errorf("a broken output: %v", err)
	}
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestTable(t *testing.T) {
	var b strings.Builder
	p := &printer{out: &b}
	p.table([]string{"name", "rows"}, [][]string{{"a", "5"}, {"longer ü", "120"}})
	want := []string{"  name      rows", "  a            5", "  longer ü   120", ""}
	if got := strings.Split(b.String(), "\n"); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", fmt.Sprintf("%q", got), fmt.Sprintf("%q", want))
	}
	p.color = true
	if got := p.paint(bold, "x"); got != "\x1b[1mx\x1b[0m" {
		t.Errorf("%q", got)
	}
}
