// Package shop needs a cache, credentials and settings.
package shop

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/wire-mount/cache"
)

// Settings are settings.
//
//sig:config prefix=shop
type Settings struct {
	Name string `json:"name" sig:"default='shop of {target}'"`
}

// Text is text.
type Text string

// Shop is a shop.
//
//sig:component name=wire-shop scope=tenant
type Shop struct {
	sig.Instance
	Settings sig.Settings[Settings] `sig:"requires"`
	Creds    sig.Credentials        `sig:"requires"`
	Storage  sig.Storage            `sig:"requires,optional"`
	Cache    cache.Cache            `sig:"requires"`
}

//sig:runnable
func (s *Shop) Describe(ctx context.Context) (Text, error) {
	return Text(s.Settings.Get().Name + " with the cache of " + s.Cache.Of()), nil
}
