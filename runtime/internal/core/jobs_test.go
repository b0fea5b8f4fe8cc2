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

// A job that does not listen holds up a removal until its deadline, and no longer.
func TestRemovalGivesUpOnAJobAtItsDeadline(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	stop, running := make(chan struct{}), make(chan struct{})
	var g *greeter
	k := booted(t, nil, []Factory{greeterFactory("g", ScopeTenant, func(m *Mount, self *greeter) { g = self })}, "g acme-g acme")
	g.Go(func(jobs context.Context) error {
		close(running)
		<-jobs.Done()
		cancel() // the removal has begun to wait, or is about to
		<-stop
		return nil
	})
	<-running
	wantErr(t, "Remove", k.Remove(ctx, "acme-g"), ErrTimeout)
	if w := k.Why("acme-g"); w == "" {
		t.Error("the instance is still there")
	}
	close(stop)
	if _, err := k.Add(context.Background(), "g", "acme-g", Props{"target": "acme"}); err != nil {
		t.Errorf("its name is free: %v", err)
	}
}
