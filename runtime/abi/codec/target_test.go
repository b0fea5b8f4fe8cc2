package codec_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

func TestTarget(t *testing.T) {
	for _, tt := range []struct {
		in, want string
		ok       bool
		err      string
	}{
		{``, ``, false, ``},
		{` null`, ``, false, ``},
		{`[1]`, ``, false, ``},
		{`{}`, ``, false, ``},
		{`{"table":"x"}`, ``, false, ``},
		{`{"target":"acme"}`, `acme`, true, ``},
		{` { "a" : {"target":"inner"} , "target" : "acme" , nonsense`, `acme`, true, ``},
		{`{"t\u0061rget":"ac\u006de"}`, `acme`, true, ``},
		{`{"target":""}`, ``, true, ``},
		{`{"Target":"acme"}`, ``, false, ``},
		{`{"target":5}`, ``, false, `target: expected string, found number 5`},
		{`{"target":null}`, ``, false, `target: expected string, found null`},
		{`{"target":"\ud800"}`, ``, false, `target: expected string of valid Unicode, found lone surrogate \ud800`},
		{`{"a":tru,"target":"acme"}`, ``, false, `a: expected true or false, found character 't'`},
	} {
		got, ok, err := codec.Target([]byte(tt.in))
		if string(got) != tt.want || ok != tt.ok || errorText(err) != tt.err {
			t.Errorf("%s: got %q, %v, %v", tt.in, got, ok, err)
		}
	}
}

// The envelope's target is no param: it is taken from the outermost object
// alone, once, and from maps and self-decoding values too.
func TestEnvelope(t *testing.T) {
	decodeMap := func(d *codec.Decoder, v *map[string]int) {
		*v = map[string]int{}
		for key := d.Map(); key != nil; key = d.NextEntry() {
			k := string(key)
			codec.Unique(d, *v, k)
			(*v)[k] = d.Int()
		}
	}
	decodeRaw := func(d *codec.Decoder, v *json.RawMessage) { *v = d.Raw() }
	decodeNone := func(d *codec.Decoder, _ *struct{}) { d.NoParams() }

	checkEnvelope(t, decodeQuery, `{"target":"acme","table":"t"}`, query{"t", 10}, "acme", "")
	checkEnvelope(t, decodeQuery, `{"table":"t"}`, query{"t", 10}, "", "")
	checkEnvelope(t, decodeQuery, `{"t\u0061rget":"\u0061cme","t\u0061ble":"\u0074"}`, query{"t", 10}, "acme", "")
	checkEnvelope(t, decodeQuery, `{"target":"a","target":"b","table":"t"}`, query{}, "", "target: expected each key once, found a second one")
	checkEnvelope(t, decodeQuery, `{"target":7,"table":"t"}`, query{}, "", "target: expected string, found number 7")
	checkEnvelope(t, decodeMap, `{"a":1,"target":"acme"}`, map[string]int{"a": 1}, "acme", "")
	checkEnvelope(t, decodeMap, `{"target":"acme"}`, map[string]int{}, "acme", "")
	checkEnvelope(t, decodeMap, `{"target":"acme","a":1,"b":2}`, map[string]int{"a": 1, "b": 2}, "acme", "")
	checkEnvelope(t, decodeMap, `{"target":"acme","target":"acme"}`, nil, "", "target: expected each key once, found a second one")
	checkEnvelope(t, decodeRaw, `{"a":[1 ,2],"target":"acme","b":{"target":3}}`, json.RawMessage(`{"a":[1 ,2],"b":{"target":3}}`), "acme", "")
	checkEnvelope(t, decodeRaw, `{"target":"acme"}`, json.RawMessage(`{}`), "acme", "")
	checkEnvelope(t, decodeRaw, `{"a":1,"a":2}`, nil, "", "a: expected each key once, found a second one")
	checkEnvelope(t, decodeNone, `{"target":"acme"}`, struct{}{}, "acme", "")
	checkEnvelope(t, decodeNone, ``, struct{}{}, "", "")
	checkEnvelope(t, decodeNone, ` null `, struct{}{}, "", "")
	checkEnvelope(t, decodeNone, `{}`, struct{}{}, "", "")
	checkEnvelope(t, decodeNone, `{"a":1}`, struct{}{}, "", "a: expected a known key (there is none to give)")
	checkEnvelope(t, decodeNone, `[]`, struct{}{}, "", "expected object, found array")
	checkEnvelope(t, decodeNone, "\x00", struct{}{}, "", `expected object, found character '\x00'`)
	checkEnvelope(t, decodeTree, `{"left":{"target":"x"}}`, tree{}, "", `left.target: expected a known key (known are name, left, kids, by_key, depth, grade, flags)`)

	if err := decodeErr(`{"table":"t","target":"acme"}`, 0, decodeQuery); errorText(err) != `target: expected a known key (did you mean "table"?)` {
		t.Errorf("outside of an envelope: %v", err)
	}
}

func checkEnvelope[T any](t *testing.T, decode func(*codec.Decoder, *T), in string, want T, target, wantErr string) {
	t.Helper()
	var got T
	d := codec.NewDecoder([]byte(in), codec.Envelope)
	decode(&d, &got)
	if err := d.Finish(); errorText(err) != wantErr {
		t.Errorf("%s: got error %v, want %s", in, err, wantErr)
		return
	} else if err != nil {
		return
	}
	gotTarget, ok := d.Target()
	if !reflect.DeepEqual(got, want) || string(gotTarget) != target || ok != (target != "") {
		t.Errorf("%s: got %+v for %q, want %+v for %q", in, got, gotTarget, want, target)
	}
}

func TestWithoutTarget(t *testing.T) {
	for _, tt := range []struct{ in, want, err string }{
		{`{"target":"acme"}`, `{}`, ``},
		{`{"target":"acme","limit":3}`, `{"limit":3}`, ``},
		{` { "a" : {"target":"inner"} , "t\u0061rget" : "acme", "n\"\u0061":[1, 2] } `, `{"a": {"target":"inner"},"n\"a":[1, 2]}`, ``},
		{`{"a":1}`, `{"a":1}`, ``},
		{`{"target":"a","target":"b"}`, ``, `target: expected each key once, found a second one`},
		{`{"target":"a","b":tru}`, ``, `b: expected true or false, found character 't'`},
		{`{"target":"a"} x`, ``, `expected end of input, found character 'x'`},
		{`[1]`, ``, `expected object, found array`},
	} {
		got, err := codec.WithoutTarget([]byte(tt.in))
		if errorText(err) != tt.err || err == nil && string(got) != tt.want {
			t.Errorf("%s: got %s, %v", tt.in, got, err)
		}
	}
}
