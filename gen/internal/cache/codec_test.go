package cache

import (
	"math"
	"reflect"
	"testing"
)

type leaf struct {
	Text string
	Raw  []byte
}

type tree struct {
	Name        string
	Yes         bool
	Int         int
	Small       int8
	Big         int64
	Uint        uint64
	Byte        uint8
	Array       [2]string
	Empty, None []string
	Map, NoMap  map[string]*leaf
	Left, Right *leaf
	Up          *tree
	List        []tree
	Pointers    []*tree
}

func TestCodec(t *testing.T) {
	l := &leaf{"x\xff\x00", []byte{}}
	in := &tree{Name: "root", Yes: true, Int: -1, Small: -128, Big: math.MinInt64, Uint: math.MaxUint64, Byte: 255, Array: [2]string{"a", ""}, Empty: []string{},
		Map: map[string]*leaf{"b": l, "a": nil, "": {Raw: []byte("raw")}}, Left: l, Right: l, List: []tree{{Name: "child", Left: l}}}
	in.Up, in.Pointers = in, []*tree{nil, in, {Name: "p"}}
	data, err := Encode(in)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 { // whatever order maps come in
		if again, err := Encode(in); err != nil || string(again) != string(data) {
			t.Fatal("equal values give other bytes", err)
		}
	}
	var out *tree
	if err := Decode(data, &out); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(in, out) {
		t.Errorf("got  %+v\nwant %+v", out, in)
	}
	if out.Left != out.Right || out.Left != out.Map["b"] || out.Left != out.List[0].Left || out.Up != out || out.Pointers[1] != out {
		t.Error("what pointers shared is copied")
	}
	if out.Empty == nil || out.None != nil || out.NoMap != nil || out.Left.Raw == nil {
		t.Error("nil and empty are confused")
	}
}

// TestWhatCannotBeKept: a field that would be lost is an error, not lost.
func TestWhatCannotBeKept(t *testing.T) {
	for _, v := range []any{struct{ hidden int }{1}, struct{ F func() }{}, struct{ I any }{1}, map[int]string{1: ""}, make(chan int), 1.5} {
		if _, err := Encode(v); err == nil {
			t.Errorf("%T: no error", v)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, v := range []*tree{nil, {}, {Name: "x", List: []tree{{}}, Map: map[string]*leaf{"": nil}}} {
		data, err := Encode(v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var out *tree
		if Decode(data, &out) != nil {
			return
		}
		if _, err := Encode(out); err != nil {
			t.Error(err)
		}
	})
}
