package registrychoicekept

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
	register(upper{})
	register(&counted{})
}

type upper struct{}

func (upper) Name() string           { return "upper" }
func (upper) Format(v string) string { return strings.ToUpper(v) }

type counted struct{ v []string }

func (c *counted) Name() string           { return "counted" }
func (c *counted) Format(v string) string { return "" }

// C is the component.
//
//sig:component name=registry-choice-kept scope=shared
type C struct {
	sig.Instance
	last string
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	f, ok := registry[p.K]
	if !ok {
		return R{}, nil
	}
	old := c.last
	c.last = f.Name() // want SIG706
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
