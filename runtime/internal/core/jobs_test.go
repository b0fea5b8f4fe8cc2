package core

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// Every runs until the instance ends, never overlapping, whatever a run does.
func TestEvery(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		runs := 0
		f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
			g.handler = func(ctx context.Context, name string) (string, error) {
				g.Every(time.Minute, func(ctx context.Context) error {
					if c, ok := CallerOf(ctx); !ok || c.Tenant() != "acme" {
						t.Errorf("a job without its tenant: %v", c)
					}
					switch runs++; runs {
					case 2:
						panic("one bad run")
					case 3:
						return errors.New("another")
					}
					return nil
				})
				g.Every(0, func(context.Context) error { t.Error("a period of 0 ran"); return nil })
				return "", nil
			}
		})
		k := New()
		if err := k.Discover(f); err != nil {
			t.Fatal(err)
		}
		ctx := context.Background()
		if err := k.Boot(ctx); err != nil {
			t.Fatal(err)
		}
		if _, err := k.Add(ctx, "g", "g1", Props{"target": "acme"}); err != nil {
			t.Fatal(err)
		}
		if _, err := k.Bus().Invoke(ctx, "g1.greet", nil); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5*time.Minute + time.Second)
		synctest.Wait()
		if runs != 5 {
			t.Errorf("%d runs in five minutes", runs)
		}
		if err := k.Remove(ctx, "g1"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		if runs != 5 {
			t.Errorf("%d runs: it outlived its instance", runs)
		}
		if err := k.Shutdown(ctx); err != nil {
			t.Fatal(err)
		}
	})
}
