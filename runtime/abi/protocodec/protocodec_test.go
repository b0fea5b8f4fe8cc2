package protocodec_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/apipb"
	"google.golang.org/protobuf/types/known/sourcecontextpb"
	"google.golang.org/protobuf/types/known/timestamppb"
	"google.golang.org/protobuf/types/known/typepb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
	"github.com/sigen-dev/sigen/runtime/abi/protocodec"
)

func written(t *testing.T, m proto.Message) string {
	t.Helper()
	e := codec.NewEncoder(nil)
	out := protocodec.Append(&e, nil, m)
	if err := e.Err(); err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestAppend(t *testing.T) {
	for _, c := range []struct {
		m    proto.Message
		want string
	}{
		{nil, "null"},
		{(*apipb.Api)(nil), "null"},
		{&apipb.Api{}, "{}"},
		{&wrapperspb.Int64Value{Value: 1 << 60}, `"1152921504606846976"`},
		{&timestamppb.Timestamp{Seconds: 1}, `"1970-01-01T00:00:01Z"`},
		{&apipb.Api{Name: "<a>", SourceContext: &sourcecontextpb.SourceContext{FileName: "b.proto"}, Syntax: typepb.Syntax_SYNTAX_PROTO3},
			`{"name":"\u003ca\u003e","sourceContext":{"fileName":"b.proto"},"syntax":"SYNTAX_PROTO3"}`},
	} {
		if got := written(t, c.m); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestAppendFails(t *testing.T) {
	e := codec.NewEncoder(nil)
	protocodec.Append(&e, []byte(`{"at":`), &timestamppb.Timestamp{Seconds: -1 << 50})
	var bad *codec.Error
	if err := e.Err(); !errors.As(err, &bad) || bad.Path != "at" {
		t.Errorf("a time that protobuf does not write: %v", err)
	}
}

func TestReadIsProtojson(t *testing.T) {
	for _, in := range []string{
		`{"name":"a","sourceContext":{"fileName":"x"}}`, `{"source_context":{"file_name":"x"}}`, `{"name":null}`, `{"syntax":1}`, ` { } `,
		`{"name":1}`, `{"unknown":1}`, `[]`, `"a"`, `{"name":"a","name":"b"}`,
	} {
		d := codec.NewDecoder([]byte(in), 0)
		got := protocodec.Read(&d, new(apipb.Api))
		err := d.Finish()
		want := new(apipb.Api)
		wantErr := protojson.Unmarshal([]byte(in), want)
		if (err == nil) != (wantErr == nil) {
			t.Errorf("%s: %v, by protojson %v", in, err, wantErr)
		} else if err == nil && !proto.Equal(got, want) {
			t.Errorf("%s: %v, by protojson %v", in, got, want)
		}
	}
}

func TestReadIsHeldToOurRules(t *testing.T) {
	for in, want := range map[string]string{
		`{"name":"\ud800"}`:   "lone surrogate",
		"{\"name\":\"\xff\"}": "valid UTF-8",
		`{"options":[{"value":{"@type":"x","a":1,"a":2}}]}`: "each key once",
	} {
		d := codec.NewDecoder([]byte(in), 0)
		protocodec.Read(&d, new(apipb.Api))
		if err := d.Finish(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", in, err, want)
		}
	}
}

// TestLenient: a peer with a newer schema may send fields that nobody here knows.
func TestLenient(t *testing.T) {
	d := codec.NewDecoder([]byte(`{"name":"a","later":{"x":1}}`), codec.Lenient)
	if m := protocodec.Read(&d, new(apipb.Api)); d.Finish() != nil || m.GetName() != "a" {
		t.Errorf("%v, %v", m, d.Finish())
	}
}

func TestClone(t *testing.T) {
	if c := protocodec.Clone((*apipb.Api)(nil)); c != nil {
		t.Errorf("the copy of nil is %v", c)
	}
	m := &apipb.Api{Name: "a", SourceContext: &sourcecontextpb.SourceContext{FileName: "b"}}
	c := protocodec.Clone(m)
	m.SourceContext.FileName = "changed"
	if c == m || c.GetSourceContext().GetFileName() != "b" {
		t.Errorf("the copy is %v", c)
	}
}

// TestWhiteSpace: protojson varies its white space on purpose; what is written here does not.
func TestWhiteSpace(t *testing.T) {
	m := &apipb.Api{Name: "a b", Version: "1", Methods: []*apipb.Method{{Name: "M"}}}
	if got := written(t, m); bytes.ContainsAny([]byte(strings.ReplaceAll(got, "a b", "")), " \n") {
		t.Error(got)
	}
}
