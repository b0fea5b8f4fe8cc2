package sigtest_test

import (
	"context"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/runtime/sigtest"
	"github.com/sigen-dev/sigen/runtime/sigtest/internal/fixture"
)

// A component that is constructed by hand has jobs on the fake clock, and its events are seen.
func TestInstanceOfAPlainStruct(t *testing.T) {
	clock := sigtest.NewClock(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	in, events := sigtest.Instance(t, clock)
	p := &fixture.Pad{Instance: in}
	if p.Name() != "test" || p.Target() != "test" || !p.Now().Equal(clock.Now()) {
		t.Errorf("%s of %s at %v", p.Name(), p.Target(), p.Now())
	}
	p.After(time.Hour, func(ctx context.Context) {
		if _, err := p.Note(ctx, fixture.Words{List: []string{"late"}}); err != nil {
			t.Error(err)
		}
	})
	clock.Advance(time.Hour - 1)
	if n := len(events.All()); n != 0 {
		t.Errorf("%d events too early", n)
	}
	clock.Advance(1)
	all := events.All("pad.noted")
	if len(all) != 1 || all[0].Payload != (fixture.Noted{Words: 1}) {
		t.Errorf("events %v", all)
	}
	if len(events.All("other")) != 0 {
		t.Error("events of another topic")
	}
}

// What the test does not end, the test's end does: a job that runs for ever is no leak.
func TestInstanceEndsItsJobs(t *testing.T) {
	ended := false
	t.Run("test", func(t *testing.T) {
		in, _ := sigtest.Instance(t, nil)
		in.Go(func(ctx context.Context) error {
			<-ctx.Done()
			ended = true
			return nil
		})
	})
	if !ended {
		t.Error("the job goes on")
	}
}
