// Package computedprice: a computed value over settings and signals.
//
// Verdict: proved.
package computedprice

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Settings is what a tenant can set.
//
//sig:config prefix=pricing
type Settings struct {
	Percent int    `json:"percent" sig:"default=10,min=0,max=100"`
	Label   string `json:"label" sig:"default=standard"`
}

// C is the component.
//
//sig:component name=computed-price scope=tenant
type C struct {
	sig.Instance

	Settings sig.Settings[Settings] `sig:"requires"`

	net sig.Signal[int]
}

//sig:computed
func (c *C) computeGross() int {
	n := c.net.Get()
	return n + n*c.Settings.Get().Percent/100
}

//sig:computed
func (c *C) computeTag() (string, error) {
	s := c.Settings.Get()
	if s.Label == "" {
		return "", sig.ErrInvalid
	}
	return fmt.Sprintf("%s/%d", strings.ToLower(s.Label), c.Gross()), nil
}

//sig:effect
func (c *C) report(ctx context.Context) error {
	c.Log().Log(ctx, sig.LevelInfo, "price", sig.Attr{Key: "gross", Value: strconv.Itoa(c.Gross())})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Price(ctx context.Context, p P) (R, error) {
	c.net.Set(p.N)
	tag, err := c.Tag()
	return R{V: tag, N: c.Gross()}, err
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
