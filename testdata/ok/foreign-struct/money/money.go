// Package money has no directives.
package money

// Amount is a sum in one currency.
type Amount struct {
	Cents    int64    `json:"cents" sig:"min=0"`
	Currency Currency `json:"currency"`
}

// Currency is a code of three letters.
type Currency string

// Page is a part of a list.
type Page[T any] struct {
	Items []T `json:"items"`
	Next  int `json:"next,omitempty"`
}
