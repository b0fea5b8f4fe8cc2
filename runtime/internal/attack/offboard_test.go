package attack

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// The environment by which this test binary becomes the process that dies.
const (
	crashDir = "SIGEN_ATTACK_CRASH_DIR"
	crashAt  = "SIGEN_ATTACK_CRASH_AT"
	crashURL = "SIGEN_ATTACK_CRASH_URL_" // and a tenant: its database, where it is not the default
	crashOf  = "SIGEN_ATTACK_CRASH_OF"   // "program" for one that writes nothing down
)

// offboardAndDie gives acme data everywhere, offboards it, and is killed at the
// step that the environment says. It prints "planted", goes on when it is written to,
// and prints the step that it reached.
func offboardAndDie(dir string) int {
	at, _ := strconv.Atoi(os.Getenv(crashAt))
	n := 0
	die := func(step string) {
		if n++; n == at {
			fmt.Println(step)
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // the signal is on its way
		}
	}
	offboard := plantAndOffboard
	if os.Getenv(crashOf) == "program" {
		offboard = plantAndRemove
	}
	step, err := offboard(dir, die)
	if err != nil {
		fmt.Println(step+":", err)
		return 1
	}
	fmt.Println("done")
	return 0
}

// plantAndRemove is the same of a program that writes nothing down.
func plantAndRemove(dir string, die func(step string)) (step string, err error) {
	p := program{dir}
	for tenant, canary := range map[string]string{"acme": acmeCanary, "globex": globexCanary} {
		c, err := p.open(tenant)
		if err != nil {
			return tenant, err
		}
		for _, key := range []string{"database", "objects/canary", "settings"} {
			if err := c.Put(context.Background(), key, []byte(canary)); err != nil {
				return "planting", err
			}
		}
	}
	fmt.Println("planted")
	if _, err := fmt.Scanln(new(string)); err != nil {
		return "waiting", err
	}
	return "removing", p.remove("acme", die)
}

func plantAndOffboard(dir string, die func(step string)) (step string, err error) {
	k, err := open(dir, core.WithSteps(die))
	if err != nil {
		return "opening", err
	}
	ctx := context.Background()
	if _, err := k.Instantiate("board", "board", nil); err != nil {
		return "board", err
	}
	victim.Plan("plant", func(ctx context.Context, s *victim.Suspect, canary string) (victim.Loot, error) {
		return victim.Loot{}, plant(ctx, s, canary)
	})
	admin, err := sig.Require(k, sig.ConfigAdminContract)
	if err != nil {
		return "configuration", err
	}
	for tenant, canary := range map[string]string{"acme": acmeCanary, "globex": globexCanary} {
		if at := os.Getenv(crashURL + tenant); at != "" {
			if err := admin.Set("tenants."+tenant+".suspect.url", at); err != nil {
				return "url", err
			}
		}
		if err := admin.Set("tenants."+tenant+".suspect.note", canary); err != nil {
			return "note", err
		}
		for _, name := range []string{tenant + "-suspect", tenant + "-second"} {
			if _, err := k.Instantiate("suspect", name, sig.Props{"target": tenant}); err != nil {
				return name, err
			}
			if _, err := k.Bus().Invoke(ctx, name+".run", sig.Params{"plot": "plant", "arg": canary}); err != nil {
				return "planting", err
			}
		}
	}
	// What notaries keep outside of their handles, until their hooks.
	victim.PlanPurge(outside(dir))
	victim.PlanOpening(func(_ context.Context, n *victim.Notary) error { return note(dir, "came up", n.Name()) })
	for _, name := range []string{"acme-first", "acme-last"} {
		if err := keepOutside(dir, name); err != nil {
			return name, err
		}
		if _, err := k.Instantiate("notary", name, sig.Props{"target": "acme"}); err != nil {
			return name, err
		}
	}
	// One instance is gone before the offboarding: nobody knows its name any more.
	if err := k.Remove(ctx, "acme-second"); err != nil {
		return "removing", err
	}
	fmt.Println("planted")
	if _, err := fmt.Scanln(new(string)); err != nil {
		return "waiting", err
	}
	if _, err := k.Offboard(ctx, "acme"); err != nil {
		return "offboard", err
	}
	return "shutdown", k.Shutdown(ctx)
}

func keepOutside(dir, name string) error {
	place := filepath.Join(dir, "outside")
	return errors.Join(os.MkdirAll(place, 0o700), os.WriteFile(filepath.Join(place, name), []byte(acmeCanary), 0o600))
}

