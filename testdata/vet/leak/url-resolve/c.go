// Package urlresolve: a resolved reference has the user of its base
package urlresolve

import (
	"context"
	"net/url"

	sig "github.com/sigen-dev/sigen/runtime"
)

var base, _ = url.Parse("http://user@host/a")

// C is the component.
//
//sig:component name=url-resolve scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	u := base.ResolveReference(&url.URL{Path: "b"})
	old := u.User.Username()
	*u.User = *url.User(p.V) // want SIG701
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
