package codec_test

import (
	"math"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

func TestChecks(t *testing.T) {
	digits := regexp.MustCompile(`^[0-9]+$`)
	for _, tt := range []struct {
		err  *codec.Error
		want string
	}{
		{codec.Min(1, 1), ``},
		{codec.Min(int8(-128), -127), `expected at least -127, found -128`},
		{codec.Min(uint64(0), math.MaxUint64), `expected at least 18446744073709551615, found 0`},
		{codec.Min(float32(0.1), 0.2), `expected at least 0.2, found 0.1`},
		{codec.Min(math.NaN(), 0), `expected at least 0, found NaN`},
		{codec.Min(level(1), 2), `expected at least 2, found 1`},
		{codec.Max(1.5, 1.5), ``},
		{codec.Max(1.75, 1.5), `expected at most 1.5, found 1.75`},
		{codec.Max(math.NaN(), 0), `expected at most 0, found NaN`},
		{codec.MinDuration(time.Second, time.Second), ``},
		{codec.MinDuration(time.Second, time.Minute), `expected at least 1m0s, found 1s`},
		{codec.MaxDuration(time.Minute, time.Minute), ``},
		{codec.MaxDuration(time.Hour, time.Minute), `expected at most 1m0s, found 1h0m0s`},
		{codec.MinLength("éé", 2), ``},
		{codec.MinLength("é", 2), `expected at least 2 characters, found 1`},
		{codec.MaxLength("éé", 2), ``},
		{codec.MaxLength(status("ééé"), 1), `expected at most 1 character, found 3`},
		{codec.MinItems(1, 1), ``},
		{codec.MinItems(0, 1), `expected at least 1 item, found 0`},
		{codec.MaxItems(2, 2), ``},
		{codec.MaxItems(3, 2), `expected at most 2 items, found 3`},
		{codec.MinBytes(0, 1), `expected at least 1 byte, found 0`},
		{codec.MinBytes(1, 1), ``},
		{codec.MaxBytes(3, 2), `expected at most 2 bytes, found 3`},
		{codec.MaxBytes(2, 2), ``},
		{codec.Enum(status("a"), "a", "b"), ``},
		{codec.Enum("c", "alpha", "beta"), `expected one of alpha, beta, found "c"`},
		{codec.Enum("aplha", "alpha", "beta"), `expected one of alpha, beta, found "aplha" (did you mean "alpha"?)`},
		{codec.EnumNumber(2, 1, 2), ``},
		{codec.EnumNumber(level(3), 1, 2), `expected one of 1, 2, found 3`},
		{codec.Pattern("123", digits), ``},
		{codec.Pattern("12x", digits), `expected match for ^[0-9]+$, found "12x"`},
		{codec.Min(0, 1).At("qty").AtIndex(3).At("items"), `items[3].qty: expected at least 1, found 0`},
		{codec.Min(0, 1).AtIndex(3).At("a.b").AtIndex(0), `[0]["a.b"][3]: expected at least 1, found 0`},
		{codec.Min(0, 1).At("x").Conceal(), `x: expected at least 1`},
		{codec.Min(1, 1).At("x").AtIndex(1).Conceal(), ``},
		{checkTree(&tree{Kids: []*tree{{}, {ByKey: map[string]*tree{"k": {Left: &tree{Name: "too long a name"}}}}}}, 0),
			`kids[1].by_key.k.left.name: expected at most 8 characters, found 15`},
		{checkQuery(&query{Limit: 1001}), `limit: expected at most 1000, found 1001`},
	} {
		if got := errorText(tt.err.Err()); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}

// Typed calls and decoded ones fail with the same words.
func TestCheckSaysWhatDecoderSays(t *testing.T) {
	for _, limit := range []int{0, 1001, math.MinInt} {
		decoded := decodeErr(`{"table":"t","limit":`+strconv.Itoa(limit)+`}`, 0, decodeQuery)
		if typed := checkQuery(&query{"t", limit}).Err(); errorText(typed) != errorText(decoded) {
			t.Errorf("typed: %v, decoded: %v", typed, decoded)
		}
	}
}

// A struct of more than 64 fields has several sets of bits.
func TestWideStruct(t *testing.T) {
	keys := make([]string, 70)
	for i := range keys {
		keys[i] = "field" + strconv.Itoa(i)
	}
	decode := func(d *codec.Decoder, v *[70]int) {
		var seen [2]uint64
		for key := d.Object(); key != nil; key = d.NextKey() {
			i := slices.Index(keys, string(key))
			if i < 0 {
				d.Unknown(key, keys)
				continue
			}
			seen[i/64] = d.Once(seen[i/64], 1<<(i%64))
			v[i] = d.Int()
		}
		d.Require(seen[0], math.MaxUint64, keys)
		d.Require(seen[1], 1<<5, keys[64:])
	}
	var all []string
	for i, key := range keys {
		all = append(all, `"`+key+`":`+strconv.Itoa(i))
	}
	full := strings.Join(all, ",")
	for _, tt := range []struct{ in, want string }{
		{`{` + full + `}`, ``},
		{`{` + strings.Join(all[:69], ",") + `}`, `field69: expected a value, found none`},
		{`{` + strings.Join(all[:63], ",") + `}`, `field63: expected a value, found none`},
		{`{` + full + `,"field66":1}`, `field66: expected each key once, found a second one`},
		{`{` + full + `,"feild66":1}`, `feild66: expected a known key (did you mean "field66"?)`},
	} {
		if got := errorText(decodeErr(tt.in, 0, decode)); got != tt.want {
			t.Errorf("got %s\nwant %s", got, tt.want)
		}
	}
}

// Programs that use this package link none of these because of it.
func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(out))
	for _, banned := range []string{"reflect", "fmt", "encoding/json", "log/slog", "net/http", "math/big", "runtime/debug", "runtime/pprof"} {
		if slices.Contains(deps, banned) {
			t.Errorf("imports %s", banned)
		}
	}
}
