package core

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"
)

// A lineTransport brings elements until it panics, at the one of that number.
type lineTransport struct{ panicsAt int }

func (l lineTransport) Invoke(context.Context, Envelope) ([]byte, error) {
	return []byte("[1,2,3]"), nil
}

func (l lineTransport) InvokeStream(context.Context, Envelope) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for n, e := range []string{"1", "2", "3"} {
			if n+1 == l.panicsAt {
				panic("wire")
			}
			if !yield([]byte(e), nil) {
				if l.panicsAt < 0 {
					panic("while it ends")
				}
				return
			}
		}
	}
}

func TestStreamTransportThatPanics(t *testing.T) {
	for at, want := range map[int][]string{0: {"1", "2", "3"}, 1: {"panic"}, 3: {"1", "2", "panic"}} {
		k := New(WithTransport(lineTransport{at}))
		var got []string
		for e, err := range k.sendStream(context.Background(), Envelope{Route: "r.count"}) {
			switch {
			case errors.Is(err, ErrPanic):
				got = append(got, "panic")
			case err != nil:
				t.Error(err)
			default:
				got = append(got, string(e))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("panic at %d: %q, want %q", at, got, want)
		}
	}
	// One that panics when nobody wants more has nobody to tell.
	for range New(WithTransport(lineTransport{-1})).sendStream(context.Background(), Envelope{Route: "r.count"}) {
		break
	}
	// The panic of whoever takes the elements is no error of the stream.
	defer func() {
		if v := recover(); v != "mine" {
			t.Errorf("recovered %v", v)
		}
	}()
	for range New(WithTransport(lineTransport{})).sendStream(context.Background(), Envelope{Route: "r.count"}) {
		panic("mine")
	}
}

// What a test has happen to calls that transports carry happens to streams too.
func TestFaultsOfStreams(t *testing.T) {
	lost := errors.New("lost")
	asked := 0
	k := New(WithTransport(lineTransport{}), WithFaults(Faults{Carry: func(ctx context.Context, e Envelope, invoke func() ([]byte, error)) ([]byte, error) {
		if asked++; asked == 1 {
			return nil, lost
		}
		return invoke()
	}}))
	count := func() (n int, err error) {
		for _, err := range k.sendStream(context.Background(), Envelope{Route: "r.count"}) {
			if err != nil {
				return n, err
			}
			n++
		}
		return n, nil
	}
	if n, err := count(); n != 0 || !errors.Is(err, lost) {
		t.Errorf("%d elements, %v; want the fault", n, err)
	}
	if n, err := count(); n != 3 || err != nil {
		t.Errorf("%d elements, %v; want 3", n, err)
	}
}
