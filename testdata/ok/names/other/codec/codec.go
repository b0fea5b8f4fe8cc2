// Package codec has it too.
package codec

// Frame is another struct.
type Frame struct {
	Rate float64 `json:"rate"`
}
