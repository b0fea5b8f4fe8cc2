// Package store keeps.
package store

var kept = map[string]string{}

// Put keeps v.
func Put(k, v string) {
	kept[k] = v // want SIG701
}
