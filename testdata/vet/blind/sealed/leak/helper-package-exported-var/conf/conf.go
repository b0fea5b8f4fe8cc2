// Package conf formats lines.
package conf

// Prefix is put before every line.
var Prefix = "> "

// Line is s with the prefix.
func Line(s string) string { return Prefix + s }
