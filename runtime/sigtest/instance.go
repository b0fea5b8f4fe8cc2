package sigtest

import (
	"slices"
	"sync"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/abi"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// Events has what an instance published, in place of subscribers. It is safe for
// concurrent use.
type Events struct {
	mu  sync.Mutex
	all []Event // guarded by mu
}

// An Event is one that was published. The payload is the publisher's own value, no copy.
type Event struct {
	Topic   string
	Payload any
}

// All returns what was published, in its order; of the given topics where some are given.
func (e *Events) All(topics ...string) []Event {
	e.mu.Lock()
	defer e.mu.Unlock()
	var some []Event
	for _, ev := range e.all {
		if len(topics) == 0 || slices.Contains(topics, ev.Topic) {
			some = append(some, ev)
		}
	}
	return some
}

// Instance makes what a component embeds, for one that is constructed by hand: the
// instance "test" of the tenant "test", whose log is the test's. Its jobs (Go, After, Every) belong to
// it and end with the test, by the given clock or, where that is nil, the machine's; what it
// publishes, of whatever topic, is in the Events.
//
//	clock := sigtest.NewClock(start)
//	in, events := sigtest.Instance(t, clock)
//	c := &reminder.Reminder{Instance: in}
//	c.Start()
//	clock.Advance(24 * time.Hour)
//	sent := events.All("reminder.sent")
func Instance(t testing.TB, clock *Clock) (sig.Instance, *Events) {
	t.Helper()
	events := new(Events)
	opts := []sig.Option{core.WithPublished(func(_, topic string, payload any) {
		events.mu.Lock()
		defer events.mu.Unlock()
		events.all = append(events.all, Event{topic, payload})
	})}
	if clock != nil {
		opts = append(opts, sig.WithClock(clock))
	}
	var made *bare
	k := KernelWith(t, opts, abi.NewFactory(abi.Component{
		Component: "test", Type: "sigtest.instance", Scope: abi.ScopeTenant,
		New: func(m *abi.Mount) abi.Body {
			made = new(bare)
			abi.Attach(m, &made.in, made)
			return made
		},
		Self: func(b abi.Body) any { return b },
	}))
	if _, err := k.Instantiate("test", "test", sig.Props{"target": "test"}); err != nil {
		t.Fatal(err)
	}
	if err := k.Boot(t.Context()); err != nil {
		t.Fatal(err)
	}
	return made.in, events
}

// A bare instance has no component.
type bare struct {
	abi.Instance
	in sig.Instance
}
