package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Count is a number.
type Count int64

// Counter counts.
//
//sig:component name=residency-counter scope=tenant
type Counter struct {
	sig.Instance
	Store sig.Storage `sig:"requires"`
	n     Count
}

//sig:activate
func (c *Counter) start(ctx context.Context) error {
	fmt.Println(c.Name(), "is up with", c.n)
	return nil
}

//sig:snapshot
func (c *Counter) save(ctx context.Context) error {
	return c.Store.Put(ctx, "n", strconv.AppendInt(nil, int64(c.n), 10))
}

//sig:restore
func (c *Counter) load(ctx context.Context) error {
	data, err := c.Store.Get(ctx, "n")
	if errors.Is(err, sig.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(string(data), 10, 64)
	c.n = Count(n)
	return err
}

//sig:runnable
func (c *Counter) Add(ctx context.Context) (Count, error) { c.n++; return c.n, nil }
