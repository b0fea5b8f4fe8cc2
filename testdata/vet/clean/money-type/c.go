// Package moneytype: an exact decimal type with text forms
package moneytype

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type money struct {
	units    int64
	currency [3]byte
}

var exponents = map[string]int{"EUR": 2, "JPY": 0, "KWD": 3}
var pow10 = [...]int64{1, 10, 100, 1000}

func parseMoney(s string) (money, error) {
	num, cur, ok := strings.Cut(s, " ")
	exp, known := exponents[cur]
	if !ok || !known {
		return money{}, fmt.Errorf("money %q", s)
	}
	whole, frac, _ := strings.Cut(num, ".")
	if len(frac) > exp {
		return money{}, fmt.Errorf("more than %d digits in %q", exp, s)
	}
	n, err := strconv.ParseInt(whole+frac+strings.Repeat("0", exp-len(frac)), 10, 64)
	return money{n, [3]byte([]byte(cur))}, err
}

func (m money) String() string {
	p := pow10[exponents[string(m.currency[:])]]
	return fmt.Sprintf("%d.%0*d %s", m.units/p, exponents[string(m.currency[:])], m.units%p, m.currency[:])
}
func (m money) MarshalText() ([]byte, error) { return []byte(m.String()), nil }
func (m *money) UnmarshalText(b []byte) (err error) {
	*m, err = parseMoney(string(b))
	return err
}

func (m money) split(n int) []money {
	out := make([]money, n)
	rest := m.units
	for i := range out {
		part := rest / int64(n-i)
		out[i] = money{part, m.currency}
		rest -= part
	}
	return out
}

// C is the component.
//
//sig:component name=money-type scope=shared
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Split(ctx context.Context, p P) (R, error) {
	var in struct{ Amount money }
	if err := json.Unmarshal([]byte(p.V), &in); err != nil {
		return R{}, err
	}
	b, err := json.Marshal(in.Amount.split(max(p.N, 1)))
	return R{V: string(b)}, err
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
