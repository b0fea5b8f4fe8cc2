package sigtest

import (
	"context"
	"errors"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// SeedVariable is the environment variable that gives a Chaos without a seed its seed.
const SeedVariable = "SIGTEST_SEED"

// ErrLost is the cause of the error of a call whose request or answer was lost.
var ErrLost = errors.New("sigtest: lost on the way")

// A Fault is what goes wrong with a share of the calls that it selects. Where several
// things are set, they happen in the order of the fields.
type Fault struct {
	// Which calls: all that these name; "" is any. Of a subscriber Runnable is the name of its
	// method. A fault of the transport knows Tenant, Runnable, and as Component the route.
	Tenant, Component, Instance, Runnable string

	// Share is how many of these calls are hit, above 0 and at most 1.
	Share float64

	// Delay and up to Jitter more, by the kernel's clock, before the component is called:
	// a sigtest.Clock has to be advanced (see Clock.Await), and in a bubble of testing/synctest
	// the machine's clock takes no time. The call's own deadline ends it as it does for a
	// slow component.
	Delay, Jitter time.Duration
	// Err is the call's error in place of the component's answer.
	Err error
	// Panic is what the component panics with.
	Panic any

	// LoseRequest has a transport lose the call before it arrives, LoseAnswer after it ran;
	// either is an error with cause ErrLost. Twice has the request arrive two times, one after the
	// other. They hit calls that go through a transport: those of Transported, and those that another
	// process serves.
	LoseRequest, LoseAnswer, Twice bool
}

// Chaos has faults happen in kernels of tests, by a seed: the n-th call of a runnable of an
// instance meets the same in every run with the same seed and faults, however the calls of others
// fall between. It is safe for concurrent use.
type Chaos struct {
	seed   uint64
	faults []Fault

	mu    sync.Mutex
	calm  bool              // guarded by mu
	calls map[string]uint64 // guarded by mu; so far, by whom they are for
	hits  []int             // guarded by mu; by fault
}

// NewChaos makes faults for the kernels of a test, which take its Option. With seed 0 the seed is
// that of the environment variable SIGTEST_SEED, or drawn. It is logged, so that a test that
// fails says how to fail again. A fault that selects or does nothing ends the test.
func NewChaos(t testing.TB, seed uint64, faults ...Fault) *Chaos {
	t.Helper()
	if text := os.Getenv(SeedVariable); seed == 0 && text != "" {
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatalf("%s is %q: expected a whole number", SeedVariable, text)
		}
		seed = n
	}
	for seed == 0 {
		seed = rand.Uint64()
	}
	for n, f := range faults {
		if problem := f.problem(); problem != "" {
			t.Fatalf("fault %d: %s", n, problem)
		}
	}
	t.Logf("chaos with seed %d; for the same again: %s=%d go test -run '^%s$'", seed, SeedVariable, seed, strings.ReplaceAll(t.Name(), "/", "$/^"))
	return &Chaos{seed: seed, faults: faults, calls: map[string]uint64{}, hits: make([]int, len(faults))}
}

func (f *Fault) problem() string {
	switch {
	case !(f.Share > 0 && f.Share <= 1):
		return "expected a Share above 0 and at most 1, found " + strconv.FormatFloat(f.Share, 'g', -1, 64)
	case f.Delay < 0 || f.Jitter < 0:
		return "expected a Delay and a Jitter that are not negative"
	case !f.enters() && !f.carries():
		return "expected something that happens: set Delay, Jitter, Err, Panic, LoseRequest, LoseAnswer or Twice"
	case f.enters() && f.carries():
		return "expected either Delay, Jitter, Err and Panic, or LoseRequest, LoseAnswer and Twice: make two faults"
	}
	return ""
}

// enters reports whether the fault happens where the component is called.
func (f *Fault) enters() bool { return f.Delay+f.Jitter > 0 || f.Err != nil || f.Panic != nil }

// carries reports whether it happens on the way there.
func (f *Fault) carries() bool { return f.LoseRequest || f.LoseAnswer || f.Twice }

// Option is what a kernel takes to have the faults. Several kernels may.
func (c *Chaos) Option() sig.Option {
	return core.WithFaults(core.Faults{Enter: c.enter, Carry: c.carry})
}

// Seed is the seed of the faults.
func (c *Chaos) Seed() uint64 { return c.seed }

// Calm ends the faults: a test then sees whether all recover. What is delayed stays so.
func (c *Chaos) Calm() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calm = true
}

// Hits returns how often each fault has happened, in the order in which NewChaos got them.
func (c *Chaos) Hits() []int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]int(nil), c.hits...)
}

func (f *Fault) selects(tenant, component, instance, runnable string) bool {
	is := func(want, have string) bool { return want == "" || want == have }
	return is(f.Tenant, tenant) && is(f.Component, component) && is(f.Instance, instance) && is(f.Runnable, runnable)
}

// A strike is a fault that hits a call.
type strike struct {
	*Fault
	delay time.Duration
}

// strikes draws what happens to the next call of a runnable: on the way there, or at its component.
func (c *Chaos) strikes(way bool, tenant, component, instance, runnable string) (hit []strike) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.calm {
		return nil
	}
	who := strings.Join([]string{strconv.FormatBool(way), tenant, component, instance, runnable}, "\x00")
	c.calls[who]++
	h := fnv.New64a()
	_, _ = h.Write([]byte(who)) // never fails
	r := rand.New(rand.NewPCG(c.seed^h.Sum64(), c.calls[who]))
	for n := range c.faults {
		f := &c.faults[n]
		// Drawn for every fault, so that another one's selection changes nothing.
		struck, jitter := r.Float64() < f.Share, r.Float64()
		if struck && f.carries() == way && f.selects(tenant, component, instance, runnable) {
			c.hits[n]++
			hit = append(hit, strike{f, f.Delay + time.Duration(jitter*float64(f.Jitter))})
		}
	}
	return hit
}

func (c *Chaos) enter(ctx context.Context, call core.TestCall) error {
	for _, s := range c.strikes(false, call.Tenant, call.Component, call.Instance, call.Runnable) {
		if s.delay > 0 {
			over := make(chan struct{})
			timer := call.Clock.AfterFunc(s.delay, func() { close(over) })
			select {
			case <-over:
			case <-ctx.Done():
				timer.Stop()
				return ctx.Err()
			}
		}
		if s.Err != nil {
			return s.Err
		}
		if s.Panic != nil {
			panic(s.Panic)
		}
	}
	return nil
}

func (c *Chaos) carry(_ context.Context, e sig.Envelope, invoke func() ([]byte, error)) ([]byte, error) {
	n := strings.LastIndexByte(e.Route, '.')
	var loseAnswer, twice bool
	for _, s := range c.strikes(true, e.Target, e.Route[:max(n, 0)], "", e.Route[n+1:]) {
		if s.LoseRequest {
			return nil, lost(e.Route, "a request that arrives")
		}
		loseAnswer = loseAnswer || s.LoseAnswer
		twice = twice || s.Twice
	}
	out, err := invoke()
	if twice {
		_, _ = invoke() // whose answer nobody waits for
	}
	if loseAnswer {
		return nil, lost(e.Route, "an answer that arrives")
	}
	return out, err
}

// lost is the error of a transport that lost something. A call may be tried again
// where its runnable is idempotent.
func lost(runnable, expected string) error {
	return &sig.Error{Code: sig.CodeFailed, Runnable: runnable, Expected: expected, Retry: time.Millisecond, Cause: ErrLost}
}
