package main

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// TestAhead: tags that stand last, in objects deep inside one another, do not make
// reading quadratic: the input is read ahead a few times at most.
func TestAhead(t *testing.T) {
	in := `{"type":"cash"}`
	for range 400 {
		in = `{"parts":[` + in + `],"type":"split"}`
	}
	d := codec.NewDecoder([]byte(in), 0)
	var p Payment
	decodePayment(&d, &p)
	if err := d.Finish(); err == nil || !strings.Contains(err.Error(), `the key "type" first`) {
		t.Error(err)
	}
	in = `{"type":"cash"}`
	for range 400 {
		in = `{"type":"split","parts":[` + in + `]}`
	}
	d = codec.NewDecoder([]byte(in), 0)
	decodePayment(&d, &p)
	if err := d.Finish(); err != nil {
		t.Error(err)
	}
}

// TestMutations: whatever comes in, it is an error or reads back as what was written, and is JSON.
func TestMutations(t *testing.T) {
	seeds := []string{
		`{"type":"card","number":"4711"}`,
		`{"iban":"DE","notes":["a"],"type":"bank-transfer"}`,
		`{"type":"split","parts":[{"type":"cash"},{"number":"1","type":"card"},null]}`,
	}
	r := rand.New(rand.NewPCG(3, 4))
	accepted := 0
	for range 20_000 {
		in := seeds[r.IntN(len(seeds))]
		i := r.IntN(len(in))
		j := min(len(in), i+r.IntN(6))
		other := seeds[r.IntN(len(seeds))]
		in = in[:i] + other[r.IntN(len(other)):][:r.IntN(3)%2] + in[j:]
		d := codec.NewDecoder([]byte(in), 0)
		var p Payment
		decodePayment(&d, &p)
		if d.Finish() != nil {
			continue
		}
		accepted++
		e := codec.NewEncoder(nil)
		out := appendPayment(nil, &p, &e)
		if e.Err() != nil || !json.Valid(out) {
			t.Fatalf("%s: %s %v", in, out, e.Err())
		}
		d = codec.NewDecoder(out, 0)
		var again Payment
		decodePayment(&d, &again)
		e = codec.NewEncoder(nil)
		if twice := appendPayment(nil, &again, &e); d.Finish() != nil || string(twice) != string(out) {
			t.Fatalf("%s: %s, then %s", in, out, twice)
		}
	}
	if accepted < 100 {
		t.Error(accepted)
	}
}
