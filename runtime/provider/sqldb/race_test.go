//go:build race

package sqldb

// million is how many rows the tests of unbounded results read; the race detector takes
// ten times as long for each.
const million = 100_000
