package sig

import (
	"context"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

// Tracker is given to bodies marked dynamic: what they read through it are their
// dependencies.
type Tracker = reactive.Tracker

// Stale reports whether a newer change has made the effect run that ctx belongs
// to pointless; a long effect asks now and then.
func Stale(ctx context.Context) bool { return reactive.Stale(ctx) }

// OnCleanup has f run before the next run of the effect that ctx belongs to, and
// when it ends for good.
func OnCleanup(ctx context.Context, f func()) { reactive.OnCleanup(ctx, f) }
