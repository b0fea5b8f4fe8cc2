// Package hook has a variable that others set.
package hook

// Text is what it formats.
type Text string

// Get formats.
var Get func(Text) Text

var last Text

// Leak keeps.
func Leak(s Text) Text {
	was := last
	last = s
	return was
}
