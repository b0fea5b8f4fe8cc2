// Package channelincall: a producer and a channel that end with the call.
//
// Verdict: proved.
package channelincall

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

func produce(words []string, out chan<- string) {
	defer close(out)
	for _, w := range words {
		out <- w
	}
}

// C is the component.
//
//sig:component name=channel-in-call scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Shout(ctx context.Context, p P) (R, error) {
	ch := make(chan string)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		produce(strings.Fields(p.V), ch)
	}()
	var b strings.Builder
	n := 0
	for w := range ch {
		b.WriteString(strings.ToUpper(w))
		n++
	}
	wg.Wait()
	return R{V: b.String(), N: n}, nil
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
