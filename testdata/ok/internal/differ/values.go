package differ

import (
	"encoding/json"
	"math"
	"math/big"
	"math/rand/v2"
	"net/netip"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// values makes random values of any type that a codec carries.
type values struct {
	r      *rand.Rand
	strict bool // a raw value was made that no decoder would accept
}

// A Randomizer is a type that makes random values of itself, for one whose fields lead nowhere.
type Randomizer interface{ Randomize(r *rand.Rand) }

var (
	strings_ = []string{
		"", "a", "null", "<b>&amp;</b>", "\u2028\u2029", "\x00\x1f\x7f\t\n\r\b\f", `"\/`, "é𝄞", "\xff\xfe", "a\xc3", "\xed\xa0\x80", "\ufffd", "😀", "type", "12", "-0", "1e5", "true",
		strings.Repeat("x", 300),
	}
	floats = []float64{0, math.Copysign(0, -1), 1, -1, 0.1, 1e-6, 9.999999e-7, 1e20, 1e21, 1e22, math.MaxFloat64, math.SmallestNonzeroFloat64, math.MaxFloat32, 1e-45, 1e300, -1e-300, 123456789.125, math.Pi}
	ints   = []int64{0, 1, -1, 9, 10, 127, 128, -128, -129, 255, 256, math.MaxInt16, math.MinInt16, math.MaxInt32, math.MinInt32, math.MaxInt64, math.MinInt64, 1 << 53}
	raws   = []string{"null", "1", "-0.5e+7", `"a<b"`, `{"b":1,"a":[true,null,{"c":"\u003c"}]}`, "[]", " [ 1 , 2 ] ", `"` + "\u2028" + `"`, `{}`}
	// refused are accepted by encoding/json on the way out, and no document.
	refused = []string{`{"a":1,"a":2}`, "\"\xff\"", `"\ud800"`}
)

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

func (g *values) string() string {
	if g.r.IntN(3) == 0 {
		return pick(g.r, strings_)
	}
	b := make([]rune, g.r.IntN(6))
	for i := range b {
		b[i] = rune(g.r.IntN(0x30)) + ' '
		if g.r.IntN(8) == 0 {
			b[i] = rune(g.r.IntN(0x3000))
		}
	}
	return string(b)
}

func (g *values) float() float64 {
	switch g.r.IntN(12) {
	case 0:
		return pick(g.r, []float64{math.NaN(), math.Inf(1), math.Inf(-1)})
	case 1, 2, 3:
		return pick(g.r, floats)
	case 4, 5:
		return math.Float64frombits(g.r.Uint64())
	}
	return float64(g.r.IntN(2000)-1000) / pick(g.r, []float64{1, 2, 8, 10, 1000})
}

func (g *values) int() int64 {
	switch g.r.IntN(4) {
	case 0:
		return pick(g.r, ints)
	case 1:
		return int64(g.r.Uint64() >> g.r.IntN(64))
	}
	return int64(g.r.IntN(40) - 20)
}

func (g *values) time() time.Time {
	if g.r.IntN(6) == 0 {
		return time.Time{}
	}
	years := []int{1, 1970, 2026, 9999}
	if g.r.IntN(20) == 0 {
		years = []int{-1, 10000, 0}
	}
	zone := pick(g.r, []*time.Location{time.UTC, time.FixedZone("", 3600), time.FixedZone("x", -5*3600-1800)})
	if g.r.IntN(40) == 0 {
		zone = time.FixedZone("far", 25*3600)
	}
	return time.Date(pick(g.r, years), time.Month(1+g.r.IntN(12)), 1+g.r.IntN(28), g.r.IntN(24), g.r.IntN(60), g.r.IntN(60), pick(g.r, []int{0, 1, 120_000_000, 999_999_999}), zone)
}

func (g *values) number() string {
	return pick(g.r, []string{"", "0", "-0", "1", "12.50", "1e400", "-1E+2", "123456789012345678901234567890"})
}

// fill sets v to a random value.
func (g *values) fill(v reflect.Value, depth int) {
	if v.CanAddr() {
		if own, ok := v.Addr().Interface().(Randomizer); ok && !(v.Kind() == reflect.Struct && v.NumField() > 0 && v.Type().Field(0).Anonymous) {
			own.Randomize(g.r)
			return
		}
	}
	switch p := v.Addr().Interface().(type) {
	case *time.Time:
		*p = g.time()
		return
	case *json.RawMessage:
		if *p = nil; g.r.IntN(4) > 0 {
			*p = []byte(pick(g.r, raws))
		}
		if g.r.IntN(60) == 0 {
			*p, g.strict = []byte(pick(g.r, refused)), true
		}
		return
	case *json.Number:
		*p = json.Number(g.number())
		if g.r.IntN(60) == 0 {
			*p = json.Number(pick(g.r, []string{"01", "x", "1.", "+1", "0x1", " 1", "NaN"}))
		}
		return
	case *big.Int:
		p.Lsh(big.NewInt(g.int()), uint(g.r.IntN(200)))
		return
	case *big.Rat:
		p.SetFrac64(g.int(), 1+g.r.Int64N(1000))
		return
	case *big.Float:
		p.SetInt64(g.int())
		return
	case *netip.Addr:
		*p = pick(g.r, []netip.Addr{{}, netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("fe80::1%eth<0>"), netip.IPv6Unspecified()})
		return
	case *url.URL:
		p.Scheme, p.Path = "https", g.string()
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(g.r.IntN(2) == 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(g.int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(g.int()))
	case reflect.Float32:
		v.SetFloat(float64(float32(g.float())))
	case reflect.Float64:
		v.SetFloat(g.float())
	case reflect.String:
		v.SetString(g.string())
	case reflect.Pointer:
		if g.r.IntN(3) > 0 && depth < 6 {
			v.Set(reflect.New(v.Type().Elem()))
			g.fill(v.Elem(), depth+1)
		}
	case reflect.Slice:
		if n := g.length(depth); n >= 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				g.fill(v.Index(i), depth+1)
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			g.fill(v.Index(i), depth+1)
		}
	case reflect.Map:
		n := g.length(depth)
		if n < 0 {
			return
		}
		v.Set(reflect.MakeMap(v.Type()))
		for range n {
			key, elem := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			g.fill(key, depth+1)
			g.fill(elem, depth+1)
			v.SetMapIndex(key, elem)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Field(i)
			if !f.CanSet() {
				if v.Type().Field(i).Anonymous && f.Kind() == reflect.Struct {
					g.fillEmbedded(f, depth+1)
				}
				continue
			}
			if g.r.IntN(5) > 0 {
				g.fill(f, depth+1)
			}
		}
	case reflect.Func: // what no codec looks at
	default:
		panic("differ: no random " + v.Type().String())
	}
}

// fillEmbedded fills what is promoted from an embedded struct whose type is not exported.
func (g *values) fillEmbedded(v reflect.Value, depth int) {
	for i := range v.NumField() {
		if f := v.Field(i); f.CanSet() {
			g.fill(f, depth)
		} else if v.Type().Field(i).Anonymous && f.Kind() == reflect.Struct {
			g.fillEmbedded(f, depth)
		}
	}
}

// length is that of a slice or map, -1 for nil.
func (g *values) length(depth int) int {
	if depth > 5 {
		return g.r.IntN(2) - 1
	}
	return g.r.IntN(5) - 1
}

// keyText is the text of a map's key in an object.
func keyText(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.FormatUint(v.Uint(), 10)
	}
	return v.String()
}
