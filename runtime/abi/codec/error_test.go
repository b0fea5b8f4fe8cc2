package codec_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

func decodeErr[T any](in string, mode codec.Mode, decode func(*codec.Decoder, *T)) error {
	var v T
	d := codec.NewDecoder([]byte(in), mode)
	decode(&d, &v)
	return d.Finish()
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// Each error names the place, what was expected and what was found.
func TestDecodeErrors(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{``, `expected object, found end of input`},
		{`[]`, `expected object, found array`},
		{`null`, `expected object, found null`},
		{`{}`, `status: expected a value, found none`},
		{`{"status":"open"} {}`, `expected end of input, found object`},
		{`{"status":"open",}`, `expected key in double quotes, found character '}'`},
		{`{"status":"open"`, `status: expected comma or }, found end of input`},
		{`{"status" "open"}`, `status: expected colon, found string "open"`},
		{`{"status":"gold"}`, `status: expected one of open, closed, found "gold"`},
		{`{"status":"close"}`, `status: expected one of open, closed, found "close" (did you mean "closed"?)`},
		{`{"status":1}`, `status: expected string, found number 1`},
		{`{"status":"open`, `status: expected string, found one without its closing quote`},
		{`{"status":"open","status":"open"}`, `status: expected each key once, found a second one`},
		{`{"statsu":"open"}`, `statsu: expected a known key (did you mean "status"?)`},
		{`{"Status":"open"}`, `Status: expected a known key (did you mean "status"?)`},
		{`{"x y":1}`, `["x y"]: expected a known key (known are limit, status, code, note, buyer, items, labels, counts, sizes, hosts, level, at, …)`},
		{`{"limit":0}`, `limit: expected at least 1, found 0`},
		{`{"limit":1001}`, `limit: expected at most 1000, found 1001`},
		{`{"limit": 1.0 }`, `limit: expected integer of 64 bits, found number 1.0`},
		{`{"limit":true}`, `limit: expected integer of 64 bits, found true`},
		{`{"level":128}`, `level: expected integer from -128 to 127, found number 128`},
		{`{"code":"abc"}`, `code: expected match for ^[A-Z]{1,3}$, found "abc"`},
		{`{"code":null}`, `code: expected string, found null`},
		{`{"note":[]}`, `note: expected string, found array`},
		{`{"buyer":{"qty":-1}}`, `buyer.qty: expected integer from 0 to 65535, found number -1`},
		{`{"buyer":{}}`, `buyer.qty: expected a value, found none`},
		{`{"items":[]}`, `items: expected at least 1 item, found 0`},
		{`{"items":null}`, `items: expected at least 1 item, found 0`},
		{`{"items":[{"qty":1},{"qty":2},{"price":3,"qty":4},{"qty":"5"}]}`, `items[3].qty: expected integer from 0 to 65535, found string "5"`},
		{`{"items":[ {"qty":1} , {"qty":0} ]}`, `items[1].qty: expected at least 1, found 0`},
		{`{"items":[{"qty":1},{"price":1}]}`, `items[1].qty: expected a value, found none`},
		{`{"items":[{"qty":1},null]}`, `items[1]: expected object, found null`},
		{`{"items":[{"qty":1},]}`, `items[1]: expected object, found character ']'`},
		{`{"items":[{"qty":1} {"qty":1}]}`, `items[0]: expected comma or ], found object`},
		{`{"labels":{"a.b":{"qty":1,"prize":2}}}`, `labels["a.b"].prize: expected a known key (did you mean "price"?)`},
		{`{"labels":{"a":{"qty":1},"\u0061":{"qty":1}}}`, `labels.a: expected each key once, found a second one`},
		{`{"counts":{"40000":""}}`, `counts.40000: expected key: integer from -32768 to 32767, found "40000"`},
		{`{"sizes":{"01":true}}`, `sizes.01: expected key: integer from 0 to 255, found "01"`},
		{`{"at":"yesterday"}`, `at: expected time like 2006-01-02T15:04:05Z, found string "yesterday"`},
		{`{"wait":"30s"}`, `wait: expected duration as a whole number of nanoseconds, found string "30s" (write 30000000000)`},
		{`{"blob":"@"}`, `blob: expected string of base64, found "@"`},
		{`{"id":5}`, `id: expected value inside a string, found number 5`},
		{`{"id":"x"}`, `id: expected integer of 64 bits inside a string, found character 'x'`},
		{`{"grid":[1,2]}`, `grid: expected exactly 3 items, found 2`},
		{`{"grid":[1,2,3,4]}`, `grid: expected exactly 3 items, found 4`},
		{`{"grid":[1,1e39,2]}`, `grid[1]: expected number of 32 bits, found number 1e39`},
		{`{"raw":{"a":[{},{"b":1,"b":2}]}}`, `raw.a[1].b: expected each key once, found a second one`},
		{`{"raw":[1,tru]}`, `raw[1]: expected true or false, found character 't'`},
		{"{\"note\":\"a\xff\"}", `note: expected string of valid UTF-8, found byte 0xff`},
		{"{\"note\":\"a\n\"}", `note: expected string without control characters, found byte 0x0a`},
		{`{"note":"\udc00"}`, `note: expected string of valid Unicode, found lone surrogate \udc00`},
		{`{"note":"\q"}`, `note: expected string of JSON escapes, found "\\q\"}"`},
		{`{"raw":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + `}`, `raw` + strings.Repeat("[0]", 999) + `: expected at most 1000 levels, found more`},
	} {
		got := errorText(decodeErr(tt.in, 0, decodeOrder))
		want := tt.want
		if len(want) > 600 { // a path this long is cut at its front
			_, end, _ := strings.Cut(want, ": ")
			if !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, "[0][0]: "+end) || len(got) > 600 {
				t.Errorf("%.40s…\n got %s\nwant the end of %s", tt.in, got, want)
			}
			continue
		}
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", tt.in, got, want)
		}
	}
}

// A user's own method is named with its error, which can be found again.
func TestDecodeCause(t *testing.T) {
	err := decodeErr(`{"addr":"x"}`, 0, decodeOrder)
	var e *codec.Error
	if !errors.As(err, &e) || e.Path != "addr" || errors.Unwrap(err) == nil || !strings.Contains(err.Error(), "ParseAddr") {
		t.Errorf("got %v", err)
	}
	if err := decodeErr(`{"temp":{"milli":"hot"}}`, 0, decodeOrder); !strings.HasPrefix(errorText(err), "temp: ") {
		t.Errorf("got %v", err)
	}
}

// No value that the input holds may be in the text of an error.
func TestConceal(t *testing.T) {
	for _, in := range []string{
		`{"status":"hunter2"}`, `{"limit":"hunter2"}`, `{"at":"hunter2"}`, `{"addr":"hunter2"}`, `{"blob":"hunter2!"}`, `{"code":"hunter2"}`,
		`{"id":"hunter2"}`, `{"wait":"30h"}`, `{"limit":70000}`, `{"temp":"hunter2"}`, `{"level":70000}`, `{"code":hunter2}`,
		`{"code":"\ud800"}`, `{"code":"` + "\xff" + `hunter2"}`, `{"code":"\hunter2"}`, `{"grid":[70000e70000]}`, `{"status":"open"}hunter2`,
	} {
		got := errorText(decodeErr(in, codec.Conceal, decodeOrder))
		if got == "" {
			t.Errorf("%s: accepted", in)
		}
		for _, secret := range []string{"hunter2", "70000", "30h", "10800", "ud800", "0xff"} {
			if strings.Contains(got, secret) {
				t.Errorf("%s: the error shows %s: %s", in, secret, got)
			}
		}
	}
}

func TestLenient(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{`{"status":"open","new":{"a":[1,"x",null,true,-1.5e3]},"newer":[]}`, ``},
		{`{"status":"open","new":1,"new":2}`, ``},
		{`{"status":"open","new":[1,}`, `new[1]: expected value, found character '}'`},
		{`{"status":"open","new":"\ud800"}`, `new: expected string of valid Unicode, found lone surrogate \ud800`},
		{`{"status":"open","target":1}`, ``},
		{`{"status":"open","status":"open"}`, `status: expected each key once, found a second one`},
		{`{"new":1}`, `status: expected a value, found none`},
	} {
		if got := errorText(decodeErr(tt.in, codec.Lenient, decodeOrder)); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

// The first error stays, whatever is read after it.
func TestFirstErrorStays(t *testing.T) {
	d := codec.NewDecoder([]byte(`{"a":1}`), 0)
	_ = d.String()
	first := errorText(d.Finish())
	_, _, _ = d.Object(), d.NextKey(), d.Map()
	_, _, _ = d.Array(), d.NextElem(), d.Null()
	_, _, _, _ = d.Bool(), d.Int8(), d.Uint64(), d.Float32()
	_, _, _, _ = d.Bytes(), d.Time(), d.Duration(), d.Raw()
	_ = d.Number()
	d.Skip()
	d.NoParams()
	d.Unknown([]byte("x"), nil)
	d.Require(0, 1, []string{"x"})
	d.Length(1, 2)
	d.Check(codec.TooDeep())
	d.IntKey([]byte("x"), 8)
	d.UintKey([]byte("x"), 8)
	q := d.Quoted()
	q.Int()
	d.EndQuoted(&q)
	if got := errorText(d.Finish()); got != first || !d.Failed() {
		t.Errorf("got %s, want %s", got, first)
	}
	d.Reset([]byte(`"x"`), 0)
	if s := d.String(); s != "x" || d.Finish() != nil || d.Failed() {
		t.Errorf("after Reset: %q, %v", s, d.Finish())
	}
}
