package reactive_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unsafe"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

// tenantCells is the smallest useful instance: one setting, one computed.
type tenantCells struct {
	reactive.Cells
	self    *tenant
	setting reactive.Field[tenantSettings]
	url     reactive.Value[string]
}

type tenantSettings struct{ URL string }

type tenant struct{ cells *tenantCells }

func (t *tenant) computeURL() string { return t.cells.setting.Get().URL }

func (t *tenant) URL() string {
	if v, ok := t.cells.url.Load(&t.cells.Cells); ok {
		return v
	}
	v, err := t.cells.url.Get(&t.cells.Cells)
	if err != nil {
		panic(err)
	}
	return v
}

var tenantPlan = reactive.NewPlan[tenantCells](
	reactive.FieldNode[tenantCells, tenantSettings]{Name: "settings", Equal: reactive.Same[tenantSettings], Hash: reactive.Hash[tenantSettings],
		Cell: func(c *tenantCells) *reactive.Field[tenantSettings] { return &c.setting }},
	reactive.ValueNode[tenantCells, string]{Name: "URL", Equal: reactive.Same[string], Reads: []int32{0},
		Cell:    func(c *tenantCells) *reactive.Value[string] { return &c.url },
		Compute: func(c *tenantCells) (string, error) { return c.self.computeURL(), nil }},
)

func newTenant(url string) *tenant {
	c := &tenantCells{self: &tenant{}}
	c.self.cells = c
	tenantPlan.Mount(c, nil)
	c.setting.Set(tenantSettings{url})
	return c.self
}

func TestPromise33MemoryOfATenant(t *testing.T) {
	if n := unsafe.Sizeof(tenantCells{}); n > 112 {
		t.Errorf("%d bytes of cells, want at most 112", n)
	}
	const n = 20_000
	settings := tenantSettings{"sqlite:shared.db"}
	keep := make([]*tenantCells, n)
	users := make([]tenant, n)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range keep {
		c := &tenantCells{self: &users[i]}
		users[i].cells = c
		tenantPlan.Mount(c, nil)
		c.setting.Set(settings)
		c.self.URL()
		keep[i] = c
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	perTenant := float64(after.HeapAlloc-before.HeapAlloc) / n
	// The setting's own value, one string header here, is an immutable object of the user's type.
	if want := 112 + float64(unsafe.Sizeof(settings)) + 4; perTenant > want {
		t.Errorf("%.1f bytes a tenant, want at most %.0f", perTenant, want)
	}
	t.Logf("%.1f bytes a tenant, of which %d are the setting's value", perTenant, unsafe.Sizeof(settings))
	runtime.KeepAlive(keep)
}

func TestPromise33NoAllocations(t *testing.T) {
	ten := newTenant("a")
	d := reactive.NewDomain()
	s := reactive.NewSignal(d, 1)
	c := reactive.NewComputed(d, func() (int, error) { return s.Get(), nil }, s)
	dyn := reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) { return c.Track(tr) })
	for name, read := range map[string]func(){
		"generated computed": func() { ten.URL() },
		"setting":            func() { _ = ten.cells.setting.Get().URL },
		"signal":             func() { s.Get() },
		"computed":           func() { c.Get() },
		"dynamic":            func() { dyn.Get() },
	} {
		if n := testing.AllocsPerRun(1000, read); n != 0 {
			t.Errorf("%s: %v allocations a read", name, n)
		}
	}
	i := 0
	urls := []string{"a", "b"}
	if n := testing.AllocsPerRun(1000, func() { i++; ten.cells.setting.Set(tenantSettings{urls[i&1]}); ten.cells.setting.Get() }); n > 1 {
		t.Errorf("Set and Get of a setting: %v allocations", n)
	}
	if n := testing.AllocsPerRun(1000, func() { s.Set(1) }); n > 1 {
		t.Errorf("an equal Set: %v allocations", n)
	}
}

func TestPromise33AnIdleDomainHasNoGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	d := reactive.NewDomain()
	defer d.Close()
	a := reactive.NewSignal(d, 0)
	reactive.NewEffect(d, func(context.Context) error { a.Get(); return nil }, a)
	a.Set(1)
	settle(t, d)
	for runtime.NumGoroutine() > before {
		runtime.Gosched() // the drain is on its way out
	}
}

func TestCellsWithoutAMount(t *testing.T) {
	var f reactive.Field[int]
	want(t, "zero", f.Get(), 0)
	f.Set(3)
	f.Update(func(v int) int { return v + 1 })
	want(t, "value", f.Get(), 4)
	var c reactive.Cells
	want(t, "settled", c.Settled(t.Context()), nil)
	want(t, "close", c.Close(), nil)
}

