package sharedchannelbydirection

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ ch chan string }

func put(ch chan<- string, v string) { ch <- v } // want SIG706

func get(ch <-chan string) string { return <-ch }

// C is the component.
//
//sig:component name=shared-channel-by-direction scope=shared
type C struct {
	sig.Instance
	in *box
}

//sig:activate
func (c *C) start(context.Context) error {
	c.in = &box{make(chan string, 9)}
	return nil
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := ""
	if len(c.in.ch) > 0 {
		old = get(c.in.ch)
	}
	put(c.in.ch, p.V)
	return R{V: old}, nil
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
