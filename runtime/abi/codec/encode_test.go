package codec_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// awkward are strings that need escapes, or look as if they did.
var awkward = []string{
	"", "plain", `"`, `\`, "a\"b\\c", "\b\f\n\r\t\x00\x1f\x7f", "<script>&amp;</script>", "é\u00a0\ufffd\U0001f600",
	"\u2028 and \u2029", "\xff", "a\xffb\xe2\x80", "\xed\xa0\x80", "\xe2\x80\xa8x\xe2", strings.Repeat("long ", 200) + "<",
}

func TestAppendString(t *testing.T) {
	for _, s := range awkward {
		want, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if got := codec.AppendString(nil, s); !bytes.Equal(got, want) {
			t.Errorf("%q: got %s, want %s", s, got, want)
		}
	}
}

func encodeOrder(v *order) ([]byte, error) {
	e := codec.NewEncoder(nil)
	return appendOrder(nil, v, &e), e.Err()
}

// FuzzEncode compares the bytes with encoding/json's, and then what a decoder
// makes of them: the same bytes again.
func FuzzEncode(f *testing.F) {
	for i, s := range awkward {
		f.Add(s, []byte(s), int64(i)*(math.MaxInt64/20), math.Pow(10, float64(i*4-26)), uint8(i), `{"k":[1, "<"]}`)
	}
	f.Add("x", []byte(nil), int64(math.MinInt64), math.Inf(1), uint8(1), `1`)
	f.Add("x", []byte{}, int64(math.MinInt64), math.NaN(), uint8(255), ``)
	f.Add("x", []byte{0}, int64(-1), math.Copysign(0, -1), uint8(255), ` [ ] `)
	f.Add("x", []byte{0}, int64(-1), 0.0, uint8(255), `{`)
	f.Add("x", []byte{0}, int64(-1), 0.0, uint8(255), `"\ud800"`)
	f.Fuzz(func(t *testing.T, s string, b []byte, n int64, x float64, u uint8, raw string) {
		v := order{
			Limit: int(n), Status: status(s), Code: s, Note: &s, Buyer: item{uint16(u), x}, Items: []item{{1, -x}},
			Labels: map[string]item{s: {}, "b": {}, "": {}}, Counts: map[int16]string{int16(n): s, int16(u): "", -7: "-"},
			Sizes: map[uint8]bool{u: true, u * 3: false}, Hosts: map[netip.Addr]int32{netip.AddrFrom4([4]byte{1, 2, 3, u}): int32(n)},
			Level: level(u), At: time.Unix(n/1e6, int64(u)*1e6).UTC(), Wait: time.Duration(n), Blob: b, ID: n, Word: s,
			Grid: [3]float32{float32(x), float32(u), float32(x * 1e20)}, Temp: celsius{n}, Hint: s, Done: u > 9,
		}
		if raw != "" {
			v.Raw = json.RawMessage(raw)
		}
		got, err := encodeOrder(&v)
		want, stdErr := json.Marshal(&v)
		if err != nil {
			var e *codec.Error
			if !errors.As(err, &e) || stdErr == nil && !strings.HasPrefix(e.Path, "raw") {
				t.Fatalf("got error %v, encoding/json none", err)
			}
			return
		}
		if stdErr != nil || !bytes.Equal(got, want) {
			t.Fatalf("got\n%s\nwant\n%s\n%v", got, want, stdErr)
		}
		var again order
		d := codec.NewDecoder(got, 0)
		decodeOrder(&d, &again)
		if err := d.Finish(); err != nil {
			if !stricter(err.(*codec.Error)) {
				t.Fatalf("decoding %s: %v", got, err)
			}
			return
		}
		if twice, err := encodeOrder(&again); err != nil || !bytes.Equal(twice, got) {
			t.Fatalf("encoded again\n%s\nwas\n%s\n%v", twice, got, err)
		}
	})
}

func TestEncodeTreeLikeEncodingJSON(t *testing.T) {
	for _, v := range []tree{
		{}, {Name: "a"}, {Depth: 1}, {Name: "a", Depth: math.MaxUint64}, {Kids: []*tree{}}, {Kids: []*tree{nil, {}, {Name: "k"}}},
		{Left: &tree{Left: &tree{Grade: new(float32(1e-7))}}}, {ByKey: map[string]*tree{}}, {ByKey: map[string]*tree{"b": nil, "a": {}}},
		{Grade: new(float32(16777216))}, {Flags: [2]bool{false, true}},
	} {
		e := codec.NewEncoder(nil)
		got := appendTree(nil, &v, &e)
		want, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) || e.Err() != nil {
			t.Errorf("got %s, %v\nwant %s", got, e.Err(), want)
		}
	}
}

func TestEncodeErrors(t *testing.T) {
	good := order{Raw: json.RawMessage("1")}
	for _, tt := range []struct {
		change func(v *order)
		want   string
	}{
		{func(v *order) { v.Buyer.Price = math.NaN() }, `buyer.price: expected finite number, found NaN`},
		{func(v *order) { v.Items = []item{{}, {Price: math.Inf(-1)}} }, `items[1].price: expected finite number, found -Inf`},
		{func(v *order) { v.Labels = map[string]item{"a b": {Price: math.NaN()}} }, `labels["a b"].price: expected finite number, found NaN`},
		{func(v *order) { v.Grid[2] = float32(math.Inf(1)) }, `grid[2]: expected finite number, found +Inf`},
		{func(v *order) { v.At = time.Date(12345, 1, 1, 0, 0, 0, 0, time.UTC) },
			`at: expected time that RFC 3339 can write, found 12345-01-01 00:00:00 +0000 UTC: Time.AppendText: year outside of range [0,9999]`},
		{func(v *order) { v.Temp.Milli = math.MinInt64 }, `temp: expected value that MarshalJSON accepts: below absolute zero`},
		{func(v *order) { v.Raw = json.RawMessage(`{"a":[1,x]}`) }, `raw.a[1]: expected value, found character 'x'`},
		{func(v *order) { v.Raw = json.RawMessage(`{"a":1,"a":1}`) }, `raw.a: expected each key once, found a second one`},
		{func(v *order) { v.Raw = json.RawMessage{} }, `raw: expected value, found end of input`},
		{func(v *order) { v.Count = "1x" }, `count: expected number, found "1x"`},
		{func(v *order) { v.Count = "x"; v.Buyer.Price = math.NaN() }, `buyer.price: expected finite number, found NaN`},
	} {
		v := good
		tt.change(&v)
		out, err := encodeOrder(&v)
		if errorText(err) != tt.want {
			t.Errorf("got %v\nwant %s", err, tt.want)
		}
		if !json.Valid(out) {
			t.Errorf("%s: not well formed after the error: %s", tt.want, out)
		}
	}
}

// A value that contains itself is an error and no endless loop, when it is
// encoded and when it is checked.
func TestCycle(t *testing.T) {
	v := &tree{Name: "r"}
	v.Kids = []*tree{nil, v}
	e := codec.NewEncoder(nil)
	appendTree(nil, v, &e)
	if got := errorText(e.Err()); !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, ".kids[1].kids[1]: expected at most 1000 levels, found more") {
		t.Errorf("encoded: %s", got)
	}
	if got := errorText(checkTree(v, 0).Err()); !strings.HasSuffix(got, "kids[1]: expected at most 1000 levels, found more") {
		t.Errorf("checked: %s", got)
	}
}

// colour is written like every other colour.
type colour struct{ c string }

func (colour) MarshalText() ([]byte, error) { return []byte("grey"), nil }

func TestTextKeysAlike(t *testing.T) {
	e := codec.NewEncoder(nil)
	codec.TextKeys(&e, []byte(`{"a":`), map[colour]int{{"red"}: 1, {"blue"}: 2})
	if got := errorText(e.Err()); got != `a: expected each key once, found "grey" twice` {
		t.Errorf("got %s", got)
	}
}
