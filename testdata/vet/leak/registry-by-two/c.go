package registrybytwo

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type formatter interface {
	Name() string
	Format(v string) string
}

var registry = map[string]formatter{}

func register(f formatter) { registry[f.Name()] = f }

func init() {
	registerAll(upper{}, &counted{})
}

type upper struct{}

func (upper) Name() string           { return "upper" }
func (upper) Format(v string) string { return strings.ToUpper(v) }

type counted struct{ last string }

func (c *counted) Name() string { return "counted" }
func (c *counted) Format(v string) string {
	old := c.last
	c.last = v
	return old
}

func registerAll(fs ...formatter) {
	for _, f := range fs {
		register(f)
	}
}

// C is the component.
//
//sig:component name=registry-by-two scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	f, ok := registry[p.K]
	if !ok {
		return R{}, nil
	}
	return R{V: f.Format(p.V)}, nil // want SIG701
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
