// Package stddecoderdefault: a value that decodes itself points to what nobody writes
package stddecoderdefault

import (
	"context"
	"encoding/json"

	sig "github.com/sigen-dev/sigen/runtime"
)

type mode struct{ name string }

var std = &mode{"std"}
var modes = map[string]*mode{"std": std}

type holder struct{ m *mode }

func (h *holder) UnmarshalText(b []byte) error {
	h.m = modes[string(b)]
	if h.m == nil {
		h.m = std
	}
	return nil
}

// C is the component.
//
//sig:component name=std-decoder-default scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var h struct{ H holder }
	err := json.Unmarshal(p.B, &h)
	return R{V: h.H.m.name}, err
}

type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
