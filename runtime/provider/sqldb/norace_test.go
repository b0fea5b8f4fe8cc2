//go:build !race

package sqldb

// million is how many rows the tests of unbounded results read.
const million = 1_000_000
