// Package hub knows everybody.
package hub

// Named is what it knows.
type Named interface{ Called() string }

var all []Named

// Register adds one.
func Register(n Named) {
	all = append(all, n) // want SIG701
}
