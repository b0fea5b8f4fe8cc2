// Package money is amounts.
package money

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrForm is for text that is no amount.
var ErrForm = errors.New("not an amount")

// Amount is cents.
type Amount int64

var factors = []int64{100, 10, 1}

// Parse reads "12.34".
func Parse(s string) (Amount, error) {
	whole, part, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || len(part) >= len(factors) {
		return 0, fmt.Errorf("%w: %q", ErrForm, s)
	}
	cents, err := strconv.ParseInt("0"+part, 10, 64)
	if err != nil {
		return 0, ErrForm
	}
	return Amount(n*100 + cents*factors[len(part)]), nil
}

// Plus adds.
func (a Amount) Plus(b Amount) Amount { return a + b }

// String is "12.34".
func (a Amount) String() string { return fmt.Sprintf("%d.%02d", a/100, a%100) }