// note adds a name to a list that outlives the process.
func note(dir, list, name string) error {
	f, err := os.OpenFile(filepath.Join(dir, list), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(name + "\n")
	return errors.Join(err, f.Close())
}

// noted is such a list, and of a name that is there more than once the last one.
func noted(t *testing.T, dir, list string) (names []string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, list))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for name := range strings.FieldsSeq(string(data)) {
		names = append(slices.DeleteFunc(names, func(n string) bool { return n == name }), name)
	}
	return names
}

// outside is a purge hook for what keepOutside wrote. It may run again.
func outside(dir string) func(context.Context, *victim.Notary) error {
	return func(ctx context.Context, n *victim.Notary) error {
		if err := note(dir, "hooks ran", n.Name()); err != nil {
			return err
		}
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

// A crash is an offboarding that is cut short by the death of its process.
type crash struct {
	of        string            // "program" for that of one that writes nothing down
	urls      map[string]string // the tenants' databases, where they are not the default
	meanwhile func()            // called when the data is there and before the end begins
	ended     func()            // called when nothing remains, before a successor comes
}

// dieAt runs a process that is killed at the n-th step of an offboarding, and says
// which one that was; "done" when it ended before.
func (c crash) dieAt(t *testing.T, dir string, n int) string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashDir+"="+dir, crashAt+"="+strconv.Itoa(n), crashOf+"="+c.of)
	for tenant, at := range c.urls {
		cmd.Env = append(cmd.Env, crashURL+tenant+"="+at)
	}
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "planted" {
		t.Fatalf("step %d: the child says %q, %v", n, lines.Text(), cmd.Wait())
	}
	if c.meanwhile != nil {
		c.meanwhile()
	}
	if _, err := io.WriteString(in, "go\n"); err != nil {
		t.Fatal(err)
	}
	var said []string
	for lines.Scan() {
		said = append(said, lines.Text())
	}
	step := strings.Join(said, " ")
	err = cmd.Wait()
	var exit *exec.ExitError
	if err == nil && step != "done" || err != nil && (!errors.As(err, &exit) || exit.Exited()) {
		t.Fatalf("step %d: the child ended by itself: %v: %s", n, err, step)
	}
	return step
}

// eachStep kills a process at each step of an offboarding, has what follows seen to, and says how
// many steps there were.
func (c crash) eachStep(t *testing.T, then func(step, dir string)) int {
	for n := 1; ; n++ {
		dir := t.TempDir()
		step := c.dieAt(t, dir, n)
		if step == "done" {
			return n - 1
		}
		then(step, dir)
	}
}

// Whoever dies in the middle of an offboarding leaves a tenant that cannot come
// back, and that any later process can finish, with no instance of it registered. Where nothing
// is written down it comes back, and meets what is left.
func TestOffboardSurvivesDeathAtEveryStep(t *testing.T) {
	met := 0
	crash{of: "program"}.eachStep(t, func(_, dir string) {
		successor, err := program{dir}.open("acme")
		if err != nil {
			t.Fatal(err)
		}
		for key, err := range successor.List(t.Context(), "") {
			if data, _ := successor.Get(t.Context(), key); err == nil && string(data) == acmeCanary {
				met++
				break
			}
		}
	})
	if met == 0 {
		t.Fatal("the successor meets nothing where nothing is written down either, so that nothing is proved")
	}
	n := crash{}.eachStep(t, func(step, dir string) {
		t.Run(step, func(t *testing.T) { crash{}.finish(t, dir, step == "retired") })
	})
	if n < 12 {
		t.Fatalf("the child ended after %d steps", n)
	}
	t.Logf("killed at each of %d steps", n)
}

