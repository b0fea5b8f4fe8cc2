package soak_test

import (
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	sig "github.com/sigen-dev/sigen/runtime"
)

// An input is one step on one name. Add and Remove are two each, anywhere between
// their call and their return: a name is taken before calls are answered,
// and free after they are no more.
type input int

const (
	opAdd input = iota // that was refused
	opTake
	opServe
	opRemove // that was refused
	opWithdraw
	opFree
	opCall
)

// An output is how it ended.
type output int

const (
	done output = iota
	refused
	inBetween // busy or draining: what is said while a change is under way
)

// A state of a name: nobody has it, somebody has it and takes no calls, somebody serves.
type state int

const (
	free state = iota
	taken
	serving
)

// presence is the model.
var presence = porcupine.Model{
	Init: func() any { return free },
	Step: func(now, in, out any) (bool, any) {
		s := now.(state)
		if out.(output) == inBetween {
			return true, s
		}
		switch in.(input) {
		case opTake:
			return s == free, taken
		case opServe:
			return s == taken, serving
		case opWithdraw:
			return s == serving, taken
		case opFree:
			return s == taken, free
		case opAdd:
			return s != free, s
		case opRemove:
			return s == free, s
		}
		if out.(output) == done {
			return s == serving, s
		}
		return s != serving, s
	},
	Equal: func(a, b any) bool { return a == b },
}

// steps are the operations of the model that one of the test is.
func steps(in input, out output) []input {
	switch {
	case in == opAdd && out == done:
		return []input{opTake, opServe}
	case in == opRemove && out == done:
		return []input{opWithdraw, opFree}
	}
	return []input{in}
}

// outcome sorts the end of an operation; false is an error that none may have.
func outcome(err error) (output, bool) {
	switch {
	case err == nil:
		return done, true
	case errors.Is(err, sig.ErrNotFound), errors.Is(err, sig.ErrInvalid), errors.Is(err, sig.ErrInstanceGone):
		return refused, true
	case errors.Is(err, sig.ErrBusy), errors.Is(err, sig.ErrDraining):
		return inBetween, true
	}
	return 0, false
}

// TestLinearizable checks histories of adds, removes and calls on one name
// against the model, after Herlihy and Wing, "Linearizability: a correctness
// condition for concurrent objects" (1990), by the checker porcupine.
func TestLinearizable(t *testing.T) {
	w := newWorld(t, 1)
	defer w.k.Shutdown(t.Context())
	tn := w.all[0]
	start := time.Now()
	for round := range 20 {
		var mu sync.Mutex
		var history []porcupine.Operation
		var wg sync.WaitGroup
		for client := range 4 {
			wg.Go(func() {
				rnd := rand.New(rand.NewPCG(uint64(round), uint64(client)))
				for range 30 {
					in := []input{opAdd, opRemove, opCall}[rnd.IntN(3)]
					began := time.Since(start)
					var err error
					switch in {
					case opAdd:
						_, err = w.k.Add(t.Context(), "account", tn.name+"-account", sig.Props{"target": tn.name})
					case opRemove:
						err = w.k.Remove(t.Context(), tn.name+"-account")
					default:
						err = w.host.Target(tn.name).Ping(t.Context())
					}
					end := time.Since(start)
					out, ok := outcome(err)
					if !ok {
						t.Errorf("operation %d ended in %v", in, err)
						return
					}
					mu.Lock()
					for _, step := range steps(in, out) {
						history = append(history, porcupine.Operation{ClientId: client, Input: step, Output: out, Call: int64(began), Return: int64(end)})
					}
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		// What the round left is taken away, so that the next begins as the model does.
		if err := w.k.Remove(t.Context(), tn.name+"-account"); err != nil && !errors.Is(err, sig.ErrNotFound) {
			t.Fatal(err)
		}
		if r := porcupine.CheckOperationsTimeout(presence, history, time.Minute); r != porcupine.Ok {
			t.Fatalf("round %d: %s: no order of the %d operations explains their ends", round, r, len(history))
		}
	}
}
