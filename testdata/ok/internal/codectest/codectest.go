// Package codectest holds generated codecs against encoding/json.
package codectest

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// Rounds is how many mutations of the seeds are tried.
const Rounds = 20_000

// Check mutates seeds and holds what decode makes of them against encoding/json:
// no input panics; what is accepted is what encoding/json accepts too; what is
// written is what encoding/json writes; and reading that back gives the same. Where
// the case has a schema.json, it accepts what decode accepts, and refuses what decode refuses.
func Check[T any](t *testing.T, seeds []string, decode func(*codec.Decoder, *T), encode func([]byte, *T, *codec.Encoder) []byte) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	accepted := 0
	valid := schemaOf[T](t)
	for round := range Rounds {
		in := []byte(seeds[round%len(seeds)])
		if round >= len(seeds) {
			in = mutate(r, in, seeds)
		}
		if valid != nil {
			agree(t, valid, in, decode)
		}
		for _, mode := range []codec.Mode{0, codec.Lenient} {
			v, err := read(in, mode, decode)
			if err != nil {
				continue
			}
			accepted++
			var std T
			// A key in other letters is unknown here, and known to encoding/json.
			if err := json.Unmarshal(in, &std); err != nil && mode == 0 {
				t.Fatalf("%s: accepted, but encoding/json says %v", in, err)
			}
			e := codec.NewEncoder(nil)
			out := encode(nil, &v, &e)
			want, stdErr := json.Marshal(&v)
			if e.Err() != nil || stdErr != nil {
				if (e.Err() == nil) != (stdErr == nil) {
					t.Fatalf("%s: written with error %v, by encoding/json with %v", in, e.Err(), stdErr)
				}
				continue
			}
			if !bytes.Equal(out, want) {
				t.Fatalf("%s:\nwritten as      %s\nby encoding/json %s", in, out, want)
			}
			again, err := read(out, 0, decode)
			if err != nil {
				continue // what was optional and out of bounds as zero is not read back
			}
			e = codec.NewEncoder(nil)
			if twice := encode(nil, &again, &e); !bytes.Equal(out, twice) {
				t.Fatalf("%s: read back as\n%s", out, twice)
			}
		}
	}
	if accepted < len(seeds) {
		t.Errorf("only %d of %d inputs were accepted", accepted, Rounds)
	}
}

func read[T any](in []byte, mode codec.Mode, decode func(*codec.Decoder, *T)) (v T, err error) {
	d := codec.NewDecoder(in, mode)
	decode(&d, &v)
	return v, d.Finish()
}

// tokens are put where they do not belong.
var tokens = []string{"null", "true", "-0", "1e400", "99999999999999999999", `""`, `"\ud800"`, "[]", "{}", ",", ":", "]", "}", `"`, "\xff", "0.5", `"x"`}

func mutate(r *rand.Rand, in []byte, seeds []string) []byte {
	out := bytes.Clone(in)
	for range 1 + r.IntN(3) {
		i, j := r.IntN(len(out)+1), r.IntN(len(out)+1)
		if i > j {
			i, j = j, i
		}
		if j-i > 12 {
			j = i + r.IntN(12)
		}
		var put string
		switch r.IntN(4) {
		case 0:
			put = tokens[r.IntN(len(tokens))]
		case 1:
			put = string(rune(r.IntN(128)))
		case 2:
			s := seeds[r.IntN(len(seeds))]
			k := r.IntN(len(s))
			put = s[k:min(len(s), k+r.IntN(20))]
		}
		out = append(append(bytes.Clone(out[:i]), put...), out[j:]...)
	}
	return out
}
