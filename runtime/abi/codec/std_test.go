package codec_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// subject is one type with its hand-written codec, and encoding/json as its
// slow twin.
type subject struct {
	name   string
	ours   func(in []byte) (any, error)
	theirs func(in []byte) (any, error)
	encode func(v any) ([]byte, error)
}

func newSubject[T any](name string, zero T, decode func(*codec.Decoder, *T), encode func([]byte, *T, *codec.Encoder) []byte) subject {
	return subject{
		name: name,
		ours: func(in []byte) (any, error) {
			var v T
			d := codec.NewDecoder(in, 0)
			decode(&d, &v)
			return &v, d.Finish()
		},
		theirs: func(in []byte) (any, error) {
			v := zero
			d := json.NewDecoder(bytes.NewReader(in))
			d.DisallowUnknownFields()
			if err := d.Decode(&v); err != nil {
				return &v, err
			}
			return &v, json.Unmarshal(in, new(any)) // for what trails
		},
		encode: func(v any) ([]byte, error) {
			prefix := []byte("prefix")
			e := codec.NewEncoder(prefix)
			out := encode(prefix, v.(*T), &e)
			return bytes.TrimPrefix(out, prefix), e.Err()
		},
	}
}

var subjects = []subject{
	newSubject("query", query{Limit: 10}, decodeQuery, nil),
	newSubject("order", order{Limit: 10}, decodeOrder, appendOrder),
	newSubject("tree", tree{}, decodeTree, appendTree),
}

// stricter is what the package documents to refuse although encoding/json does
// not, by what the error says.
func stricter(err *codec.Error) bool {
	switch {
	case err.Found == "null", err.Found == "none":
		return true
	case err.Expected == "string of base64" && err.Found == "array":
		return true
	case err.Expected == "number" && strings.HasPrefix(err.Found, "string"): // json.Number
		return true
	}
	for _, prefix := range []string{
		"each key once", "a known key", "exactly ", "string of valid UTF-8", "string of valid Unicode",
		"at most 1000 levels", "key: ", "value inside a string", "at least ", "at most ", "one of ", "match for ",
	} {
		if strings.HasPrefix(err.Expected, prefix) {
			return true
		}
	}
	return strings.HasSuffix(err.Expected, "inside a string") // of ,string, where 05 is no number
}

// compare decodes in both ways and reports where the promise does not hold.
func compare(t *testing.T, s subject, in []byte) {
	t.Helper()
	got, err := s.ours(in)
	want, stdErr := s.theirs(in)
	if err != nil {
		e, ok := err.(*codec.Error)
		if !ok {
			t.Fatalf("%s: %q: the error is a %T", s.name, in, err)
		}
		if stdErr == nil && !stricter(e) {
			t.Errorf("%s: %q: refused, which encoding/json does not, with an undocumented reason: %v", s.name, in, err)
		}
		return
	}
	if stdErr != nil {
		t.Errorf("%s: %q: accepted, but encoding/json says %v", s.name, in, stdErr)
		return
	}
	addDefaults(want, got)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: %q:\n got %+v\nwant %+v", s.name, in, got, want)
		return
	}
	if s.name == "query" {
		return
	}
	encoded, err := s.encode(got)
	wantBytes, stdErr := json.Marshal(got)
	if (err != nil) != (stdErr != nil) {
		t.Errorf("%s: %+v: encoded with error %v, encoding/json's is %v", s.name, got, err, stdErr)
		return
	}
	if err == nil && !bytes.Equal(encoded, wantBytes) {
		t.Errorf("%s: encoded\n got %s\nwant %s", s.name, encoded, wantBytes)
	}
}

// addDefaults gives the items that encoding/json decoded the default price
// where the input had none; it is seen by the zero that encoding/json left.
func addDefaults(want, got any) {
	w, ok := want.(*order)
	if !ok {
		return
	}
	g := got.(*order)
	fill := func(w *item, g item) {
		if w.Price == 0 && g.Price == 1 {
			w.Price = 1
		}
	}
	fill(&w.Buyer, g.Buyer)
	for i := range min(len(w.Items), len(g.Items)) {
		fill(&w.Items[i], g.Items[i])
	}
	for k, v := range w.Labels {
		fill(&v, g.Labels[k])
		w.Labels[k] = v
	}
}

