package attack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// The environment by which this test binary becomes the process that dies.
const (
	crashDir = "SIGEN_ATTACK_CRASH_DIR"
	crashAt  = "SIGEN_ATTACK_CRASH_AT"
)

// offboardAndDie gives acme data everywhere, offboards it, and is killed at the
// step that the environment says. It prints the step that it reached.
func offboardAndDie(dir string) int {
	at, _ := strconv.Atoi(os.Getenv(crashAt))
	n := 0
	k, err := open(dir, core.WithSteps(func(step string) {
		if n++; n == at {
			fmt.Println(step)
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // the signal is on its way
		}
	}))
	if err != nil {
		fmt.Println("opening:", err)
		return 1
	}
	ctx := context.Background()
	if _, err := k.Instantiate("board", "board", nil); err != nil {
		fmt.Println("board:", err)
		return 1
	}
	victim.Plan("plant", func(ctx context.Context, s *victim.Suspect, canary string) (victim.Loot, error) {
		return victim.Loot{}, plant(ctx, s, canary)
	})
	admin, err := sig.Require(k, sig.ConfigAdminContract)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	for tenant, canary := range map[string]string{"acme": acmeCanary, "globex": globexCanary} {
		if err := admin.Set("tenants."+tenant+".suspect.note", canary); err != nil {
			fmt.Println(err)
			return 1
		}
		for _, name := range []string{tenant + "-suspect", tenant + "-second"} {
			if _, err := k.Instantiate("suspect", name, sig.Props{"target": tenant}); err != nil {
				fmt.Println(err)
				return 1
			}
			if _, err := k.Bus().Invoke(ctx, name+".run", sig.Params{"plot": "plant", "arg": canary}); err != nil {
				fmt.Println(err)
				return 1
			}
		}
	}
	// What notaries keep outside of their handles, until their hooks.
	victim.PlanPurge(outside(dir))
	for _, name := range []string{"acme-first", "acme-last"} {
		if err := keepOutside(dir, name); err != nil {
			fmt.Println(err)
			return 1
		}
		if _, err := k.Instantiate("notary", name, sig.Props{"target": "acme"}); err != nil {
			fmt.Println(err)
			return 1
		}
	}
	// One instance is gone before the offboarding: nobody knows its name any more.
	if err := k.Remove(ctx, "acme-second"); err != nil {
		fmt.Println(err)
		return 1
	}
	if _, err := k.Offboard(ctx, "acme"); err != nil {
		fmt.Println("offboard:", err)
		return 1
	}
	if err := k.Shutdown(ctx); err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Println("done")
	return 0
}

func keepOutside(dir, name string) error {
	place := filepath.Join(dir, "outside")
	return errors.Join(os.MkdirAll(place, 0o700), os.WriteFile(filepath.Join(place, name), []byte(acmeCanary), 0o600))
}

// outside is a purge hook for what keepOutside wrote. It may run again.
func outside(dir string) func(context.Context, *victim.Notary) error {
	return func(ctx context.Context, n *victim.Notary) error {
		if err := n.Files.Put(ctx, "shredding", nil); err != nil { // its handles work
			return err
		}
		err := os.Remove(filepath.Join(dir, "outside", n.Name()))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
}

// Whoever dies in the middle of an offboarding leaves a tenant that cannot come
// back, and that any later process can finish, with no instance of it registered.
func TestOffboardSurvivesDeathAtEveryStep(t *testing.T) {
	for n := 1; ; n++ {
		dir := t.TempDir()
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), crashDir+"="+dir, crashAt+"="+strconv.Itoa(n))
		out, err := cmd.Output()
		step := strings.TrimSpace(string(out))
		if err == nil {
			if step != "done" || n < 13 {
				t.Fatalf("the child ended at step %d saying %q", n, step)
			}
			t.Logf("killed at each of %d steps", n-1)
			return
		}
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.Exited() {
			t.Fatalf("step %d: the child failed by itself: %v: %s", n, err, out)
		}
		t.Run(step, func(t *testing.T) { finish(t, dir, step == "retired") })
	}
}

