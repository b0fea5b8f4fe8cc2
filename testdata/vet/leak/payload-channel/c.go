// Package payloadchannel: a channel in a result
package payloadchannel

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Feed carries more than values.
type Feed struct {
	Lines chan string // want SIG710
}

// C is the component.
//
//sig:component name=payload-channel scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Open(ctx context.Context) (Feed, error) { return Feed{Lines: make(chan string)}, nil }
