package logging

import (
	"context"
	"log/slog"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Observer makes an observer for sig.WithObserver that logs what becomes of instances to l, nil for slog.Default as it is
// at each line: activations, replacements, removals and what is routine at info, passivations at debug,
// failures and restarts at warn, and what needs somebody at error. A line has component,
// instance, tenant and the class of the error; it has nothing of params, results or settings, nor the error's text or the stack of a panic, which the kernel's own line has. Calls are
// not logged, and pay nothing.
func Observer(l *slog.Logger) sig.Observer { return observer{l} }

type observer struct{ l *slog.Logger }

// level is how much an event matters.
func level(kind sig.EventKind) slog.Level {
	switch kind {
	case sig.EventPassivated:
		return slog.LevelDebug
	case sig.EventFailed, sig.EventRestarting, sig.EventLost:
		return slog.LevelWarn
	case sig.EventActivationFailed, sig.EventEscalated, sig.EventStopped, sig.EventDeadLetter, sig.EventPanicked:
		return slog.LevelError
	}
	return slog.LevelInfo
}

func (o observer) Observe(e sig.KernelEvent) {
	l := o.l
	if l == nil {
		l = slog.Default()
	}
	ctx, at := context.Background(), level(e.Kind)
	if !l.Enabled(ctx, at) {
		return
	}
	r := slog.NewRecord(e.At, at, e.Kind.String(), 0)
	for _, a := range []struct{ key, value string }{
		{"component", e.Component}, {"instance", e.Instance}, {"tenant", e.Tenant}, {"class", sig.ErrorClass(e.Err)}, {"topic", e.Topic}, {"method", e.Method},
	} {
		if a.value != "" {
			r.AddAttrs(slog.String(a.key, a.value))
		}
	}
	for _, a := range []struct {
		key   string
		value int
	}{{"restarts", e.Restarts}, {"attempts", e.Attempts}, {"count", e.Count}} {
		if a.value > 0 {
			r.AddAttrs(slog.Int(a.key, a.value))
		}
	}
	if e.Delay > 0 {
		r.AddAttrs(slog.Duration("delay", e.Delay))
	}
	_ = l.Handler().Handle(ctx, r) // a line that cannot be written has nowhere to be reported
}
