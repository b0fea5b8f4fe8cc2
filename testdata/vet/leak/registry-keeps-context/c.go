package registrykeepscontext

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type formatter interface {
	Name() string
	Format(ctx context.Context, e *ev)
}

var registry = map[string]formatter{}

func register(f formatter) { registry[f.Name()] = f }

func init() {
	register(upper{})
	register(&counted{})
}

type upper struct{}

func (upper) Name() string                      { return "upper" }
func (upper) Format(ctx context.Context, e *ev) {}

type counted struct{ v []string }

func (c *counted) Name() string                      { return "counted" }
func (c *counted) Format(ctx context.Context, e *ev) { e.ctx = ctx } // want SIG708

type ev struct{ ctx context.Context }

// C is the component.
//
//sig:component name=registry-keeps-context scope=tenant
type C struct {
	sig.Instance
	e *ev
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	f, ok := registry[p.K]
	if !ok {
		return R{}, nil
	}
	e := &ev{}
	f.Format(ctx, e)
	if c.e != nil {
		return R{V: c.e.ctx.Value("k").(string)}, nil
	}
	c.e = e
	return R{}, nil
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
