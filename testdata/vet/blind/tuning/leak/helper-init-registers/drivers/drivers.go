// Package drivers has codecs by name.
package drivers

import "strings"

// Driver encodes text.
type Driver interface{ Encode(s string) string }

var all = map[string]Driver{}

// Get finds a driver.
func Get(name string) (Driver, bool) {
	d, ok := all[name]
	return d, ok
}

func init() {
	all["upper"] = upper{}
	all["delta"] = &delta{}
}

type upper struct{}

func (upper) Encode(s string) string { return strings.ToUpper(s) }

// delta leaves out what the input has in common with the one before.
type delta struct{ prev string }

func (d *delta) Encode(s string) string {
	i := 0
	for i < len(s) && i < len(d.prev) && s[i] == d.prev[i] {
		i++
	}
	d.prev = s // want leak
	return s[i:]
}
