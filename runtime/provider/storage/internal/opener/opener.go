// Package opener connects the storage provider with adapters that are linked
// only when a program asks for them by a blank import.
package opener

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A Bucket is where objects are. Names are those of sig.StorageBackend.
type Bucket interface {
	sig.StorageBackend
	Close() error
}

// Func opens the bucket that a URL names.
type Func func(ctx context.Context, url string) (Bucket, error)

var registered atomic.Pointer[Func]

// Register sets the opener of all URLs but files. An adapter calls it when it is
// linked; the last one counts.
func Register(f Func) { registered.Store(&f) }

// Registered returns the opener, nil when no adapter is linked.
func Registered() Func {
	if f := registered.Load(); f != nil {
		return *f
	}
	return nil
}
