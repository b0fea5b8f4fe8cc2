package attack

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
)

// A shared component fails in one tenant's call, with that tenant's text in the failure, and is taken
// down for it. What others are told of it, and what the host is told of others, does not have that text.
func TestFailuresOfSharedComponentsTellNothing(t *testing.T) {
	for name, fail := range map[string]victim.BoardPlot{
		"a panic": func(context.Context, *victim.Board, string) (victim.Loot, error) { panic("over " + globexCanary) },
		"a panic with an error": func(context.Context, *victim.Board, string) (victim.Loot, error) {
			panic(fmt.Errorf("over %s", globexCanary))
		},
		"a job": func(_ context.Context, b *victim.Board, _ string) (victim.Loot, error) {
			b.Go(func(context.Context) error { return errors.New("over " + globexCanary) })
			return victim.Loot{}, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			stopped := make(chan struct{}, 8)
			w := newWorld(t, sig.WithSupervision(sig.Supervision{Restarts: -1}), sig.WithSupervisionEvents(func(e sig.SupervisionEvent) {
				if e.Step == sig.StepStopped && e.Instance == "board" {
					stopped <- struct{}{}
				}
			}))
			victim.PlanBoard("fail", fail)
			victim.PlanBoard("fine", func(context.Context, *victim.Board, string) (victim.Loot, error) { return victim.Loot{}, nil })
			ask := func(plot string) victim.Plot {
				return func(ctx context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
					return s.Board.Run(ctx, victim.Order{Plot: plot})
				}
			}
			_, _ = w.as("globex", "", ask("fail"))
			select {
			case <-stopped:
			case <-time.After(10 * time.Second):
				t.Fatal("the board did not fail")
			}
			host := victim.NewSuspectClient(w.Kernel)
			victim.Plan("fine", ask("fine"))
			var seen strings.Builder
			_, err := host.Target("acme").Run(t.Context(), victim.Order{Plot: "fine"})
			fmt.Fprintln(&seen, err)
			if err == nil {
				t.Fatal("the board answers, so that nothing is shown")
			}
			for cause := err; cause != nil; cause = errors.Unwrap(cause) {
				fmt.Fprintf(&seen, "%v %+v %#v\n", cause, cause, cause)
			}
			_, err = w.Bus().InvokeJSON(t.Context(), "suspect.run", []byte(`{"plot":"fine","target":"acme"}`))
			fmt.Fprintln(&seen, err)
			_, err = w.Instantiate("suspect", "acme-late", sig.Props{"target": "acme"})
			fmt.Fprintln(&seen, err, w.Why("acme-suspect"), w.Why("acme-late"))
			for _, st := range w.Status().Instances {
				if st.Target == "acme" {
					fmt.Fprintf(&seen, "%+v\n", st)
				}
			}
			for _, st := range w.Tenants() {
				if st.Name == "acme" {
					fmt.Fprintf(&seen, "%+v\n", st)
				}
			}
			if strings.Contains(seen.String(), globexCanary) {
				t.Errorf("acme is told:\n%s", seen.String())
			}
			if !strings.Contains(w.log.text(), globexCanary) {
				t.Error("nobody is told what failed, so that nothing is shown")
			}
		})
	}
}
