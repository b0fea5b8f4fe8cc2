package codec_test

import (
	"math"
	"net/netip"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// parsed is a result of a Parse function in one value.
func parsed[T any](v T, err *codec.Error) []any { return []any{v, err} }

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		got  []any
		want any
		err  string
	}{
		{parsed(codec.ParseBool("true")), true, ``},
		{parsed(codec.ParseBool("false")), false, ``},
		{parsed(codec.ParseBool("Yes")), false, `expected true or false, found "Yes" (write true)`},
		{parsed(codec.ParseBool("0")), false, `expected true or false, found "0" (write false)`},
		{parsed(codec.ParseBool("ture")), false, `expected true or false, found "ture" (did you mean "true"?)`},
		{parsed(codec.ParseBool("")), false, `expected true or false, found ""`},
		{parsed(codec.ParseInt("-128", 8)), int64(-128), ``},
		{parsed(codec.ParseInt("0", 64)), int64(0), ``},
		{parsed(codec.ParseInt("128", 8)), int64(0), `expected integer from -128 to 127, found "128"`},
		{parsed(codec.ParseInt("", 64)), int64(0), `expected integer of 64 bits, found ""`},
		{parsed(codec.ParseInt("+1", 64)), int64(0), `expected integer of 64 bits, found "+1"`},
		{parsed(codec.ParseInt("007", 64)), int64(0), `expected integer of 64 bits, found "007"`},
		{parsed(codec.ParseInt(" 1", 64)), int64(0), `expected integer of 64 bits, found " 1"`},
		{parsed(codec.ParseUint("255", 8)), uint64(255), ``},
		{parsed(codec.ParseUint("-1", 8)), uint64(0), `expected integer from 0 to 255, found "-1"`},
		{parsed(codec.ParseUint("00", 64)), uint64(0), `expected integer from 0 to 18446744073709551615, found "00"`},
		{parsed(codec.ParseFloat("-1.5e3", 64)), -1500.0, ``},
		{parsed(codec.ParseFloat("1e39", 32)), 0.0, `expected number of 32 bits, found "1e39"`},
		{parsed(codec.ParseFloat("NaN", 64)), 0.0, `expected number of 64 bits, found "NaN"`},
		{parsed(codec.ParseFloat("0x1", 64)), 0.0, `expected number of 64 bits, found "0x1"`},
		{parsed(codec.ParseFloat("", 64)), 0.0, `expected number of 64 bits, found ""`},
		{parsed(codec.ParseDuration("1m30s")), 90 * time.Second, ``},
		{parsed(codec.ParseDuration("30")), time.Duration(0), `expected duration like 30s or 1h30m, found "30" (a unit is missing: 30s or 30ms)`},
		{parsed(codec.ParseDuration("soon")), time.Duration(0), `expected duration like 30s or 1h30m, found "soon"`},
		{parsed(codec.ParseTime("2024-02-29T00:00:00Z")), time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC), ``},
		{parsed(codec.ParseTime("2023-02-29T00:00:00Z")), time.Time{}, `expected time like 2006-01-02T15:04:05Z, found "2023-02-29T00:00:00Z"`},
	} {
		err := tt.got[1].(*codec.Error).Err()
		if tt.got[0] != tt.want || errorText(err) != tt.err {
			t.Errorf("got %v, %v\nwant %v, %s", tt.got[0], err, tt.want, tt.err)
		}
	}
	if b, err := codec.ParseBytes("AAE="); err != nil || string(b) != "\x00\x01" {
		t.Errorf("bytes: %q, %v", b, err)
	}
	if _, err := codec.ParseBytes("A"); errorText(err.Err()) != `expected base64, found "A"` {
		t.Errorf("bytes: %v", err)
	}
	var addr netip.Addr
	if err := codec.ParseText("::1", &addr); err != nil || !addr.IsLoopback() {
		t.Errorf("text: %v, %v", addr, err)
	}
	if err := codec.ParseText("hunter2", &addr).Under("db.host").Conceal(); errorText(err.Err()) != `db.host: expected text that its type accepts` {
		t.Errorf("text: %v", err)
	}
}

// FuzzParse checks that nothing that is text makes a parser panic, and that an
// accepted number is the one that a decoder reads from it.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "-", "-0", "1", "1e5", "0x1", "30s", "true", "\xff", "9223372036854775808"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		codec.ParseBool(s)
		codec.ParseDuration(s)
		codec.ParseTime(s)
		codec.ParseBytes(s)
		if n, err := codec.ParseInt(s, 64); err == nil {
			d := codec.NewDecoder([]byte(s), 0)
			if got := d.Int64(); got != n || d.Finish() != nil {
				t.Errorf("int %q: %d, decoded %d, %v", s, n, got, d.Finish())
			}
		}
		if n, err := codec.ParseUint(s, 64); err == nil {
			d := codec.NewDecoder([]byte(s), 0)
			if got := d.Uint64(); got != n || d.Finish() != nil {
				t.Errorf("uint %q: %d, decoded %d, %v", s, n, got, d.Finish())
			}
		}
		if n, err := codec.ParseFloat(s, 64); err == nil {
			d := codec.NewDecoder([]byte(s), 0)
			if got := d.Float64(); math.Float64bits(got) != math.Float64bits(n) || d.Finish() != nil {
				t.Errorf("float %q: %g, decoded %g, %v", s, n, got, d.Finish())
			}
		}
	})
}