// counters is an instance with everything that a plan can hold.
type counters struct {
	reactive.Cells
	a, b   reactive.Field[int]
	sum    reactive.Value[int]
	even   reactive.WordValue[bool]
	picked reactive.Dynamic[int]
	watch  reactive.Reaction
	follow reactive.Reaction
	log    []string
	fail   error
}

func countersPlan() *reactive.Plan[counters] {
	return reactive.NewPlan[counters](
		reactive.FieldNode[counters, int]{Name: "a", Cell: func(c *counters) *reactive.Field[int] { return &c.a }, Equal: reactive.Same[int], Hash: reactive.Hash[int]},
		reactive.FieldNode[counters, int]{Name: "b", Cell: func(c *counters) *reactive.Field[int] { return &c.b }},
		reactive.ValueNode[counters, int]{Name: "sum", Cell: func(c *counters) *reactive.Value[int] { return &c.sum }, Equal: reactive.Same[int], Reads: []int32{0, 1},
			Compute: func(c *counters) (int, error) { c.log = append(c.log, "sum"); return c.a.Get() + c.b.Get(), c.fail }},
		reactive.WordNode[counters, bool]{Name: "even", Cell: func(c *counters) *reactive.WordValue[bool] { return &c.even }, Reads: []int32{2},
			Compute: func(c *counters) (bool, error) { v, err := c.sum.Get(&c.Cells); return v%2 == 0, err }},
		reactive.DynamicNode[counters, int]{Name: "picked", Cell: func(c *counters) *reactive.Dynamic[int] { return &c.picked },
			Compute: func(c *counters, t *reactive.Tracker) (int, error) {
				if even, err := c.even.Track(&c.Cells, t); !even {
					return -1, err
				}
				return c.a.Track(t), nil
			}},
		reactive.ReactionNode[counters]{Name: "watch", Cell: func(c *counters) *reactive.Reaction { return &c.watch }, Reads: []int32{3},
			Run: func(_ context.Context, c *counters) error {
				even, err := c.even.Get(&c.Cells)
				if even {
					c.log = append(c.log, "even")
				} else {
					c.log = append(c.log, "odd")
				}
				return err
			}},
		reactive.ReactionNode[counters]{Name: "follow", Cell: func(c *counters) *reactive.Reaction { return &c.follow },
			Dynamic: func(_ context.Context, c *counters, t *reactive.Tracker) error {
				_, err := c.picked.Track(&c.Cells, t)
				c.log = append(c.log, "follow")
				return err
			}},
	)
}

func TestPlanRunsWhatItMustInOrder(t *testing.T) {
	p := countersPlan()
	c := &counters{}
	p.Mount(c, nil)
	defer c.Close()
	check := func(what, wants string) {
		t.Helper()
		if err := c.Settled(t.Context()); err != nil {
			t.Fatal(err)
		}
		want(t, what, strings.Join(c.log, " "), wants)
		c.log = nil
	}
	check("nothing runs before Start", "")
	if err := p.Start(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	check("start", "sum even follow")
	c.a.Set(1)
	check("a change", "sum odd follow")
	c.a.Set(3)
	check("cut off at even", "sum")
	c.a.Set(3)
	check("an equal write", "")
	c.Batch(func(tx *reactive.Tx) error { c.a.SetIn(tx, 5); c.b.SetIn(tx, -2); return nil })
	check("equal sum", "sum")
	c.b.Set(-3)
	check("even again", "sum even follow")
	c.Close()
	c.a.Set(9)
	check("closed", "")
	v, err := c.sum.Get(&c.Cells)
	want(t, "last value", v, 2)
	want(t, "error", err, nil)
}

func TestPlanStartStopsAtTheFirstError(t *testing.T) {
	p := countersPlan()
	c := &counters{fail: errors.New("bad")}
	p.Mount(c, nil)
	defer c.Close()
	if err := p.Start(t.Context(), c); !errors.Is(err, c.fail) || !strings.Contains(err.Error(), "sum") {
		t.Errorf("error: %v", err)
	}
	want(t, "what ran", strings.Join(c.log, " "), "sum odd")
}

func TestPlanRefusesWhatNoGeneratorWrites(t *testing.T) {
	stray := new(reactive.Field[int])
	for name, nodes := range map[string][]reactive.Node[counters]{
		"a later node": {reactive.WordNode[counters, bool]{Name: "even", Cell: func(c *counters) *reactive.WordValue[bool] { return &c.even }, Reads: []int32{0}}},
		"a stray cell": {reactive.FieldNode[counters, int]{Name: "a", Cell: func(*counters) *reactive.Field[int] { return stray }}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was taken", name)
				}
			}()
			reactive.NewPlan(nodes...)
		}()
	}
}

