package codec_test

import (
	"encoding/json"
	"testing"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// query and rows are the small params and result that PERFORMANCE rows measure.
type query struct {
	Table string `json:"table"`
	Limit int    `json:"limit"`
}

type rows struct {
	Rows  int      `json:"rows"`
	Table string   `json:"table"`
	Items []string `json:"items"`
}

var queryKeys = []string{"table", "limit"}

func decodeQuery(d *codec.Decoder, v *query) {
	*v = query{Limit: 10}
	var seen uint64
	for key := d.Object(); key != nil; key = d.NextKey() {
		switch string(key) {
		case "table":
			seen = d.Once(seen, 1<<0)
			v.Table = d.String()
		case "limit":
			seen = d.Once(seen, 1<<1)
			v.Limit = d.Int()
			d.Check(codec.Min(v.Limit, 1))
			d.Check(codec.Max(v.Limit, 1000))
		default:
			d.Unknown(key, queryKeys)
		}
	}
	d.Require(seen, 1<<0, queryKeys)
}

func checkQuery(v *query) *codec.Error {
	if err := codec.Min(v.Limit, 1); err != nil {
		return err.At("limit")
	}
	if err := codec.Max(v.Limit, 1000); err != nil {
		return err.At("limit")
	}
	return nil
}

func appendRows(dst []byte, v *rows, _ *codec.Encoder) []byte {
	dst = append(dst, `{"rows":`...)
	dst = codec.AppendInt(dst, v.Rows)
	dst = append(dst, `,"table":`...)
	dst = codec.AppendString(dst, v.Table)
	dst = append(dst, `,"items":`...)
	if v.Items == nil {
		dst = append(dst, "null"...)
	} else {
		dst = append(dst, '[')
		for i, elem := range v.Items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = codec.AppendString(dst, elem)
		}
		dst = append(dst, ']')
	}
	return append(dst, '}')
}

var (
	queryInput = []byte(`{"table":"orders","limit":25,"target":"acme"}`)
	longInput  = []byte(`{"skipped":[1.5,{"a":"b"}],"table":"0123456789012345678901234567890123456789é"}`)
	rowsValue  = rows{Rows: 25, Table: "orders", Items: []string{"id", "total"}}
)

// The budgets that the design promises: one allocation to decode, for the
// string, and none to encode, check, or find the target.
func TestAllocations(t *testing.T) {
	var (
		v   query
		buf = make([]byte, 0, 256)
	)
	for _, tt := range []struct {
		name string
		max  float64
		f    func()
	}{
		{"decode", 1, func() {
			d := codec.NewDecoder(queryInput, codec.Envelope)
			decodeQuery(&d, &v)
			if err := d.Finish(); err != nil {
				t.Fatal(err)
			}
		}},
		{"encode", 0, func() {
			e := codec.NewEncoder(buf[:0])
			buf = appendRows(buf[:0], &rowsValue, &e)
			if err := e.Err(); err != nil {
				t.Fatal(err)
			}
		}},
		{"target", 0, func() {
			if target, ok, err := codec.Target(queryInput); !ok || err != nil || string(target) != "acme" {
				t.Fatal(string(target), ok, err)
			}
		}},
		{"checks that pass", 0, func() {
			if err := checkQuery(&v); err != nil {
				t.Fatal(err)
			}
			if err := codec.Enum(v.Table, "users", "orders"); err != nil {
				t.Fatal(err)
			}
			if err := codec.EnumNumber(v.Limit, 5, 25); err != nil {
				t.Fatal(err)
			}
		}},
		{"decode, skipping what is unknown", 1, func() {
			d := codec.NewDecoder(longInput, codec.Lenient)
			decodeQuery(&d, &v)
			if err := d.Finish(); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		if got := testing.AllocsPerRun(100, tt.f); got > tt.max {
			t.Errorf("%s: %v allocations, want at most %v", tt.name, got, tt.max)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	var v query
	b.Run("codec", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			d := codec.NewDecoder(queryInput, codec.Envelope)
			decodeQuery(&d, &v)
			if err := d.Finish(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := json.Unmarshal(queryInput, &v); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkTarget(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, ok, err := codec.Target(queryInput); !ok || err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	b.Run("codec", func(b *testing.B) {
		b.ReportAllocs()
		buf := make([]byte, 0, 128)
		for b.Loop() {
			e := codec.NewEncoder(buf[:0])
			buf = appendRows(buf[:0], &rowsValue, &e)
			if err := e.Err(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := json.Marshal(&rowsValue); err != nil {
				b.Fatal(err)
			}
		}
	})
}
