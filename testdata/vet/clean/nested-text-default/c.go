// Package nestedtextdefault: a package-level value of a type that decodes itself
package nestedtextdefault

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type money struct{ cents int64 }

func (m money) MarshalText() ([]byte, error) { return strconv.AppendInt(nil, m.cents, 10), nil }

func (m *money) UnmarshalText(b []byte) error {
	n, err := strconv.ParseInt(string(b), 10, 64)
	m.cents = n
	return err
}

var (
	free  = money{}
	least = &money{100}
)

// C is the component.
//
//sig:component name=nested-text-default scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var price map[string]money
	if err := json.Unmarshal([]byte(p.V), &price); err != nil {
		return R{}, err
	}
	m, ok := price[p.K]
	if !ok {
		m = free
	}
	if m.cents < least.cents {
		m = *least
	}
	b, err := json.Marshal([]money{m, *least})
	return R{V: fmt.Sprint(string(b), m, least)}, err
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
