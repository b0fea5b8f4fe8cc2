package core

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

// deafInstance is a component whose effect may not listen to its context.
type deafInstance struct {
	reactive.Cells
	Mounted
	self  greeter
	tick  reactive.Field[int]
	on    reactive.Reaction
	body  func(ctx context.Context, tick int) error
	ended bool
}

var deafPlan = reactive.NewPlan[deafInstance](
	reactive.FieldNode[deafInstance, int]{Name: "tick", Equal: reactive.Same[int], Hash: reactive.Hash[int],
		Cell: func(i *deafInstance) *reactive.Field[int] { return &i.tick }},
	reactive.ReactionNode[deafInstance]{Name: "reconnect", Reads: []int32{0},
		Cell: func(i *deafInstance) *reactive.Reaction { return &i.on },
		Run:  func(ctx context.Context, i *deafInstance) error { return i.body(ctx, i.tick.Get()) }},
)

func deafFactory(made **deafInstance, body func(ctx context.Context, tick int) error) Factory {
	return greeterFactory("deaf", ScopeTenant, nil, func(s *FactorySpec) {
		s.New = func(m *Mount) Body {
			i := &deafInstance{body: body}
			*made = i
			AttachCells(m, &i.self.Instance, i, &i.Cells)
			deafPlan.Mount(i, m.Hooks())
			return i
		}
		s.Start = func(b Body, ctx context.Context) error { return deafPlan.Start(ctx, b.(*deafInstance)) }
		s.Self = func(b Body) any { return &b.(*deafInstance).self }
	})
}

// An effect that ignores its context holds up a removal until the removal's deadline, and the error names it.
func TestRemovalGivesUpOnAnEffectAtItsDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stop, running := make(chan struct{}), make(chan struct{})
		var i *deafInstance
		k := booted(t, nil, []Factory{deafFactory(&i, func(ctx context.Context, tick int) error {
			if tick == 1 {
				close(running)
				<-stop
			}
			return nil
		})}, "deaf acme-deaf acme")
		i.tick.Set(1)
		<-running
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		began := time.Now()
		err := k.Remove(ctx, "acme-deaf")
		if d := time.Since(began); d < 3*time.Second || d > 3*time.Second+jobGrace {
			t.Errorf("Remove returned after %v", d)
		}
		wantErr(t, "Remove", err, ErrTimeout)
		var stuck *reactive.StuckError
		if !errors.As(err, &stuck) || len(stuck.Effects) != 1 || !strings.Contains(err.Error(), "reconnect") {
			t.Errorf("the error does not name the effect: %v", err)
		}
		if _, err := k.Bus().Invoke(t.Context(), "acme-deaf.greet", nil); err == nil {
			t.Error("the instance still answers")
		}
		close(stop)
		if err := k.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// An effect that listens gets time to do so, even when the removal's deadline has passed.
func TestRemovalGivesAnEffectItsGrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		running := make(chan struct{})
		var i *deafInstance
		k := booted(t, nil, []Factory{deafFactory(&i, func(ctx context.Context, tick int) error {
			if tick == 1 {
				close(running)
				<-ctx.Done()
				time.Sleep(jobGrace / 2)
				i.ended = true
			}
			return nil
		})}, "deaf acme-deaf acme")
		i.tick.Set(1)
		<-running
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := k.Remove(ctx, "acme-deaf"); err != nil {
			t.Error(err)
		}
		if !i.ended {
			t.Error("Remove did not wait for the effect")
		}
		if err := k.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// Effects whose cells the kernel does not know would go on after the instance: it does not come up.
func TestEffectsWithoutCellsDoNotStart(t *testing.T) {
	var i *deafInstance
	ran := false
	f := greeterFactory("deaf", ScopeTenant, nil, func(s *FactorySpec) {
		s.New = func(m *Mount) Body {
			i = &deafInstance{body: func(context.Context, int) error { ran = true; return nil }}
			Attach(m, &i.self.Instance, i)
			deafPlan.Mount(i, m.Hooks())
			return i
		}
		s.Start = func(b Body, ctx context.Context) error { return deafPlan.Start(ctx, b.(*deafInstance)) }
		s.Self = func(b Body) any { return &b.(*deafInstance).self }
	})
	k := booted(t, nil, []Factory{f})
	_, err := k.Add(t.Context(), "deaf", "acme-deaf", Props{"target": "acme"})
	wantErr(t, "Add", err, ErrInvalid)
	if ran {
		t.Error("an effect ran")
	}
}
