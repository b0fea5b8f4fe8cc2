package reactive

import (
	"errors"
	"runtime"
	"strconv"
	"strings"
)

// ErrClosed is what a computed that never had a value answers after its domain was closed.
var ErrClosed = errors.New("reactive: the domain is closed")

// ErrDisposed is what a computed answers that was disposed of before it had a value.
var ErrDisposed = errors.New("reactive: the computed was disposed of before its first run")

// ErrExited is what a computed answers whose body left by runtime.Goexit (as testing.T.FailNow does).
var ErrExited = errors.New("reactive: the body ended its goroutine (runtime.Goexit) instead of returning")

// errOvertaken never leaves the package: see refresh.
var errOvertaken = errors.New("reactive: commits come faster than the body runs")

// CycleError says that a computed needs its own value. Path starts and ends with the same name.
type CycleError struct{ Path []string }

func (e *CycleError) Error() string {
	return "reactive: cycle: " + strings.Join(e.Path, " -> ")
}

// RunawayError says that an effect kept changing what it, or an effect before it, reads. It is not run again
// until something else changes.
type RunawayError struct {
	Effect string
	Runs   int // how many times it ran because of its own writes
}

func (e *RunawayError) Error() string {
	return "reactive: effect " + e.Effect + " caused itself to run " + strconv.Itoa(e.Runs) +
		" times; make its writes depend on a condition that it reaches"
}

// StuckError says which effects had not ended when Shutdown had to return. They were told to, by the end of their ctx.
type StuckError struct{ Effects []string } // newest first

func (e *StuckError) Error() string {
	return "reactive: still running at the deadline: effect " + strings.Join(e.Effects, ", effect ") + "; a body must return soon after its ctx ends"
}

// PanicError is a panic of a body, kept as its failure.
type PanicError struct {
	Name  string // of the computed or effect
	Value any    // what it panicked with
	Stack []byte // text form, of the goroutine that panicked
}

func (e *PanicError) Error() string {
	return "reactive: " + e.Name + " panicked: " + describe(e.Value)
}

// Unwrap gives the panic's value when it was an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// Error is the failure of a computed, with its name. Cause is what its body returned.
type Error struct {
	Name  string
	Cause error
}

func (e *Error) Error() string { return "reactive: " + e.Name + ": " + e.Cause.Error() }
func (e *Error) Unwrap() error { return e.Cause }

// WriteError is what a write inside a computed's body panics with: a computed only computes.
type WriteError struct{ Signal, Computed string }

func (e *WriteError) Error() string {
	return "reactive: computed " + e.Computed + " writes " + e.Signal + "; a computed only reads, write in an effect"
}

// WiringError says that a body read a cell that its wiring does not list, so a change of that cell would go unnoticed.
type WiringError struct{ Reader, Source string }

func (e *WiringError) Error() string {
	return "reactive: " + e.Reader + " reads " + e.Source + ", which is not among its listed sources; list it, or make the body dynamic"
}

// describe prints the usual panic values without package fmt.
func describe(v any) string {
	switch v := v.(type) {
	case error:
		return v.Error()
	case interface{ String() string }:
		return v.String()
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	default:
		return "a value that is neither error nor string"
	}
}

func stackText() []byte {
	buf := make([]byte, 4<<10)
	for {
		n := runtime.Stack(buf, false)
		if n < len(buf) || len(buf) >= 64<<10 {
			return buf[:n]
		}
		buf = make([]byte, 2*len(buf))
	}
}

// named gives a body's error its computed's name, once: errors of this package carry one already.
func named(name string, err error) error {
	switch err.(type) {
	case *Error, *PanicError, *CycleError:
		return err
	}
	return &Error{Name: name, Cause: err}
}
