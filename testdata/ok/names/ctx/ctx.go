// Package ctx has the name of a parameter.
package ctx

// V is a struct.
type V struct {
	D string `json:"d"`
}
