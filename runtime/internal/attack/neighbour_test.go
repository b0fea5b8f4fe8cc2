package attack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
)

// A neighbour's slowest call of a hundred, while another tenant misbehaves, is compared
// with what it was just before, on the same machine under the same load. Both bounds are generous:
// what fails is a neighbour that waits for the misbehaviour to end, not one that the machine
// held up for a moment.
const (
	times    = 100
	patience = 500 * time.Millisecond
)

// naiveLoop is the environment by which this test binary becomes a program with one loop, in
// which somebody misbehaves.
const naiveLoop = "SIGEN_ATTACK_NAIVE_LOOP"

// others calls globex until stop is closed and returns how long the slowest one in a
// hundred took.
func (w *world) others(stop <-chan struct{}) time.Duration {
	var took []time.Duration
	client := victim.NewSuspectClient(w.Kernel).Target("globex")
	for n := 0; ; n++ {
		select {
		case <-stop:
			if n >= 200 {
				slices.Sort(took)
				return took[len(took)*99/100]
			}
		default:
		}
		start := time.Now()
		got, err := client.Mirror(context.Background(), victim.Spot{X: n})
		if err != nil || got.Y != n {
			w.t.Errorf("a neighbour's call: %+v, %v", got, err)
			return 0
		}
		took = append(took, time.Since(start))
	}
}

// A villain is what a misbehaving call has around it: a suspect, or a tenant of a naive program.
type villain interface {
	Go(f func(ctx context.Context) error)
	Every(d time.Duration, f func(ctx context.Context) error)
	Publish(ctx context.Context, topic string, payload any) error
}

var release chan struct{} // what hangs waits for it; one for each time

// misbehaviours are what one tenant's call does to everybody, if nothing holds it.
var misbehaviours = map[string]func(ctx context.Context, v villain) (victim.Loot, error){
	"panic": func(context.Context, villain) (victim.Loot, error) { panic(acmeCanary) },
	"nil pointer": func(context.Context, villain) (victim.Loot, error) {
		var nobody *victim.Suspect
		return victim.Loot{Bag: nobody.Kept}, nil
	},
	"exit of the goroutine": func(context.Context, villain) (victim.Loot, error) {
		runtime.Goexit()
		return victim.Loot{}, nil
	},
	"deadlock": func(context.Context, villain) (victim.Loot, error) {
		forever := release
		<-forever
		return victim.Loot{}, nil
	},
	"a lock that is never given back": func(context.Context, villain) (victim.Loot, error) {
		var mu sync.Mutex
		forever := release
		mu.Lock()
		go func() { <-forever; mu.Unlock() }()
		mu.Lock()
		return victim.Loot{}, nil
	},
	"goroutine bomb": func(_ context.Context, v villain) (victim.Loot, error) {
		for range 10_000 {
			v.Go(func(ctx context.Context) error {
				<-ctx.Done()
				return nil
			})
		}
		return victim.Loot{}, nil
	},
	"panics in goroutines": func(_ context.Context, v villain) (victim.Loot, error) {
		for range 100 {
			v.Go(func(context.Context) error { panic(acmeCanary) })
		}
		return victim.Loot{}, nil
	},
	"unbounded result": func(context.Context, villain) (victim.Loot, error) {
		return victim.Loot{Bag: make([]string, 1<<20), Text: strings.Repeat("x", 1<<24)}, nil
	},
	"storm of events": func(ctx context.Context, v villain) (victim.Loot, error) {
		for {
			if err := v.Publish(ctx, "victim.rumour", victim.Rumour{Text: acmeCanary}); err != nil {
				return victim.Loot{}, err
			}
		}
	},
	"timers without end": func(_ context.Context, v villain) (victim.Loot, error) {
		for range 1000 {
			v.Every(time.Microsecond, func(context.Context) error { return nil })
		}
		return victim.Loot{}, nil
	},
	"busy loop": func(context.Context, villain) (victim.Loot, error) {
		for end := time.Now().Add(200 * time.Millisecond); time.Now().Before(end); {
		}
		return victim.Loot{}, nil
	},
}

// A loop is how an ordinary program serves its tenants without a thought of what they
// are: it does in turn what is due and what is asked for, and writes answers as it has them.
type loop struct {
	mu     sync.Mutex
	queue  []func() // guarded by mu
	wake   chan struct{}
	timers []*ticking // of the loop's own goroutine
}

type ticking struct {
	next   time.Time
	period time.Duration
	f      func(ctx context.Context) error
}

func (l *loop) run() {
	for {
		for t := l.due(); t != nil; t = l.due() {
			t.next = time.Now().Add(t.period)
			_ = t.f(context.Background())
		}
		l.mu.Lock()
		var f func()
		if len(l.queue) > 0 {
			f, l.queue = l.queue[0], l.queue[1:]
		}
		l.mu.Unlock()
		if f == nil {
			<-l.wake
			continue
		}
		f()
	}
}

func (l *loop) due() *ticking {
	now := time.Now()
	for _, t := range l.timers {
		if !t.next.After(now) {
			return t
		}
	}
	return nil
}

