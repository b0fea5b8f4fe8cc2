package config

import (
	"errors"
	"flag"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	sig "github.com/sigen-dev/sigen/runtime"
)

var kills = flag.Int("config.kills", 25, "number of kills of the crash test")

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashChildEnv); dir != "" {
		crashChild(dir) // does not return
	}
	flag.Parse()
	goleak.VerifyTestMain(m)
}

// openStore opens a store that the test closes; the environment is empty.
func openStore(t testing.TB, o options) *store {
	t.Helper()
	if o.Environ == nil {
		o.Environ = []string{}
	}
	if o.SecretPaths == "" {
		o.SecretPaths = defaultSecrets
	}
	if o.History == 0 {
		o.History = 1000
	}
	if o.Quiet == 0 {
		o.Quiet = time.Millisecond
	}
	s, err := open(o.filled())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func writeFile(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantValue(t testing.TB, v sig.ConfigView, path, want string) {
	t.Helper()
	if got, ok := v.Lookup(path); !ok || got != want {
		t.Errorf("%s = %q, %v; want %q", path, got, ok, want)
	}
}

func wantNone(t testing.TB, v sig.ConfigView, path string) {
	t.Helper()
	if got, ok := v.Lookup(path); ok {
		t.Errorf("%s = %q; want none", path, got)
	}
}

// A judge is a listener that refuses values beginning with "bad", holds the
// backend to what seam.go promises, and mirrors what is in force.
type judge struct {
	t      testing.TB
	s      *store
	inside atomic.Int32

	mu       sync.Mutex
	mirror   map[string]string // guarded by mu
	prepares int               // guarded by mu
	commits  int               // guarded by mu
	panics   bool              // guarded by mu
}

func attach(t testing.TB, s *store) *judge {
	t.Helper()
	j := &judge{t: t, s: s, mirror: map[string]string{}}
	detach, err := s.attach(j)
	must(t, err)
	t.Cleanup(detach)
	return j
}

var errBad = errors.New("bad value")

func (j *judge) Prepare(changes []sig.ConfigChange, view sig.ConfigView) (func(), error) {
	if j.inside.Add(1) != 1 {
		j.t.Error("calls overlap")
	}
	defer j.inside.Add(-1)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.prepares++
	if j.panics {
		panic("listener")
	}
	if len(changes) == 0 {
		j.t.Error("Prepare without changes")
	}
	for _, c := range changes {
		text, ok := view.Lookup(c.Path)
		if ok == c.Deleted || text != c.Value {
			j.t.Errorf("the view shows %q, %v for %+v", text, ok, c)
		}
		if now, ok := j.s.Lookup(c.Path); ok == !c.Deleted && now == c.Value {
			j.t.Errorf("%+v is in force already, or no change", c)
		}
		if strings.HasPrefix(c.Value, "bad") {
			return nil, &sig.Error{Code: sig.CodeInvalid, Path: c.Path, Expected: "another value", Cause: errBad}
		}
	}
	mine := append([]sig.ConfigChange(nil), changes...)
	return func() {
		if j.inside.Add(1) != 1 {
			j.t.Error("commit overlaps")
		}
		defer j.inside.Add(-1)
		j.mu.Lock()
		defer j.mu.Unlock()
		j.commits++
		for _, c := range mine {
			text, ok := j.s.Lookup(c.Path)
			if ok == c.Deleted || text != c.Value {
				j.t.Errorf("at commit, %q, %v is in force for %+v", text, ok, c)
			}
			if c.Deleted {
				delete(j.mirror, c.Path)
			} else {
				j.mirror[c.Path] = c.Value
			}
		}
	}, nil
}

// agrees checks that what the listener was told is what is in force.
func (j *judge) agrees(paths ...string) {
	j.t.Helper()
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, p := range paths {
		got, ok := j.s.Lookup(p)
		if told, knows := j.mirror[p]; ok != knows || got != told {
			j.t.Errorf("%s: in force %q, %v; the listener knows %q, %v", p, got, ok, told, knows)
		}
	}
}

func (j *judge) counts() (prepares, commits int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.prepares, j.commits
}