func TestHooksScheduleErrorsAndWiring(t *testing.T) {
	p := reactive.NewPlan[counters](
		reactive.FieldNode[counters, int]{Name: "a", Cell: func(c *counters) *reactive.Field[int] { return &c.a }},
		reactive.FieldNode[counters, int]{Name: "b", Cell: func(c *counters) *reactive.Field[int] { return &c.b }},
		reactive.ValueNode[counters, int]{Name: "sum", Cell: func(c *counters) *reactive.Value[int] { return &c.sum }, Reads: []int32{0},
			Compute: func(c *counters) (int, error) { return c.a.Get() + c.b.Get(), nil }},
		reactive.ReactionNode[counters]{Name: "watch", Cell: func(c *counters) *reactive.Reaction { return &c.watch }, Reads: []int32{0},
			Run: func(_ context.Context, c *counters) error {
				if c.a.Get() == 1 {
					return errors.New("bad")
				}
				return nil
			}},
	)
	scheduled := make(chan func(), 1)
	failed := make(chan string, 1)
	hooks := &reactive.Hooks{CheckWiring: true,
		Schedule: func(run func()) { scheduled <- run },
		OnError:  func(_ *reactive.Domain, effect string, err error) { failed <- effect + ": " + err.Error() }}
	c := &counters{}
	p.Mount(c, hooks)
	defer c.Close()
	if err := p.Start(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	var w *reactive.WiringError
	if _, err := c.sum.Get(&c.Cells); !errors.As(err, &w) || w.Source != "b" {
		t.Errorf("error: %v", err)
	}
	c.a.Set(1)
	receive(t, "a drain", scheduled)()
	if msg := receive(t, "a failure", failed); !strings.Contains(msg, "watch") || !strings.Contains(msg, "bad") {
		t.Error(msg)
	}
}

func TestPromise32WatchAndFriends(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := reactive.NewDomain()
		a := reactive.NewSignal(d, 0)
		twice := reactive.Derived(a, func(v int) string { return strings.Repeat("x", v) })
		var seen []string
		done := make(chan int)
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			defer close(done)
			for v := range reactive.Watch(ctx, twice) {
				seen = append(seen, v)
			}
		}()
		synctest.Wait()
		a.Set(2)
		synctest.Wait()
		a.Set(2)
		synctest.Wait()
		cancel()
		<-done
		want(t, "seen", strings.Join(seen, ","), ",xx")
		for v := range a.Watch(t.Context()) {
			want(t, "first", v, 2)
			break
		}

		ch := make(chan int)
		from := reactive.FromChan(t.Context(), d, ch, 5)
		want(t, "first", from.Get(), 5)
		ch <- 6
		synctest.Wait()
		want(t, "from channel", from.Get(), 6)

		slow := reactive.Debounce(from, time.Second, nil)
		paced := reactive.Throttle(from, time.Second, nil)
		for i := 10; i < 14; i++ {
			ch <- i
			synctest.Wait()
			want(t, "debounced too early", slow.Get(), 6)
			want(t, "throttled", paced.Get(), 10)
			time.Sleep(300 * time.Millisecond)
		}
		ch <- 20
		synctest.Wait()
		want(t, "throttled", paced.Get(), 13)
		time.Sleep(999 * time.Millisecond)
		synctest.Wait()
		want(t, "debounced", slow.Get(), 6)
		time.Sleep(time.Millisecond)
		synctest.Wait()
		want(t, "debounced", slow.Get(), 20)
		want(t, "throttled", paced.Get(), 20)
		ch <- 21
		synctest.Wait()
		d.Close()
		time.Sleep(5 * time.Second)
		want(t, "after close", slow.Get(), 20)
	})
}

func TestPromise32WatchEndsWithTheDomain(t *testing.T) {
	d := reactive.NewDomain()
	a := reactive.NewSignal(d, 0)
	first, done := make(chan int, 1), make(chan int)
	go func() {
		defer close(done)
		for v := range a.Watch(context.Background()) {
			first <- v
		}
	}()
	receive(t, "the value", first)
	d.Close()
	receive(t, "the end", done)
}