func finish(t *testing.T, dir string, done bool) {
	w := &world{t: t, dir: dir, log: &logbook{}}
	w.open()
	ctx := context.Background()
	w.instantiate("board", "board", "")
	unfinished, err := w.Offboarding()
	if err != nil {
		t.Fatal(err)
	}
	if !done {
		if !slices.Equal(unfinished, []string{"acme"}) {
			t.Fatalf("the mark is gone: %q", unfinished)
		}
		victim.PlanPurge(outside(dir))
		_, err = w.Instantiate("clerk", "acme-late", sig.Props{"target": "acme"})
		switch {
		case err == nil: // hooks have not run
			w.comesUpForHooks("acme-late")
		case !errors.Is(err, sig.ErrDraining) || !strings.Contains(err.Error(), "Offboard"):
			t.Fatalf("a tenant that is being offboarded came back: %v", err)
		}
		rec, err := w.Offboard(ctx, "acme")
		if err != nil || rec.Incarnation != "1" {
			t.Fatalf("going on: %+v, %v", rec, err)
		}
	}
	if left, err := w.Offboarding(); err != nil || len(left) > 0 {
		t.Errorf("still under way: %q, %v", left, err)
	}
	if _, err := w.Offboard(ctx, "acme"); !errors.Is(err, sig.ErrNotFound) {
		t.Errorf("a second time: %v", err)
	}
	w.instantiate("suspect", "acme-suspect", "acme")
	w.instantiate("suspect", "acme-second", "acme")
	w.instantiate("suspect", "globex-suspect", "globex")
	for _, name := range []string{"acme-suspect", "acme-second"} {
		if s, _ := core.ScopeOfInstance(w.Kernel, name); s.Incarnation() != "2" {
			t.Errorf("%s has incarnation %q", name, s.Incarnation())
		}
	}
	var mine, theirs []string
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error { mine = found(ctx, s); return nil })
	w.must("globex", func(ctx context.Context, s *victim.Suspect) error { theirs = found(ctx, s); return nil })
	if len(mine) > 0 {
		t.Errorf("the successor meets %q", mine)
	}
	if len(theirs) != 6 {
		t.Errorf("another tenant lost something: %q is left", theirs)
	}
	if err := w.Shutdown(ctx); err != nil {
		t.Fatal(err)
	}
	for _, f := range filesWith(t, dir, acmeCanary) {
		t.Errorf("%s still holds the canary", f)
	}
	if len(filesWith(t, dir, globexCanary)) == 0 {
		t.Error("the search finds nothing, so it proves nothing")
	}
}

// comesUpForHooks checks what an instance of a marked tenant may do, and makes those
// again whose hooks have not run.
func (w *world) comesUpForHooks(name string) {
	w.t.Helper()
	if _, err := w.Bus().Invoke(context.Background(), name+".tell", nil); !errors.Is(err, sig.ErrDraining) {
		w.t.Errorf("what came up for hooks answers: %v", err)
	}
	_, err := w.Offboard(context.Background(), "acme")
	var missing *sig.Error
	if !errors.As(err, &missing) || missing.Code != sig.CodeNotFound || !strings.Contains(err.Error(), "purge hook") {
		return
	}
	for _, notary := range []string{"acme-first", "acme-last"} { // whichever hooks are left
		w.instantiate("notary", notary, "acme")
	}
}

