// Package w helps.
package w

import (
	"context"
)

// Bus is one.
type Bus struct {
	subs []func(context.Context, string) error
}

// On subscribes.
func (b *Bus) On(f func(context.Context, string) error) { b.subs = append(b.subs, f) }

// Emit emits.
func (b *Bus) Emit(ctx context.Context, x string) error {
	for _, f := range b.subs {
		if err := f(ctx, x); err != nil {
			return err
		}
	}
	return nil
}
