// Package attackgobandtypeswitch: a GobDecode method that merges into package state.
//
// Verdict: leak.
// Why: encoding/gob calls it; no code of the component does.
package attackgobandtypeswitch

import (
	"bytes"
	"context"
	"encoding/gob"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type settings struct{ M map[string]string }

var merged = map[string]string{}

func (s *settings) GobDecode(b []byte) error {
	k, v, _ := strings.Cut(string(b), "=")
	merged[k] = v // want leak
	s.M = merged
	return nil
}

func (s settings) GobEncode() ([]byte, error) {
	for k, v := range s.M {
		return []byte(k + "=" + v), nil
	}
	return []byte("="), nil
}

// C is the component.
//
//sig:component name=attack-gob-and-type-switch scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Round(ctx context.Context, p P) (R, error) {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(settings{map[string]string{p.K: p.V}}); err != nil {
		return R{}, err
	}
	var out settings
	if err := gob.NewDecoder(&b).Decode(&out); err != nil {
		return R{}, err
	}
	return R{V: fmt.Sprint(out.M), N: len(out.M)}, nil
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
