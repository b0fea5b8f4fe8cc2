package codec_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// Every kind of integer takes the numbers of its range and no other: the
// borders, one beyond them, and forms that are no integers.
func TestIntegers(t *testing.T) {
	checkInteger(t, (*codec.Decoder).Int, "integer of 64 bits")
	checkInteger(t, (*codec.Decoder).Int8, "integer from -128 to 127")
	checkInteger(t, (*codec.Decoder).Int16, "integer from -32768 to 32767")
	checkInteger(t, (*codec.Decoder).Int32, "integer from -2147483648 to 2147483647")
	checkInteger(t, (*codec.Decoder).Int64, "integer of 64 bits")
	checkInteger(t, (*codec.Decoder).Uint, "integer from 0 to 18446744073709551615")
	checkInteger(t, (*codec.Decoder).Uint8, "integer from 0 to 255")
	checkInteger(t, (*codec.Decoder).Uint16, "integer from 0 to 65535")
	checkInteger(t, (*codec.Decoder).Uint32, "integer from 0 to 4294967295")
	checkInteger(t, (*codec.Decoder).Uint64, "integer from 0 to 18446744073709551615")
}

func checkInteger[T comparable](t *testing.T, read func(*codec.Decoder) T, expected string) {
	t.Helper()
	inputs := []string{"0", "-0", "-1", "00", "01", "-01", "-", "+1", "1.0", "1e2", "1E2", "1.", ".1", "0x1", "1_0", "", "--1", "18446744073709551620", strings.Repeat("9", 40)}
	for bits := range 66 {
		n := new(big.Int).Lsh(big.NewInt(1), uint(bits))
		for range 3 {
			n.Sub(n, big.NewInt(1))
			inputs = append(inputs, n.String(), "-"+n.String())
			n.Add(n, big.NewInt(2))
		}
	}
	for _, in := range inputs {
		d := codec.NewDecoder([]byte(in), 0)
		got := read(&d)
		err := d.Finish()
		var want T
		stdErr := json.Unmarshal([]byte(in), &want)
		if (err != nil) != (stdErr != nil) || err == nil && got != want {
			t.Errorf("%T of %s: got %v, %v, want %v, %v", want, in, got, err, want, stdErr)
		}
		if e, ok := err.(*codec.Error); ok && e.Expected != expected && e.Expected != "end of input" {
			t.Errorf("%T of %s: %v", want, in, err)
		}
	}
}

// Raw values of many keys are searched in another way than those of a few.
func TestRawUniqueKeys(t *testing.T) {
	for _, n := range []int{1, 2, 15, 16, 17, 18, 200} {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `"k%d":%d,`, i, i)
		}
		good := `{` + strings.TrimSuffix(b.String(), ",") + `}`
		for _, again := range []int{0, n / 2, n - 1} {
			bad := `{"in":` + `{` + b.String() + fmt.Sprintf(`"k%d":0}}`, again)
			d := codec.NewDecoder([]byte(bad), 0)
			d.Raw()
			if got, want := errorText(d.Finish()), fmt.Sprintf("in.k%d: expected each key once, found a second one", again); got != want {
				t.Errorf("%d keys: got %s, want %s", n, got, want)
			}
		}
		d := codec.NewDecoder([]byte(good), 0)
		if got := d.Raw(); string(got) != good || d.Finish() != nil {
			t.Errorf("%d keys: %v", n, d.Finish())
		}
	}
}

// What an error repeats of the input is short, wherever it is shown.
func TestErrorsAreShort(t *testing.T) {
	long := strings.Repeat("é", 10000)
	for _, in := range []string{
		`{"status":"` + long + `"}`, `{"status":"` + long, `{"limit":"` + long + `"}`, `{"limit":` + strings.Repeat("1", 10000) + `}`, `{"` + long + `":1}`,
		`{"labels":{"` + long + `":1}}`, `{"labels":{"` + strings.Repeat("l", 10000) + `":{"` + long + `":1}}}`, `{"counts":{"` + long + `":1}}`, `{"raw":` + strings.Repeat(`{"`+long[:40]+`":`, 900),
		`{"at":"` + long + `"}`, `{"blob":"` + long + `"}`, `{"id":"` + long + `"}`, long,
	} {
		if got := errorText(decodeErr(in, 0, decodeOrder)); got == "" || len(got) > 1000 {
			t.Errorf("%.30s: an error of %d bytes: %.200s", in, len(got), got)
		}
	}
}
