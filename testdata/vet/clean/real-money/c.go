// Package realmoney: values that point to a table
package realmoney

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Entry is booked.
type Entry struct {
	Account string `json:"account"`
	Amount  string `json:"amount"`
}

// Balances answer.
type Balances struct {
	Balances map[string]string `json:"balances"`
}

// Currency of money.
type Currency struct {
	Code   string
	Digits int
}

var (
	eur = &Currency{"EUR", 2}
	jpy = &Currency{"JPY", 0}

	currencies = map[string]*Currency{"EUR": eur, "JPY": jpy}
)

type money struct {
	units int64
	cur   *Currency
}

var errCurrency = errors.New("currencies differ")

func (m money) add(o money) (money, error) {
	if m.cur == nil {
		return o, nil
	}
	if m.cur != o.cur {
		return money{}, fmt.Errorf("%s and %s: %w", m.cur.Code, o.cur.Code, errCurrency)
	}
	return money{m.units + o.units, m.cur}, nil
}

// String prints it.
func (m money) String() string {
	if m.cur == nil {
		return "0"
	}
	p := int64(math.Pow10(m.cur.Digits))
	if m.cur.Digits == 0 {
		return fmt.Sprintf("%d %s", m.units, m.cur.Code)
	}
	return fmt.Sprintf("%d.%0*d %s", m.units/p, m.cur.Digits, m.units%p, m.cur.Code)
}

func parseMoney(s string) (money, error) {
	num, code, ok := strings.Cut(s, " ")
	if !ok {
		return money{}, fmt.Errorf("%q has no currency", s)
	}
	cur, ok := currencies[code]
	if !ok {
		return money{}, fmt.Errorf("no currency %q", code)
	}
	f, err := strconv.ParseFloat(num, 64)
	if err != nil {
		return money{}, err
	}
	return money{int64(math.Round(f * math.Pow10(cur.Digits))), cur}, nil
}

// It is the component.
//
//sig:component name=real-money scope=tenant
type Ledger struct {
	sig.Instance
	mu  sync.Mutex
	sum map[string]money
}

//sig:runnable desc="one call"
func (l *Ledger) Book(ctx context.Context, e Entry) (Balances, error) {
	m, err := parseMoney(e.Amount)
	if err != nil {
		return Balances{}, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.sum == nil {
		l.sum = map[string]money{}
	}
	if l.sum[e.Account], err = l.sum[e.Account].add(m); err != nil {
		return Balances{}, err
	}
	out := Balances{make(map[string]string, len(l.sum))}
	for k, v := range l.sum {
		out.Balances[k] = v.String()
	}
	return out, nil
}
