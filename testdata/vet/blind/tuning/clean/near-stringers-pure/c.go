// Package nearstringerspure: String, Format, LogValue and GoString that only read.
//
// Verdict: proved.
package nearstringerspure

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	sig "github.com/sigen-dev/sigen/runtime"
)

type money struct {
	cents int64
	cur   string
}

var symbols = map[string]string{"EUR": "€", "USD": "$"}

func (m money) String() string {
	return fmt.Sprintf("%s%d.%02d", symbols[m.cur], m.cents/100, m.cents%100)
}

func (m money) Format(f fmt.State, verb rune) {
	switch verb {
	case 'd':
		fmt.Fprint(f, m.cents)
	default:
		_, _ = io.WriteString(f, m.String())
	}
}

func (m money) LogValue() slog.Value { return slog.StringValue(m.String()) }

// C is the component.
//
//sig:component name=near-stringers-pure scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Show(ctx context.Context, p P) (R, error) {
	m := money{int64(p.N), p.K}
	a := slog.Any("sum", m)
	return R{V: fmt.Sprintf("%v %d %s", m, m, a.Value.Resolve())}, nil
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
