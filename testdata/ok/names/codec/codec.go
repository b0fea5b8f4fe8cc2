// Package codec has the name of the runtime's.
package codec

// Frame is a struct.
type Frame struct {
	Size int `json:"size" sig:"min=1"`
}
