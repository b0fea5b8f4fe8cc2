package core

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// Only what is marked idempotent is tried again, and no longer than the budget lasts.
func TestRetriesOnlyWhatIsIdempotent(t *testing.T) {
	for _, marked := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			contract := *greetContract
			contract.Methods = append([]Method(nil), greetContract.Methods...)
			contract.Methods[0].Idempotent = marked
			runs := 0
			f := greeterFactory("g", ScopeTenant, func(_ *Mount, g *greeter) {
				g.handler = func(_ context.Context, name string) (string, error) {
					runs++
					switch {
					case name == "denied":
						return "", Errf(CodeDenied, "")
					case name == "never" || runs < 3:
						return "", &Error{Code: CodeBusy, Retry: time.Second}
					}
					return name, nil
				}
			}, func(s *FactorySpec) { s.Provides = []*ContractSpec{&contract} })
			k := booted(t, nil, []Factory{f}, "g acme-g acme")
			call := func(ctx context.Context, name string) error {
				runs = 0
				_, err := k.Bus().InvokeJSON(WithRetries(ctx, Retries{Attempts: 4}), "greet.greet", []byte(`{"target":"acme","name":"`+name+`"}`))
				return err
			}
			err := call(context.Background(), "x")
			if !marked {
				if wantErr(t, "not idempotent", err, ErrBusy); runs != 1 {
					t.Errorf("%d runs of a runnable that is not idempotent", runs)
				}
				return
			}
			if err != nil || runs != 3 {
				t.Errorf("%v after %d runs, want the third to succeed", err, runs)
			}
			if wantErr(t, "never", call(context.Background(), "never"), ErrBusy); runs != 4 {
				t.Errorf("%d of 4 attempts", runs)
			}
			if wantErr(t, "denied", call(context.Background(), "denied"), ErrDenied); runs != 1 {
				t.Errorf("%d runs, though waiting cannot help", runs)
			}
			ctx, cancel := context.WithTimeout(context.Background(), 1500*time.Millisecond)
			defer cancel()
			if wantErr(t, "a budget", call(ctx, "never"), ErrBusy); runs != 2 {
				t.Errorf("%d runs in a budget with room for 2", runs)
			}
		})
	}
}

// What is left of a call's budget goes with it, and a hop that gets none does not begin.
func TestTheBudgetShrinksAcrossHops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var left []time.Duration
		note := func(ctx context.Context) {
			d, ok := ctx.Deadline()
			if !ok {
				t.Error("a hop without deadline")
			}
			left = append(left, time.Until(d))
		}
		far := booted(t, nil, []Factory{greeterFactory("g", ScopeTenant, func(_ *Mount, g *greeter) {
			g.handler = func(ctx context.Context, name string) (string, error) { note(ctx); return name, nil }
		})}, "g acme-g acme")
		wire := transportFunc(func(ctx context.Context, e Envelope) ([]byte, error) {
			time.Sleep(time.Second) // what the wire takes; the deadline travels in the envelope alone
			return far.Accept(context.Background(), e)
		})
		near := booted(t, []Option{WithTransport(wire)}, []Factory{greeterFactory("g", ScopeTenant, nil)})
		call := func(budget time.Duration) error {
			ctx, cancel := context.WithTimeout(context.Background(), budget)
			defer cancel()
			_, err := near.Bus().InvokeJSON(ctx, "greet.greet", []byte(`{"target":"acme","name":"x"}`))
			return err
		}
		if err := call(3 * time.Second); err != nil || len(left) != 1 || left[0] != 2*time.Second {
			t.Errorf("%v with %v left, want 2s", err, left)
		}
		left = nil
		wantErr(t, "a budget that the wire spent", call(time.Second), ErrTimeout)
		if left != nil {
			t.Errorf("it ran with %v left", left)
		}
	})
}