// seeds are inputs at the borders of what is accepted.
var seeds = []string{
	fullOrder, fullTree, `{}`, ``, `null`, `[]`, `{"table":"t"}`, ` {"table" : "t" , "limit" : 1 } `, `{"table":"t"} {}`,
	`{"table":"t",}`, `{,"table":"t"}`, `{"table""t"}`, `{"table":"t" "limit":1}`, `{"table":}`, `{"table"`, `{"table":"t`, `{"Table":"t"}`,
	`{"table":"t","table":"u"}`, `{"t\u0061ble":"t"}`, `{"table":"t","limit":1.0}`, `{"table":"t","limit":1e2}`, `{"table":"t","limit":01}`,
	`{"table":"t","limit":-1}`, `{"table":"t","limit":-0}`, `{"table":"t","limit":9223372036854775808}`, `{"table":"t","limit":"1"}`,
	`{"table":"t","limit":null}`, `{"table":null}`, `{"table":"\u12"}`, `{"table":"\x"}`, `{"table":"\ud800"}`, `{"table":"\ud800\u0041"}`,
	`{"table":"\ud83d\ude00"}`, "{\"table\":\"\xff\"}", "{\"table\":\"\x01\"}", "{\"table\":\"\u2028\"}", "\ufeff{}", "{\"\xff\":1}", `{"table":"t"}x`, "{\"table\":\"t\"}\x00",
	`{"status":"open","items":[]}`, `{"status":"open","items":null}`, `{"status":"open","items":[{"qty":1},]}`, `{"status":"open","items":[{"qty":1}`, `{"status":"open","items":[,]}`,
	`{"status":"open","labels":{"a":{"qty":1},"a":{"qty":1}}}`, `{"status":"open","counts":{"01":"x"}}`, `{"status":"open","counts":{"+1":"x"}}`, `{"status":"open","counts":{"40000":"x"}}`,
	`{"status":"open","sizes":{"-0":true}}`, `{"status":"open","hosts":{"nowhere":1}}`, `{"status":"open","hosts":{"::1":1,"0:0::1":2}}`,
	`{"status":"open","level":128}`, `{"status":"open","level":-129}`, `{"status":"open","at":"2024-02-30T00:00:00Z"}`, `{"status":"open","at":"2024-01-01T00:00:00\u005a"}`, `{"status":"open","at":null}`,
	`{"status":"open","blob":"@"}`, `{"status":"open","blob":"AA"}`, `{"status":"open","blob":"AA\n=="}`, `{"status":"open","blob":[1,2]}`, `{"status":"open","blob":""}`, `{"status":"open","blob":null}`,
	`{"status":"open","id":5}`, `{"status":"open","id":"5 "}`, `{"status":"open","id":" 5"}`, `{"status":"open","id":""}`, `{"status":"open","id":"null"}`, `{"status":"open","id":"05"}`, `{"status":"open","id":null}`, `{"status":"open","id":"5x"}`,
	`{"status":"open","word":"a"}`, `{"status":"open","word":"\"a\""}`, `{"status":"open","word":"\"\\ud800\""}`, `{"status":"open","grid":[1,2]}`, `{"status":"open","grid":[1,2,3,4]}`, `{"status":"open","grid":[1,2,1e39]}`, `{"status":"open","grid":[-0,1e-50,1.]}`,
	`{"status":"open","temp":null}`, `{"status":"open","temp":{"milli":1,"milli":2}}`, `{"status":"open","temp":{"milli":1.5}}`, `{"status":"open","temp":{"milli":-300000}}`, `{"status":"open","addr":""}`, `{"status":"open","addr":"x"}`, `{"status":"open","addr":null}`, `{"status":"open","addr":1}`,
	`{"status":"open","raw":null}`, `{"status":"open","raw": [ 1 , {"a" : "\u003c&" } ] }`, `{"status":"open","raw":{"a":1,"a":2}}`, `{"status":"open","raw":nul}`, `{"status":"open","raw":"\ud800"}`, `{"status":"open","raw":[tru]}`,
	`{"status":"open","count":"1"}`, `{"status":"open","count":1.}`, `{"status":"open","count":-}`, `{"status":"open","done":True}`, `{"status":"open","done":truex}`, `{"status":"shut"}`, `{"status":"open","code":"abc"}`,
	`{"kids":[{"kids":[{"kids":null}]}]}`, `{"by_key":{"\ud83d\ude00":{}}}`, `{"depth":18446744073709551616}`, `{"depth":-1}`, `{"grade":1e400}`, `{"flags":[true]}`,
	strings.Repeat(`{"left":`, 999) + `{}` + strings.Repeat(`}`, 999), strings.Repeat(`{"left":`, 1000) + `{}` + strings.Repeat(`}`, 1000),
	strings.Repeat(`{"kids":[`, 600), strings.Repeat(`[`, 100000),
}

func TestDecodeLikeEncodingJSON(t *testing.T) {
	for _, s := range subjects {
		for _, in := range seeds {
			compare(t, s, []byte(in))
		}
	}
	if _, err := subjects[1].ours([]byte(fullOrder)); err != nil {
		t.Errorf("the full order: %v", err)
	}
	if _, err := subjects[2].ours([]byte(fullTree)); err != nil {
		t.Errorf("the full tree: %v", err)
	}
}

// Every prefix of a valid input is an error, and so is every input of which one
// byte is missing or replaced, unless encoding/json accepts it as well.
func TestDecodeDamaged(t *testing.T) {
	for i, full := range []string{`{"table":"or\u00e9","limit":25}`, fullOrder, fullTree} {
		s := subjects[i]
		for n := range len(full) {
			if _, err := s.ours([]byte(full[:n])); err == nil {
				t.Errorf("%s: accepted %q", s.name, full[:n])
			}
			compare(t, s, []byte(full[:n]+full[n+1:]))
			for _, c := range `"\,:{}[]0-.en <` + "\x00\xff" {
				compare(t, s, []byte(full[:n]+string(c)+full[n+1:]))
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, in := range seeds {
		if len(in) < 4096 { // the engine takes too long to shrink more
			f.Add([]byte(in))
		}
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		for _, s := range subjects {
			compare(t, s, in)
		}
		target, ok, err := codec.Target(in)
		d := codec.NewDecoder(in, codec.Envelope|codec.Lenient)
		d.NoParams()
		if d.Finish() != nil {
			return
		}
		again, okAgain := d.Target()
		if err != nil || ok != okAgain || !bytes.Equal(target, again) {
			t.Errorf("%q: Target is %q, %v, %v, the decoder's %q, %v", in, target, ok, err, again, okAgain)
		}
	})
}