func (l *loop) do(f func()) {
	l.mu.Lock()
	l.queue = append(l.queue, f)
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

func (l *loop) Go(f func(ctx context.Context) error) {
	l.do(func() { _ = f(context.Background()) })
}

func (l *loop) Every(d time.Duration, f func(ctx context.Context) error) {
	l.timers = append(l.timers, &ticking{next: time.Now(), period: d, f: f})
}

// Publish hands an event to whoever listens, which is nobody.
func (*loop) Publish(context.Context, string, any) error { return nil }

// sufferAlone is a process that serves two tenants by a loop, of whom one misbehaves, and prints
// what becomes of the other's calls.
func sufferAlone(name string) int {
	release = make(chan struct{})
	l := &loop{wake: make(chan struct{}, 1)}
	go l.run()
	ask := func() (answered chan struct{}) {
		answered = make(chan struct{})
		l.do(func() { close(answered) })
		return answered
	}
	<-ask()
	r, w, err := os.Pipe() // the caller's connection; it reads nothing
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer r.Close()
	var over atomic.Bool
	l.do(func() {
		loot, err := misbehaviours[name](context.Background(), l)
		if over.Store(true); err == nil {
			_ = json.NewEncoder(w).Encode(loot)
		}
	})
	heldUp := false
	for range 100 {
		before := over.Load()
		select {
		case <-ask():
			heldUp = heldUp || !before && over.Load()
		case <-time.After(patience):
			fmt.Println("waits")
			return 0
		}
	}
	if heldUp {
		fmt.Println("is held up")
	} else {
		fmt.Println("goes on")
	}
	return 0
}

// Whatever one tenant's call does to itself, the others go on. In a program with one loop for
// everybody it ends the process, or the neighbour waits for good, or until it is over.
func TestNeighbours(t *testing.T) {
	var alone sync.WaitGroup
	for name := range misbehaviours {
		alone.Go(func() {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), naiveLoop+"="+name)
			out, err := cmd.Output()
			said := strings.TrimSpace(string(out))
			var died *exec.ExitError
			switch {
			case errors.As(err, &died) && strings.Contains(string(died.Stderr), "panic: "):
				t.Logf("%s in a loop: the process dies", name)
			case err == nil && (said == "waits" || said == "is held up"):
				t.Logf("%s in a loop: the neighbour %s", name, said)
			default:
				t.Errorf("%s in a loop harms nobody, so that nothing is proved: the neighbour %s, %v", name, said, err)
			}
		})
	}
	alone.Wait()
	for name, misbehave := range misbehaviours {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			enough := make(chan struct{})
			close(enough)
			calm := w.others(enough)
			forever := make(chan struct{})
			release = forever
			t.Cleanup(func() { close(forever) }) // before the kernel goes: what hangs is let go
			stop, slowest := make(chan struct{}), make(chan time.Duration, 1)
			go func() { slowest <- w.others(stop) }()
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				_, err := w.as("acme", "", func(ctx context.Context, s *victim.Suspect, _ string) (victim.Loot, error) { return misbehave(ctx, s) })
				if name == "panic" && !errors.Is(err, sig.ErrPanic) {
					t.Errorf("whoever called got %v", err)
				}
			}()
			select {
			case <-ended:
			case <-time.After(300 * time.Millisecond):
			}
			close(stop)
			if p99 := <-slowest; p99 > patience && p99 > times*calm {
				t.Errorf("the slowest one in a hundred calls of a neighbour took %v, before it was %v", p99, calm)
			} else {
				t.Logf("one call in a hundred took more than %v, before it was %v", p99, calm)
			}
		})
	}
}

// A result without end ends at the limit that configuration sets for it, with an error
// that says so, and nothing else of its tenant or of others notices. A naive kernel hands it out.
func TestResultsHaveALimit(t *testing.T) {
	w := newWorld(t)
	victim.Plan("huge", func(context.Context, *victim.Suspect, string) (victim.Loot, error) {
		bag := make([]string, 1_000_000)
		for n := range bag {
			bag[n] = acmeCanary
		}
		return victim.Loot{Bag: bag}, nil
	})
	call := func(tenant, plot string) (int, error) {
		out, err := w.Bus().InvokeJSON(t.Context(), "suspect.run", []byte(`{"plot":"`+plot+`","target":"`+tenant+`"}`))
		return len(out), err
	}
	if n, err := call("acme", "huge"); err != nil || n < 20_000_000 {
		t.Fatalf("without a limit it is %d bytes, %v, so that nothing is proved", n, err)
	}
	admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	for path, limit := range map[string]string{"defaults.sig.limit": "result=1MiB", "tenants.acme.sig.limit": "result=2KiB", "defaults.sig.limits.suspect.run": "result=1KiB"} {
		if err := admin.Set(path, limit); err != nil {
			t.Fatal(err)
		}
		_, err = call("acme", "huge")
		var e *sig.Error
		if !errors.Is(err, sig.ErrLimited) || !errors.As(err, &e) || !strings.Contains(e.Path, "result") || strings.Contains(err.Error(), acmeCanary) {
			t.Errorf("%s is %s: %v", path, limit, err)
		}
		if err := admin.Delete(path); err != nil {
			t.Fatal(err)
		}
	}
	if err := admin.Set("defaults.sig.limit", "result=1MiB"); err != nil {
		t.Fatal(err)
	}
	victim.Plan("small", func(context.Context, *victim.Suspect, string) (victim.Loot, error) {
		return victim.Loot{Text: "x"}, nil
	})
	for _, tenant := range []string{"acme", "globex"} {
		if n, err := call(tenant, "small"); err != nil || n == 0 {
			t.Errorf("%s, within it: %d bytes, %v", tenant, n, err)
		}
	}
}
