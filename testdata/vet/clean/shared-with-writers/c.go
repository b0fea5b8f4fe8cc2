// Package sharedwithwriters: a shared component with types that write themselves, used in calls
package sharedwithwriters

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=shared-with-writers scope=shared
type C struct {
	sig.Instance
	limit  int
	prices map[string]money
}

type money struct{ cents int64 }

func (m money) String() string { return fmt.Sprintf("%d.%02d", m.cents/100, m.cents%100) }

func (m *money) UnmarshalText(b []byte) error {
	_, err := fmt.Sscan(string(b), &m.cents)
	return err
}

type counter struct {
	w io.Writer
	n int
}

func (c *counter) Write(b []byte) (int, error) {
	c.n += len(b)
	return c.w.Write(b)
}

var page = template.Must(template.New("p").Parse("{{.Name}} {{.Price}}"))

// Start reads the prices.
func (c *C) Start(ctx context.Context) error {
	c.limit = 100
	return json.Unmarshal([]byte(`{"a": "120"}`), &c.prices)
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	w := &counter{w: &b}
	if err := page.Execute(w, map[string]any{"Name": p.V, "Price": c.prices[p.V]}); err != nil {
		return R{}, err
	}
	if w.n > c.limit {
		return R{}, fmt.Errorf("%d bytes are too many", w.n)
	}
	return R{V: b.String()}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
