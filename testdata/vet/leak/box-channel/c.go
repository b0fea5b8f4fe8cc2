// Package boxchannel sends the variable of the package into a channel, in a helper.
package boxchannel

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=box-channel scope=tenant
type C struct{ sig.Instance }

type shape interface{ draw(s string) string }

type square struct{ side string }

func (q square) draw(s string) string { return q.side + s }

type circle struct{ seen []string }

func (c *circle) draw(s string) string {
	c.seen = append(c.seen, s) // want SIG701
	return c.seen[0]
}

var total = &circle{}

func add(ch chan shape, c *circle) { ch <- c }

// Do draws.
//
//sig:runnable desc="draws"
func (c *C) Do(ctx context.Context, n int, s string) (string, error) {
	ch := make(chan shape, 2)
	ch <- square{"a"}
	add(ch, total)
	<-ch
	return (<-ch).draw(s), nil
}
