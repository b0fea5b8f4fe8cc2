package codecappends

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

var buf = make([]byte, 0, 64)

//sig:component name=codec-appends scope=tenant
type C struct{ sig.Instance }

func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := string(buf[:cap(buf)])
	codec.AppendString(buf[:0], p.V) // want SIG703
	return R{old}, nil
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
