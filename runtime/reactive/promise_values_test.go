package reactive_test

import (
	"errors"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

func TestPromise01LazyAndCached(t *testing.T) {
	d := reactive.NewDomain()
	a := reactive.NewSignal(d, 1)
	runs := 0
	c := reactive.NewComputed(d, func() (int, error) { runs++; return a.Get() * 10, nil }, a)
	want(t, "runs before a read", runs, 0)
	for range 3 {
		want(t, "value", value(t, c), 10)
	}
	want(t, "runs", runs, 1)
	a.Set(2)
	a.Set(3)
	want(t, "runs without a read", runs, 1)
	want(t, "value", value(t, c), 30)
	want(t, "runs", runs, 2)
	reactive.NewSignal(d, 0).Set(9) // not a source of c
	value(t, c)
	want(t, "runs after an unrelated write", runs, 2)
}

func TestPromise02EqualityCutsOff(t *testing.T) {
	d := reactive.NewDomain()
	a := reactive.NewSignal(d, 1.5)
	signRuns, textRuns := 0, 0
	sign := reactive.NewComputed(d, func() (bool, error) { signRuns++; return a.Get() > 0, nil }, a)
	text := reactive.NewComputed(d, func() (string, error) {
		textRuns++
		if value(t, sign) {
			return "up", nil
		}
		return "down", nil
	}, sign)
	value(t, text)
	a.Set(1.5)
	value(t, text)
	want(t, "runs after an equal write", signRuns, 1)
	a.Set(2)
	value(t, text)
	want(t, "sign runs", signRuns, 2)
	want(t, "text runs behind an equal value", textRuns, 1)
	a.Set(math.NaN())
	value(t, text)
	want(t, "sign runs", signRuns, 3)
	a.Set(math.NaN())
	value(t, text)
	want(t, "runs after NaN over NaN", signRuns, 3)
	want(t, "text", value(t, text), "down")
	want(t, "text runs", textRuns, 2)

	mod := reactive.NewSignal(d, 7, reactive.Equal(func(a, b int) bool { return a%10 == b%10 }))
	mod.Set(17)
	want(t, "a value that counts as equal", mod.Get(), 7)
}

func TestPromise03UncomparableNeverPanics(t *testing.T) {
	d := reactive.NewDomain()
	s := reactive.NewSignal(d, []int{1})
	runs := 0
	c := reactive.NewComputed(d, func() (any, error) { runs++; return s.Get(), nil }, s)
	value(t, c)
	s.Set([]int{1})
	value(t, c)
	want(t, "runs", runs, 2)

	i := reactive.NewSignal[any](d, map[string]int{})
	i.Set(map[string]int{})
	i.Set(1)
	i.Set(1)
	want(t, "value", i.Get(), any(1))

	type pair struct {
		n int
		v any
	}
	p := reactive.NewSignal(d, pair{1, []int{1}})
	p.Set(pair{1, []int{1}})
	p.Set(pair{2, []int{1}})
	want(t, "value", p.Get().n, 2)

	e := reactive.NewSignal(d, 1, reactive.Equal(func(a, b int) bool { panic("broken equality") }))
	e.Set(2)
	want(t, "a panicking Equal is a change", e.Get(), 2)
}

func TestPromise04CheckedInReadOrder(t *testing.T) {
	d := reactive.NewDomain()
	on := reactive.NewSignal(d, true)
	a := reactive.NewSignal(d, 1)
	runs := 0
	costly := reactive.NewComputed(d, func() (int, error) { runs++; return a.Get(), nil }, a)
	c := reactive.NewComputed(d, func() (int, error) {
		if on.Get() {
			return costly.Get()
		}
		return -1, nil
	}, on, costly)
	want(t, "value", value(t, c), 1)
	on.Set(false)
	a.Set(2)
	want(t, "value", value(t, c), -1)
	want(t, "runs of the branch that is not taken", runs, 1)

	dyn := reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) {
		if on.Track(tr) {
			return costly.Track(tr)
		}
		return -1, nil
	})
	on.Set(true)
	value(t, dyn)
	want(t, "runs", runs, 2)
	on.Set(false)
	a.Set(3)
	want(t, "value", value(t, dyn), -1)
	want(t, "runs of the branch that is not taken", runs, 2)
}

func TestPromise05FailuresAreCached(t *testing.T) {
	d := reactive.NewDomain()
	bad := errors.New("bad")
	a := reactive.NewSignal(d, 0)
	runs := 0
	c := reactive.NewComputed(d, func() (int, error) {
		runs++
		switch a.Get() {
		case 0:
			return 0, bad
		case 1:
			panic("boom")
		case 2:
			panic(bad)
		}
		return 7, nil
	}, a, reactive.Name("c"))
	downRuns := 0
	down := reactive.NewComputed(d, func() (int, error) { downRuns++; return c.Get() }, c, reactive.Name("down"))

	for range 2 {
		_, err := c.Get()
		var e *reactive.Error
		if !errors.As(err, &e) || e.Name != "c" || !errors.Is(err, bad) {
			t.Errorf("error: %v", err)
		}
	}
	want(t, "runs", runs, 1)
	_, err := down.Get()
	var e *reactive.Error
	if !errors.As(err, &e) || e.Name != "c" {
		t.Errorf("a failure that passes through keeps its name: %v", err)
	}
	a.Set(1)
	_, err = c.Get()
	var p *reactive.PanicError
	if !errors.As(err, &p) || p.Name != "c" || p.Value != "boom" || !strings.Contains(string(p.Stack), "TestPromise05") {
		t.Errorf("error: %v", err)
	}
	a.Set(2)
	if _, err = c.Get(); !errors.As(err, &p) || !errors.Is(err, bad) {
		t.Errorf("error: %v", err)
	}
	a.Set(3)
	want(t, "after a good run", value(t, down), 7)
	want(t, "runs", runs, 4)
}

func TestPromise05GoexitIsAFailure(t *testing.T) {
	d := reactive.NewDomain()
	a := reactive.NewSignal(d, 0)
	c := reactive.NewComputed(d, func() (int, error) {
		if a.Get() == 0 {
			runtime.Goexit()
		}
		return a.Get(), nil
	}, a, reactive.Name("c"))
	within(t, "the goroutine that exits", func() { c.Get() })
	within(t, "a reader after it", func() {
		if _, err := c.Get(); !errors.Is(err, reactive.ErrExited) {
			t.Errorf("error: %v", err)
		}
	})
	a.Set(4)
	want(t, "value", value(t, c), 4)
}
