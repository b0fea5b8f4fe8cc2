package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Item is a thing to keep.
type Item struct {
	Key  string `json:"key"`
	Text string `json:"text" sig:"optional"`
}

// Keys are keys.
type Keys []string

// Box keeps.
//
//sig:component name=handles-box scope=tenant
type Box struct {
	sig.Instance
	Own    sig.Storage `sig:"requires"`
	Common sig.Storage `sig:"requires,scope=tenant"`
}

//sig:runnable
func (b *Box) Put(ctx context.Context, i Item) error {
	if err := b.Own.Put(ctx, i.Key, []byte(i.Text)); err != nil {
		return err
	}
	return b.Common.Put(ctx, i.Key+"-common", []byte(i.Text))
}

//sig:runnable
func (b *Box) List(ctx context.Context) (Keys, error) {
	var out Keys
	for _, s := range []sig.Storage{b.Own, b.Common} {
		for key, err := range s.List(ctx, "") {
			if err != nil {
				return nil, err
			}
			out = append(out, key)
		}
	}
	return out, nil
}