// filesWith are the files below dir that hold text.
func filesWith(t *testing.T, dir, text string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(text)) {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A panic in the middle is a crash without the death: the same process goes on.
func TestOffboardSurvivesAPanicAtEveryStep(t *testing.T) {
	for n := 1; ; n++ {
		steps, at := 0, n
		w := newWorld(t, core.WithSteps(func(string) {
			if steps++; steps == at {
				panic("a step that fails")
			}
		}))
		w.plant("acme", acmeCanary)
		died := func() (v any) {
			defer func() { v = recover() }()
			if _, err := w.Offboard(t.Context(), "acme"); err != nil {
				t.Fatal(err)
			}
			return nil
		}()
		if died == nil {
			if n < 8 {
				t.Fatalf("%d steps only", n)
			}
			return
		}
		_, err := w.Instantiate("suspect", "acme-late", sig.Props{"target": "acme"})
		retry, again := w.Offboard(t.Context(), "acme")
		switch {
		case err == nil: // the last step: all was done
			if !errors.Is(again, sig.ErrNotFound) && again != nil {
				t.Errorf("step %d: %v", n, again)
			}
		case !errors.Is(err, sig.ErrDraining):
			t.Errorf("step %d: it came back: %v", n, err)
		case again != nil && !errors.Is(again, sig.ErrNotFound):
			t.Errorf("step %d: going on: %+v, %v", n, retry, again)
		}
	}
}

// While a tenant is taken down, calls from outside are refused and what is in
// flight ends, also where it still calls within the tenant.
func TestOffboardDrains(t *testing.T) {
	suspended := make(chan struct{})
	w := newWorld(t, core.WithSteps(func(step string) {
		if step == "suspended" {
			close(suspended)
		}
	}))
	w.plant("acme", acmeCanary)
	inside, goOn := make(chan struct{}), make(chan struct{})
	flight := make(chan error, 1)
	go func() {
		_, err := w.as("acme", "", func(ctx context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
			close(inside)
			<-goOn
			_, err := s.Board.Run(ctx, victim.Order{Plot: "board"})
			return victim.Loot{}, errors.Join(err, s.Files.Put(ctx, "last words", nil))
		})
		flight <- err
	}()
	victim.PlanBoard("board", func(ctx context.Context, b *victim.Board, _ string) (victim.Loot, error) {
		_, err := b.Onward.Mirror(ctx, victim.Spot{})
		return victim.Loot{}, err
	})
	<-inside
	offboarded := make(chan error, 1)
	go func() { _, err := w.Offboard(context.Background(), "acme"); offboarded <- err }()
	<-suspended
	if _, err := victim.NewSuspectClient(w.Kernel).Target("acme").Mirror(t.Context(), victim.Spot{}); !errors.Is(err, sig.ErrDraining) {
		t.Errorf("a new call: %v", err)
	}
	if _, err := w.Bus().Invoke(t.Context(), "acme-suspect.mirror", sig.Params{"x": 1, "y": 2}); !errors.Is(err, sig.ErrDraining) {
		t.Errorf("a new call by name: %v", err)
	}
	if _, err := w.Instantiate("clerk", "acme-clerk", sig.Props{"target": "acme"}); !errors.Is(err, sig.ErrDraining) {
		t.Errorf("a new instance: %v", err)
	}
	close(goOn)
	if err := <-flight; err != nil && !errors.Is(err, sig.ErrDraining) {
		t.Errorf("what was in flight: %v", err)
	}
	if err := <-offboarded; err != nil {
		t.Error(err)
	}
}

// A call or a job that was cut off may still write: the tenant is not purged under its hands.
func TestOffboardWaitsForWhatWasCutOff(t *testing.T) {
	for name, run := range map[string]func(s *victim.Suspect, body func()){
		"a call": func(_ *victim.Suspect, body func()) { body() },
		"a job": func(s *victim.Suspect, body func()) {
			s.Go(func(context.Context) error { body(); return nil })
		},
	} {
		t.Run(name, func(t *testing.T) { cutOff(t, run) })
	}
}

func cutOff(t *testing.T, run func(s *victim.Suspect, body func())) {
	w := newWorld(t)
	w.plant("acme", acmeCanary)
	inside, goOn, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() {
		_, _ = w.as("acme", "", func(_ context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
			run(s, func() {
				defer close(done)
				close(inside)
				<-goOn
			})
			return victim.Loot{}, nil
		})
	}()
	<-inside
	short, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Offboard(short, "acme"); !errors.Is(err, sig.ErrTimeout) {
		t.Errorf("with work under way and no time: %v", err)
	}
	if _, err := w.Offboard(short, "acme"); !errors.Is(err, sig.ErrTimeout) {
		t.Errorf("once more: %v", err)
	}
	close(goOn)
	<-done
	if _, err := w.Offboard(t.Context(), "acme"); err != nil {
		t.Error(err)
	}
}

// What is left when the last instance was removed belongs to nobody: it can be
// offboarded all the same, and a name of which nothing is known cannot.
func TestOffboardWithoutInstances(t *testing.T) {
	w := newWorld(t)
	w.plant("acme", acmeCanary)
	if err := w.Remove(t.Context(), "acme-suspect"); err != nil {
		t.Fatal(err)
	}
	if rec, err := w.Offboard(t.Context(), "acme"); err != nil || rec.Incarnation != "1" {
		t.Errorf("%+v, %v", rec, err)
	}
	for _, nobody := range []string{"acme", "initech"} {
		if _, err := w.Offboard(t.Context(), nobody); !errors.Is(err, sig.ErrNotFound) {
			t.Errorf("%s: %v", nobody, err)
		}
	}
}
