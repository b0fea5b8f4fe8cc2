package boundbufferlocal

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C writes to buffers of the call.
//
//sig:component name=bound-buffer-local scope=shared
type C struct{ sig.Instance }

func write(words []string, f func(string) (int, error)) {
	for _, w := range words {
		f(w)
	}
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	write(strings.Fields(p.V), b.WriteString)
	put := b.WriteByte
	put('.')
	return R{b.String()}, nil
}

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is its result.
type R struct {
	V string `json:"v"`
}
