// Package enumwithstrings: an enum with String, Parse and text methods.
//
// Verdict: proved.
package enumwithstrings

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type state uint8

const (
	draft state = iota
	sent
	paid
)

var stateNames = [...]string{draft: "draft", sent: "sent", paid: "paid"}

func (s state) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return "state(" + strconv.Itoa(int(s)) + ")"
}

func (s state) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

func (s *state) UnmarshalText(b []byte) error {
	for i, n := range stateNames {
		if n == string(b) {
			*s = state(i)
			return nil
		}
	}
	return fmt.Errorf("unknown state %q", b)
}

// C is the component.
//
//sig:component name=enum-with-strings scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Next(ctx context.Context, p P) (R, error) {
	var doc struct {
		State state `json:"state"`
	}
	if err := json.Unmarshal([]byte(p.V), &doc); err != nil {
		return R{}, err
	}
	if doc.State < paid {
		doc.State++
	}
	b, err := json.Marshal(doc)
	return R{V: string(b)}, err
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
