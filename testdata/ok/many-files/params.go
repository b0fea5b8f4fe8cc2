package main

// SayParams are in a file of their own.
type SayParams struct {
	Words string `json:"words" sig:"default=nothing"`
}
