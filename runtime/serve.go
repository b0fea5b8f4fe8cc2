package sig

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// DefaultGrace is how long Serve lets a shutdown take when it is not told.
const DefaultGrace = 30 * time.Second

// ErrForced is in the error of Serve when a second signal ended the shutdown.
var ErrForced = errors.New("sig: a second signal forced the shutdown")

// Serve is for the end of main: it waits until ctx ends or the process gets
// SIGTERM or SIGINT, and shuts k down, in the reverse of the order in which instances
// came up. Calls that were accepted end, new ones are refused; after grace (DefaultGrace when 0),
// or at a second signal, what is still in flight is cut off. The error says of
// which instances how many calls were cut off, and is ErrForced after a second
// signal; it is nil when everything ended.
//
// A kernel takes over no signals by itself: they are the host's, and it hands them over
// for the time of this call.
func Serve(ctx context.Context, k *Kernel, grace time.Duration) error {
	if grace <= 0 {
		grace = DefaultGrace
	}
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	defer signal.Stop(signals)
	select {
	case <-ctx.Done():
	case <-signals:
	}
	down, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	force, forced := context.WithCancelCause(down)
	defer forced(nil)
	done := make(chan error, 1)
	go func() { done <- k.Shutdown(force) }()
	select {
	case err := <-done:
		return err
	case <-signals:
		forced(ErrForced)
		return errors.Join(ErrForced, <-done)
	}
}
