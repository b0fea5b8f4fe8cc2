// Package settingsdefaults: settings and raw configuration are read.
//
// Verdict: proved.
package settingsdefaults

import (
	"context"
	"strings"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Settings is what a tenant can set.
//
//sig:config prefix=greeter
type Settings struct {
	Greeting string        `json:"greeting" sig:"default=hello"`
	Pause    time.Duration `json:"pause" sig:"default=30s"`
	Max      int           `json:"max" sig:"default=3,min=1"`
}

// C is the component.
//
//sig:component name=settings-defaults scope=tenant
type C struct {
	sig.Instance

	Settings sig.Settings[Settings] `sig:"requires"`
	Config   sig.Config             `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Greet(ctx context.Context, p P) (R, error) {
	s := c.Settings.Get()
	name := c.Config.String("greeter.name", p.V)
	return R{V: strings.Repeat(s.Greeting+" ", s.Max) + name, N: int(s.Pause / time.Second)}, nil
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
