package main

import (
	"testing"

	"github.com/sigen-dev/sigen/testdata/ok/internal/codectest"
)

func TestCodec(t *testing.T) {
	seeds := []string{
		`{"inner":{"x":1},"tree":{"name":"t"}}`,
		`{"inner":{"x":1},"tree":{"name":"t"},"count":3,"by":"me","id":"7","note":"n","opt":{"x":2}}`,
		`{"inner":{"x":1},"tree":{"name":"t","kids":[{"name":"k"}],"left":{"name":"l"},"named":{"z":{"name":"zz"},"y":null}}}`,
		`{"inner":{"x":1},"tree":{"name":"t"},"-":"dash","a<b>&c":"<","omit_s":"s","omit_n":1,"omit_b":true,"omit_f":0.5,"omit_sl":[1]}`,
		`{"inner":{"x":1},"tree":{"name":"t"},"omit_map":{"k":"v"},"omit_ptr":"p","zero_time":"2026-01-01T00:00:00Z","zero_in":{"x":5},"zero_own":{"n":1},"zero_sl":[]}`,
	}
	codectest.Check(t, seeds, decodeDoc, appendDoc)
	codectest.Check(t, []string{`{}`, `{"b":2}`, `{"a":"x","b":2,"c":"y"}`}, decodeSparse, appendSparse)
}
