// Package units converts lengths.
package units

import (
	"errors"
	"fmt"
	"strconv"
)

// ErrUnit is for units that are not known.
var ErrUnit = errors.New("unknown unit")

type unit struct {
	name   string
	metres float64
}

var (
	all    = []unit{{"m", 1}, {"km", 1000}, {"mi", 1609.344}}
	byName = index(all)
)

func index(us []unit) map[string]*unit {
	m := make(map[string]*unit, len(us))
	for i := range us {
		m[us[i].name] = &us[i]
	}
	return m
}

// Convert converts v.
func Convert(v float64, from, to string) (float64, error) {
	f, ok := byName[from]
	if !ok {
		return 0, fmt.Errorf("%q: %w", from, ErrUnit)
	}
	t, ok := byName[to]
	if !ok {
		return 0, fmt.Errorf("%q: %w", to, ErrUnit)
	}
	return v * f.metres / t.metres, nil
}

// Format writes v.
func Format(v float64, unit string) string { return strconv.FormatFloat(v, 'g', 6, 64) + " " + unit }
