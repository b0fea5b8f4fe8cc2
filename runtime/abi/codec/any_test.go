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

type appender string

func (a appender) AppendJSON(dst []byte) ([]byte, error) {
	if a == "" {
		return nil, errors.New("nothing to append")
	}
	return append(dst, a...), nil
}

func TestAppendAnyLikeEncodingJSON(t *testing.T) {
	for _, v := range []any{
		nil, true, false, 1, int8(-8), int16(-16), int32(-32), int64(math.MinInt64), uint(1), uint8(8), uint16(16), uint32(32),
		uint64(math.MaxUint64), uintptr(7), float32(0.1), 0.1, 1e21, 1e-7, 123456789.0, "a<b\xff", []byte("bytes"), []byte(nil), []byte{},
		[]string{"a", "b"}, []string{}, []string(nil), []int{1, -2}, []int(nil), []any{1, "x", nil, []any{}}, []any(nil),
		map[string]any{"b": 1, "a": map[string]any{"c": []any{nil}}, "": nil}, map[string]any(nil), map[string]any{},
		map[string]string{"z": "1", "a": "2"}, map[string]string(nil), time.Date(2024, 2, 29, 1, 2, 3, 4, time.UTC), 90 * time.Second,
		json.RawMessage(` {"a": "<"} `), json.Number("1.50"), celsius{5}, &celsius{5}, netip.MustParseAddr("::1"),
	} {
		if n, ok := v.(json.Number); ok {
			v = n.String() // a named string without methods is refused; see below
		}
		want, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		got, err := codec.AppendAny([]byte("prefix"), v)
		if err != nil || !bytes.Equal(bytes.TrimPrefix(got, []byte("prefix")), want) {
			t.Errorf("%T: got %s, %v, want %s", v, got, err, want)
		}
	}
	if got, err := codec.AppendAny(nil, appender(` [ 1 ] `)); err != nil || string(got) != `[1]` {
		t.Errorf("AppendJSON: got %s, %v", got, err)
	}
	if got, err := codec.AppendParams(nil, nil); err != nil || string(got) != `{}` {
		t.Errorf("no params: got %s, %v", got, err)
	}
}

func TestAppendAnyErrors(t *testing.T) {
	cycle := map[string]any{}
	cycle["c"] = []any{cycle}
	for _, tt := range []struct {
		v    any
		want string // a prefix
	}{
		{map[string]any{"a": []any{1, struct{}{}}}, `a[1]: expected nil, bool, a number, string, []byte, []string`},
		{map[string]any{"plan": status("open")}, `plan: expected nil, bool`},
		{map[string]any{"a": map[string]any{"b": math.NaN()}}, `a.b: expected finite number, found NaN`},
		{[]any{func() {}}, `[0]: expected nil, bool`},
		{appender(""), `expected value that AppendJSON accepts: nothing to append`},
		{[]any{appender(`{`)}, `[0]: expected key in double quotes, found end of input`},
		{celsius{math.MinInt64}, `expected value that MarshalJSON accepts: below absolute zero`},
		{cycle, `…`},
	} {
		got, err := codec.AppendAny([]byte("prefix"), tt.v)
		if !strings.HasPrefix(errorText(err), tt.want) || err == nil || string(got) != "prefix" {
			t.Errorf("got %s, %v\nwant %s", got, err, tt.want)
		}
	}
}

// Untyped params pass through the same decoder as JSON from outside.
func TestAppendParamsDecodes(t *testing.T) {
	in, err := codec.AppendParams(nil, map[string]any{"table": "orders", "limit": 25})
	if err != nil {
		t.Fatal(err)
	}
	var v query
	d := codec.NewDecoder(in, 0)
	decodeQuery(&d, &v)
	if err := d.Finish(); err != nil || v != (query{"orders", 25}) {
		t.Errorf("got %+v, %v", v, err)
	}
}