func (c crash) finish(t *testing.T, dir string, done bool) {
	w := &world{t: t, dir: dir, log: &logbook{}}
	victim.Forget()
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
	// Whichever process ran them: the last one up first, as they were up when it began.
	up, ran := noted(t, dir, "came up"), noted(t, dir, "hooks ran")
	slices.Reverse(up)
	if len(up) != 2 || !slices.Equal(ran, up) {
		t.Errorf("hooks ran as %q, want %q", ran, up)
	}
	if left, err := w.Offboarding(); err != nil || len(left) > 0 {
		t.Errorf("still under way: %q, %v", left, err)
	}
	if _, err := w.Offboard(ctx, "acme"); !errors.Is(err, sig.ErrNotFound) {
		t.Errorf("a second time: %v", err)
	}
	if c.ended != nil {
		c.ended()
	}
	if at := c.urls["acme"]; at != "" {
		w.settle("acme", at)
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
	if c.urls != nil { // on a server the next step begins anew
		w.must("globex", func(ctx context.Context, s *victim.Suspect) error {
			_, err := s.Pool.Exec(ctx, "DELETE FROM canaries")
			return err
		})
		if _, err := w.Offboard(ctx, "acme"); err != nil {
			t.Error(err)
		}
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
// again whose hooks have not run. In which order they come up now does not matter: the
// order of the hooks is marked.
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
	if missing.Instance != "acme-first" && missing.Instance != "acme-last" {
		w.t.Errorf("it asks for %q", missing.Instance)
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

// A call, a job, a timer, an effect or a subscription that was cut off may still write:
// until it returns the tenant is not purged under its hands, whoever asks. What it
// wrote last is purged with the rest.
func TestOffboardWaitsForWhatWasCutOff(t *testing.T) {
	for name, set := range map[string]func(w *world, body func(ctx context.Context, files sig.Storage)){
		"a call": func(w *world, body func(context.Context, sig.Storage)) {
			go func() {
				_, _ = w.as("acme", "", func(ctx context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
					body(ctx, s.Files)
					return victim.Loot{}, nil
				})
			}()
		},
		"a job": func(w *world, body func(context.Context, sig.Storage)) {
			w.must("acme", func(_ context.Context, s *victim.Suspect) error {
				s.Go(func(ctx context.Context) error { body(ctx, s.Files); return nil })
				return nil
			})
		},
		"a timer": func(w *world, body func(context.Context, sig.Storage)) {
			w.must("acme", func(_ context.Context, s *victim.Suspect) error {
				s.After(time.Nanosecond, func(ctx context.Context) { body(ctx, s.Files) })
				return nil
			})
		},
		"a repeated job": func(w *world, body func(context.Context, sig.Storage)) {
			w.must("acme", func(_ context.Context, s *victim.Suspect) error {
				var once sync.Once
				s.Every(time.Millisecond, func(ctx context.Context) error {
					once.Do(func() { body(ctx, s.Files) })
					return nil
				})
				return nil
			})
		},
		"an effect": func(w *world, body func(context.Context, sig.Storage)) {
			w.instantiate("brooder", "acme-brooder", "acme")
			victim.PlanBrooding(func(ctx context.Context, files sig.Storage, note string) error {
				if note == "begin" {
					body(ctx, files)
				}
				return nil
			})
			admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
			if err != nil {
				w.t.Fatal(err)
			}
			if err := admin.Set("tenants.acme.suspect.note", "begin"); err != nil {
				w.t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.plant("acme", acmeCanary)
			inside, goOn, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
			set(w, func(ctx context.Context, files sig.Storage) {
				close(inside)
				<-goOn // whatever becomes of its context
				done <- files.Put(context.WithoutCancel(ctx), "last", []byte(acmeCanary))
			})
			<-inside
			short, cancel := context.WithCancel(t.Context())
			cancel()
			for range 2 {
				if _, err := w.Offboard(short, "acme"); !errors.Is(err, sig.ErrTimeout) {
					t.Errorf("with work under way and no time: %v", err)
				}
				if left, err := w.Offboarding(); err != nil || !slices.Equal(left, []string{"acme"}) {
					t.Errorf("under way: %q, %v", left, err)
				}
				if len(filesWith(t, w.dir, acmeCanary)) == 0 {
					t.Error("it is purged under the hands of what still runs")
				}
				if _, err := w.Instantiate("suspect", "acme-suspect", sig.Props{"target": "acme"}); !errors.Is(err, sig.ErrDraining) {
					t.Errorf("it is back: %v", err)
				}
			}
			close(goOn)
			if err := <-done; err != nil && !errors.Is(err, sig.ErrInstanceGone) {
				t.Errorf("what it wrote last: %v", err)
			}
			if rec, err := w.Offboard(t.Context(), "acme"); err != nil || rec.Incarnation != "1" {
				t.Errorf("going on: %+v, %v", rec, err)
			}
			if left := filesWith(t, w.dir, acmeCanary); len(left) > 0 {
				t.Errorf("%q hold the canary", left)
			}
			w.instantiate("suspect", "acme-suspect", "acme")
			w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
				if all := found(ctx, s); len(all) > 0 {
					t.Errorf("the successor meets %q", all)
				}
				return nil
			})
		})
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
