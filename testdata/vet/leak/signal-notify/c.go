// Package signalnotify: signals of the process
package signalnotify

import (
	"context"
	"os"
	"os/signal"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=signal-notify scope=tenant
type C struct {
	sig.Instance
	ch chan os.Signal // want SIG703
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.ch = make(chan os.Signal, 1)    // want SIG703
	signal.Notify(c.ch, os.Interrupt) // want SIG703
	return nil
}
