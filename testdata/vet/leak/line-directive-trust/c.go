package linedirectivetrust

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var a, b, d string

//sig:component name=line-directive-trust scope=tenant
type C struct{ sig.Instance }

func (c *C) Do(ctx context.Context, p P) (R, error) {
	//line x.go:10
	a = p.V //sig:trust reason="one only"
	//line x.go:10
	b = p.V // want SIG701
	//line x.go:10
	d = p.V // want SIG701
	return R{}, nil
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
