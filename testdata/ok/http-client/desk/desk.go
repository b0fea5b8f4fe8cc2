// Package desk serves what package api declares.
package desk

import (
	"context"
	"errors"
	"iter"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/http-client/api"
)

// Counter is a desk.
//
//sig:component name=counter scope=tenant
//sig:provides api.Desk
type Counter struct {
	sig.Instance
	mu   sync.Mutex
	sold []api.Receipt // guarded by mu
}

// Order implements api.Desk.
func (c *Counter) Order(_ context.Context, p api.OrderParams) (api.Receipt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p.Qty > 9 {
		return api.Receipt{}, &sig.Error{Code: sig.CodeLimited, Path: "qty", Expected: "at most 9 a day", Retry: 90 * time.Minute}
	}
	r := api.Receipt{No: len(c.sold) + 1, Item: p.Item, For: c.Target()}
	c.sold = append(c.sold, r)
	return r, nil
}

// Receipts implements api.Desk. It fails behind the last one.
func (c *Counter) Receipts(context.Context) iter.Seq2[api.Receipt, error] {
	c.mu.Lock()
	defer c.mu.Unlock()
	sold := c.sold
	return func(yield func(api.Receipt, error) bool) {
		for _, r := range sold {
			if !yield(r, nil) {
				return
			}
		}
		yield(api.Receipt{}, &sig.Error{Code: sig.CodeBusy, Expected: "more paper"})
	}
}

// Close implements api.Desk.
func (c *Counter) Close(context.Context) error {
	return errors.New("the key is under the mat") // for the log, not for callers elsewhere
}
