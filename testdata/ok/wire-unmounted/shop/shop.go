// Package shop needs a queue.
package shop

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/wire-unmounted/queue"
)

// Text is text.
type Text string

// Shop is a shop.
//
//sig:component name=queueing-shop scope=tenant
type Shop struct {
	sig.Instance
	Queue queue.Queue `sig:"requires"`
}

//sig:runnable
func (s *Shop) Describe(ctx context.Context) (Text, error) {
	return Text("the queue of " + s.Queue.Of()), nil
}
