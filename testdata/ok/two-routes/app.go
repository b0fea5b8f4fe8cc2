package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Value is a value.
type Value int

// Reader reads.
//
//sig:contract name=two-reader
type Reader interface {
	//sig:runnable
	Read(ctx context.Context) (Value, error)
}

// TwoWriter writes.
//
//sig:contract
type TwoWriter interface {
	//sig:runnable
	Write(ctx context.Context, v Value) error
}

// Cell does both, and more.
//
//sig:component name=two-cell scope=tenant namespace=cells
//sig:provides Reader, TwoWriter
type Cell struct {
	sig.Instance
	v Value
}

// Read reads.
func (c *Cell) Read(ctx context.Context) (Value, error) { return c.v, nil }

// Write writes.
func (c *Cell) Write(ctx context.Context, v Value) error {
	c.v = v
	return nil
}

//sig:runnable
func (c *Cell) Double(ctx context.Context) (Value, error) {
	c.v *= 2
	return c.v, nil
}
