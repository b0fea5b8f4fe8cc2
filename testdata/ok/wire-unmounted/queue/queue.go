// Package queue is the public side of a handle whose provider nobody else may import.
package queue

import "github.com/sigen-dev/sigen/testdata/ok/wire-unmounted/queue/internal/line"

// Queue is a handle.
type Queue = line.Queue

// Provider opens queues.
var Provider = line.ProviderFactory
