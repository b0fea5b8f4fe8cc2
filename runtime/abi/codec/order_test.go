package codec_test

import (
	"encoding/json"
	"errors"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

type (
	status string
	level  int8
	blob   []byte
)

// celsius has a JSON form of its own.
type celsius struct{ Milli int64 }

func (c celsius) MarshalJSON() ([]byte, error) {
	if c.Milli < -273150 {
		return nil, errors.New("below absolute zero")
	}
	return []byte(` { "milli" : ` + strconv.FormatInt(c.Milli, 10) + `, "unit": "<C>" } `), nil
}

func (c *celsius) UnmarshalJSON(b []byte) error {
	var v struct {
		Milli int64  `json:"milli"`
		Unit  string `json:"unit"`
	}
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	c.Milli = v.Milli
	return nil
}

type item struct {
	Qty   uint16  `json:"qty"`
	Price float64 `json:"price"`
}

// order has a field of every kind that a generated decoder meets.
type order struct {
	Limit  int                  `json:"limit"`  // default=10,min=1,max=1000
	Status status               `json:"status"` // enum=open|closed
	Code   string               `json:"code"`   // pattern
	Note   *string              `json:"note"`
	Buyer  item                 `json:"buyer"`
	Items  []item               `json:"items"` // min=1
	Labels map[string]item      `json:"labels"`
	Counts map[int16]string     `json:"counts"`
	Sizes  map[uint8]bool       `json:"sizes"`
	Hosts  map[netip.Addr]int32 `json:"hosts"`
	Level  level                `json:"level"`
	At     time.Time            `json:"at"`
	Wait   time.Duration        `json:"wait"`
	Blob   blob                 `json:"blob"`
	ID     int64                `json:"id,string"`
	Word   string               `json:"word,string"`
	Grid   [3]float32           `json:"grid"`
	Temp   celsius              `json:"temp"`
	Addr   netip.Addr           `json:"addr"`
	Raw    json.RawMessage      `json:"raw"`
	Count  json.Number          `json:"count"`
	Hint   string               `json:"h<nt,omitempty"`
	Done   bool                 `json:"done,omitzero"`
	Secret string               `json:"-"`
}

var orderKeys = []string{
	"limit", "status", "code", "note", "buyer", "items", "labels", "counts", "sizes", "hosts", "level", "at",
	"wait", "blob", "id", "word", "grid", "temp", "addr", "raw", "count", "h<nt", "done",
}

var orderCode = regexp.MustCompile(`^[A-Z]{1,3}$`)

var itemKeys = []string{"qty", "price"}

func decodeItem(d *codec.Decoder, v *item) {
	*v = item{Price: 1}
	var seen uint64
	for key := d.Object(); key != nil; key = d.NextKey() {
		switch string(key) {
		case "qty":
			seen = d.Once(seen, 1<<0)
			v.Qty = d.Uint16()
			d.Check(codec.Min(v.Qty, 1))
		case "price":
			seen = d.Once(seen, 1<<1)
			v.Price = d.Float64()
		default:
			d.Unknown(key, itemKeys)
		}
	}
	d.Require(seen, 1<<0, itemKeys)
}

func decodeOrder(d *codec.Decoder, v *order) {
	*v = order{Limit: 10}
	var seen uint64
	for key := d.Object(); key != nil; key = d.NextKey() {
		switch string(key) {
		case "limit":
			seen = d.Once(seen, 1<<0)
			v.Limit = d.Int()
			d.Check(codec.Min(v.Limit, 1))
			d.Check(codec.Max(v.Limit, 1000))
		case "status":
			seen = d.Once(seen, 1<<1)
			v.Status = status(d.String())
			d.Check(codec.Enum(v.Status, "open", "closed"))
		case "code":
			seen = d.Once(seen, 1<<2)
			v.Code = d.String()
			d.Check(codec.Pattern(v.Code, orderCode))
		case "note":
			seen = d.Once(seen, 1<<3)
			if !d.Null() {
				v.Note = new(d.String())
			}
		case "buyer":
			seen = d.Once(seen, 1<<4)
			decodeItem(d, &v.Buyer)
		case "items":
			seen = d.Once(seen, 1<<5)
			if !d.Null() {
				v.Items = []item{}
				for more := d.Array(); more; more = d.NextElem() {
					var elem item
					decodeItem(d, &elem)
					v.Items = append(v.Items, elem)
				}
			}
			d.Check(codec.MinItems(len(v.Items), 1))
		case "labels":
			seen = d.Once(seen, 1<<6)
			if !d.Null() {
				v.Labels = map[string]item{}
				for key := d.Map(); key != nil; key = d.NextEntry() {
					k := string(key)
					codec.Unique(d, v.Labels, k)
					var elem item
					decodeItem(d, &elem)
					v.Labels[k] = elem
				}
			}
		case "counts":
			seen = d.Once(seen, 1<<7)
			if !d.Null() {
				v.Counts = map[int16]string{}
				for key := d.Map(); key != nil; key = d.NextEntry() {
					k := int16(d.IntKey(key, 16))
					codec.Unique(d, v.Counts, k)
					v.Counts[k] = d.String()
				}
			}
		case "sizes":
			seen = d.Once(seen, 1<<8)
			if !d.Null() {
				v.Sizes = map[uint8]bool{}
				for key := d.Map(); key != nil; key = d.NextEntry() {
					k := uint8(d.UintKey(key, 8))
					codec.Unique(d, v.Sizes, k)
					v.Sizes[k] = d.Bool()
				}
			}
		case "hosts":
			seen = d.Once(seen, 1<<9)
			if !d.Null() {
				v.Hosts = map[netip.Addr]int32{}
				for key := d.Map(); key != nil; key = d.NextEntry() {
					var k netip.Addr
					d.TextKey(key, &k)
					codec.Unique(d, v.Hosts, k)
					v.Hosts[k] = d.Int32()
				}
			}
		case "level":
			seen = d.Once(seen, 1<<10)
			v.Level = level(d.Int8())
		case "at":
			seen = d.Once(seen, 1<<11)
			v.At = d.Time()
		case "wait":
			seen = d.Once(seen, 1<<12)
			v.Wait = d.Duration()
		case "blob":
			seen = d.Once(seen, 1<<13)
			if !d.Null() {
				v.Blob = d.Bytes()
			}
		case "id":
			seen = d.Once(seen, 1<<14)
			q := d.Quoted()
			v.ID = q.Int64()
			d.EndQuoted(&q)
		case "word":
			seen = d.Once(seen, 1<<15)
			q := d.Quoted()
			v.Word = q.String()
			d.EndQuoted(&q)
		case "grid":
			seen = d.Once(seen, 1<<16)
			n := 0
			for more := d.Array(); more; more = d.NextElem() {
				if n < len(v.Grid) {
					v.Grid[n] = d.Float32()
				} else {
					d.Skip()
				}
				n++
			}
			d.Length(n, len(v.Grid))
		case "temp":
			seen = d.Once(seen, 1<<17)
			d.JSON(&v.Temp)
		case "addr":
			seen = d.Once(seen, 1<<18)
			d.Text(&v.Addr)
		case "raw":
			seen = d.Once(seen, 1<<19)
			v.Raw = d.Raw()
		case "count":
			seen = d.Once(seen, 1<<20)
			v.Count = json.Number(d.Number())
		case "h<nt":
			seen = d.Once(seen, 1<<21)
			v.Hint = d.String()
		case "done":
			seen = d.Once(seen, 1<<22)
			v.Done = d.Bool()
		default:
			d.Unknown(key, orderKeys)
		}
	}
	d.Require(seen, 1<<1, orderKeys)
}

func appendItem(dst []byte, v *item, e *codec.Encoder) []byte {
	dst = append(dst, `{"qty":`...)
	dst = codec.AppendUint(dst, v.Qty)
	dst = append(dst, `,"price":`...)
	dst = e.Float64(dst, v.Price)
	return append(dst, '}')
}

func appendOrder(dst []byte, v *order, e *codec.Encoder) []byte {
	dst = append(dst, `{"limit":`...)
	dst = codec.AppendInt(dst, v.Limit)
	dst = append(dst, `,"status":`...)
	dst = codec.AppendString(dst, v.Status)
	dst = append(dst, `,"code":`...)
	dst = codec.AppendString(dst, v.Code)
	dst = append(dst, `,"note":`...)
	if v.Note == nil {
		dst = append(dst, "null"...)
	} else {
		dst = codec.AppendString(dst, *v.Note)
	}
	dst = append(dst, `,"buyer":`...)
	dst = appendItem(dst, &v.Buyer, e)
	dst = append(dst, `,"items":`...)
	if v.Items == nil {
		dst = append(dst, "null"...)
	} else {
		dst = append(dst, '[')
		for i := range v.Items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendItem(dst, &v.Items[i], e)
		}
		dst = append(dst, ']')
	}
	dst = append(dst, `,"labels":`...)
	if v.Labels == nil {
		dst = append(dst, "null"...)
	} else {
		dst = append(dst, '{')
		for i, k := range codec.StringKeys(v.Labels) {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = codec.AppendString(dst, k)
			dst = append(dst, ':')
			elem := v.Labels[k]
			dst = appendItem(dst, &elem, e)
		}
		dst = append(dst, '}')
	}
	dst = append(dst, `,"counts":`...)
	if v.Counts == nil {
		dst = append(dst, "null"...)
	} else {
		dst = append(dst, '{')
		for i, k := range codec.IntKeys(v.Counts) {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = codec.AppendString(dst, k.Text)
			dst = append(dst, ':')
			dst = codec.AppendString(dst, v.Counts[k.Key])
		}
		dst = append(dst, '}')
	}
	dst = append(dst, `,"sizes":`...)
	if v.Sizes == nil {
		dst = append(dst, "null"...)
	} else {
		dst = append(dst, '{')
		for i, k := range codec.UintKeys(v.Sizes) {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = codec.AppendString(dst, k.Text)
			dst = append(dst, ':')
			dst = codec.AppendBool(dst, v.Sizes[k.Key])
		}
		dst = append(dst, '}')
	}
	dst = append(dst, `,"hosts":`...)
	if v.Hosts == nil {
		dst = append(dst, "null"...)
	} else {
		dst = append(dst, '{')
		for i, k := range codec.TextKeys(e, dst, v.Hosts) {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = codec.AppendString(dst, k.Text)
			dst = append(dst, ':')
			dst = codec.AppendInt(dst, v.Hosts[k.Key])
		}
		dst = append(dst, '}')
	}
	dst = append(dst, `,"level":`...)
	dst = codec.AppendInt(dst, v.Level)
	dst = append(dst, `,"at":`...)
	dst = e.Time(dst, v.At)
	dst = append(dst, `,"wait":`...)
	dst = codec.AppendDuration(dst, v.Wait)
	dst = append(dst, `,"blob":`...)
	dst = codec.AppendBytes(dst, v.Blob)
	dst = append(dst, `,"id":"`...)
	dst = codec.AppendInt(dst, v.ID)
	dst = append(dst, `","word":`...)
	dst = codec.AppendQuotedString(dst, v.Word)
	dst = append(dst, `,"grid":[`...)
	for i, elem := range v.Grid {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = e.Float32(dst, elem)
	}
	dst = append(dst, `],"temp":`...)
	dst = e.JSON(dst, v.Temp)
	dst = append(dst, `,"addr":`...)
	dst = e.Text(dst, v.Addr)
	dst = append(dst, `,"raw":`...)
	dst = e.Raw(dst, v.Raw)
	dst = append(dst, `,"count":`...)
	dst = e.Number(dst, string(v.Count))
	if v.Hint != "" {
		dst = append(dst, `,"h\u003cnt":`...)
		dst = codec.AppendString(dst, v.Hint)
	}
	if v.Done {
		dst = append(dst, `,"done":`...)
		dst = codec.AppendBool(dst, v.Done)
	}
	return append(dst, '}')
}

