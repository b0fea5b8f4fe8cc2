// Package realfeatureflags: flags from settings, decided by hash
package realfeatureflags

import (
	"context"
	"hash/fnv"
	"io"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Settings is what one tenant can set.
//
//sig:config prefix=flags
type Settings struct {
	Percent int    `json:"percent" sig:"default=10,min=0,max=100"`
	Salt    string `json:"salt" sig:"default=x"`
}

// C is the component.
//
//sig:component name=real-feature-flags scope=tenant
type C struct {
	sig.Instance
	Settings sig.Settings[Settings] `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) On(ctx context.Context, p P) (R, error) {
	s := c.Settings.Get()
	h := fnv.New32a()
	io.WriteString(h, s.Salt)
	io.WriteString(h, p.K)
	if int(h.Sum32()%100) < s.Percent {
		return R{N: 1}, nil
	}
	return R{}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
