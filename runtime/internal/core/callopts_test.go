package core

import (
	"context"
	"testing"
)

// A call of the host with options waits for a replacement like any other.
func TestAKeyWaitsForAReplacement(t *testing.T) {
	ctx := WithIdempotencyKey(context.Background(), "order")
	if ctx.Value(withinKey{new(inst)}) != nil {
		t.Error("the host's call is within an instance")
	}
}
