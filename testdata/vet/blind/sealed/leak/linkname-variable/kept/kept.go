// Package kept keeps a text.
package kept

var secret = "none"

// Len is its length.
func Len() int { return len(secret) }
