// Package unit has types that others name anew.
package unit

// Grams are a mass.
type Grams int

// List is a list of anything.
type List[T any] []T

// Pair is two of a kind.
type Pair[T any] struct{ A, B T }