// fullOrder is accepted by decodeOrder and has a value for every key.
var fullOrder = strings.NewReplacer("\n", "", "\t", "").Replace(`{
	"limit":7,"status":"open","code":"AB","note":"hé\u00e9\ud83d\ude00\n","buyer":{"qty":1},
	"items":[{"qty":65535,"price":-1.5e-7},{"qty":2,"price":1e21}],"labels":{"b":{"qty":1},"a":{"qty":2}},
	"counts":{"-5":"x","10":"y"},"sizes":{"0":true,"255":false},"hosts":{"10.0.0.1":-1},"level":-128,
	"at":"2024-02-29T12:00:00.000000001+02:00","wait":1500000000,"blob":"AAEC/w==","id":"-9223372036854775808",
	"word":"\"a\\\"<b\"","grid":[1,0.1,3.4e38],"temp":{"milli":20500,"unit":"C"},"addr":"::1",
	"raw":{ "k" : [1, "<\u2028>"], "z":null},"count":-0.5e+10,"h\u003cnt":"x","done":true}`)

func BenchmarkOrder(b *testing.B) {
	in := []byte(fullOrder)
	var v order
	d := codec.NewDecoder(in, 0)
	if decodeOrder(&d, &v); d.Finish() != nil {
		b.Fatal(d.Finish())
	}
	b.Run("decode/codec", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			d.Reset(in, 0)
			if decodeOrder(&d, &v); d.Failed() {
				b.Fatal(d.Finish())
			}
		}
	})
	b.Run("decode/encoding-json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			v = order{}
			if err := json.Unmarshal(in, &v); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encode/codec", func(b *testing.B) {
		b.ReportAllocs()
		var buf []byte
		for b.Loop() {
			e := codec.NewEncoder(buf[:0])
			if buf = appendOrder(buf[:0], &v, &e); e.Err() != nil {
				b.Fatal(e.Err())
			}
		}
	})
	b.Run("encode/encoding-json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := json.Marshal(&v); err != nil {
				b.Fatal(err)
			}
		}
	})
}
