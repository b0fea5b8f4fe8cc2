package main

import (
	"context"
	"errors"
	"iter"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// CountParams say how far.
type CountParams struct {
	From int `json:"from" sig:"default=1,min=0"`
	To   int `json:"to"`
	Fail int `json:"fail" sig:"optional"` // an error in place of this number
}

// Number is an element.
type Number struct {
	N    int      `json:"n"`
	Even bool     `json:"even,omitempty"`
	Tags []string `json:"tags,omitempty"`
}

// Numbers counts.
//
//sig:contract name=numbers
type Numbers interface {
	// Count yields From to To.
	//
	//sig:runnable
	Count(ctx context.Context, p CountParams) iter.Seq2[Number, error]

	//sig:runnable
	Words(ctx context.Context) iter.Seq2[string, error]

	//sig:runnable
	Forever(ctx context.Context) iter.Seq2[int, error]

	//sig:runnable timeout=20ms
	Slow(ctx context.Context) iter.Seq2[int, error]

	//sig:runnable
	Explode(ctx context.Context) iter.Seq2[int, error]

	//sig:runnable
	None(ctx context.Context) iter.Seq2[int, error]
}

// Counter counts.
//
//sig:component name=stream-counter scope=tenant
//sig:provides Numbers
type Counter struct {
	sig.Instance
	ended atomic.Int64
}

var errNumber = errors.New("a number that nobody likes")

// Count implements Numbers.
func (c *Counter) Count(ctx context.Context, p CountParams) iter.Seq2[Number, error] {
	return func(yield func(Number, error) bool) {
		defer c.ended.Add(1)
		for n := p.From; n <= p.To; n++ {
			if n == p.Fail {
				yield(Number{}, errNumber)
				return
			}
			if !yield(Number{N: n, Even: n%2 == 0}, nil) {
				return
			}
		}
	}
}

// Words implements Numbers.
func (c *Counter) Words(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		_ = yield("one", nil) && yield("<two>", nil)
	}
}

// Forever implements Numbers; it does not look at its context.
func (c *Counter) Forever(ctx context.Context) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		defer c.ended.Add(1)
		for n := 0; yield(n, nil); n++ {
		}
	}
}

// Slow implements Numbers.
func (c *Counter) Slow(ctx context.Context) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		if yield(1, nil) {
			<-ctx.Done()
			yield(0, ctx.Err())
		}
	}
}

// Explode implements Numbers.
func (c *Counter) Explode(ctx context.Context) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		if yield(1, nil) {
			panic("boom")
		}
	}
}

// None implements Numbers.
func (c *Counter) None(ctx context.Context) iter.Seq2[int, error] { return nil }

// Ended is how many streams have come to their end.
//
//sig:runnable
func (c *Counter) Ended(ctx context.Context) (Total, error) { return Total(c.ended.Load()), nil }

// Total is a number.
type Total int64
