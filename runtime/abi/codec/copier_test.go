package codec_test

import (
	"errors"
	"math/big"
	"testing"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// loop is what a generated copy of a recursive type looks like.
type loop struct{ Left, Right *loop }

func cloneLoop(v loop, c *codec.Copier) loop {
	if !c.Enter() {
		return loop{}
	}
	defer c.Leave()
	for _, side := range []**loop{&v.Left, &v.Right} {
		if *side != nil {
			elem := cloneLoop(**side, c)
			*side = &elem
		}
	}
	return v
}

func TestCopyOfRecursiveValues(t *testing.T) {
	var c codec.Copier
	v := loop{Left: &loop{Right: &loop{}}}
	got := cloneLoop(v, &c)
	if c.Err() != nil || got.Left == v.Left || got.Left.Right == v.Left.Right || got.Left.Right == nil || got.Right != nil {
		t.Errorf("%+v, %v", got, c.Err())
	}
	round := loop{}
	round.Left = &round
	c = codec.Copier{}
	if cloneLoop(round, &c); c.Err() == nil {
		t.Error("a value that contains itself is copied")
	}
	// Forty levels, each reached twice from the one above: 2^40 copies if one let it.
	wide := &loop{}
	for range 40 {
		wide = &loop{Left: wide, Right: wide}
	}
	c = codec.Copier{}
	if cloneLoop(*wide, &c); c.Err() == nil {
		t.Error("a value that unfolds without end is copied")
	}
}

// stubborn refuses to be written or read.
type stubborn struct{ out error }

var errStubborn = errors.New("no")

func (s *stubborn) MarshalJSON() ([]byte, error) { return []byte(`1`), s.out }
func (s *stubborn) UnmarshalJSON([]byte) error   { return errStubborn }
func (s *stubborn) MarshalText() ([]byte, error) { return []byte(`1`), s.out }
func (s *stubborn) UnmarshalText([]byte) error   { return errStubborn }

// kept gives away the bytes that it holds, and holds those that it gets.
type kept struct{ b []byte }

func (k *kept) MarshalJSON() ([]byte, error)  { return k.b, nil }
func (k *kept) UnmarshalJSON(in []byte) error { k.b = in; return nil }

func TestCopyByCodec(t *testing.T) {
	var c codec.Copier
	n := big.NewInt(7)
	byJSON, byText := codec.CopyJSON(&c, *n), codec.CopyText(&c, *n)
	n.Bits()[0] = 8
	if c.Err() != nil || byJSON.Int64() != 7 || byText.Int64() != 7 {
		t.Errorf("%v, %v, %v", &byJSON, &byText, c.Err())
	}
	k := kept{[]byte(`"x"`)}
	if got := codec.CopyJSON(&c, k); &got.b[0] == &k.b[0] {
		t.Error("a copy holds the bytes of the original")
	}
	for name, copied := range map[string]func(*codec.Copier){
		"JSON out": func(c *codec.Copier) { codec.CopyJSON(c, stubborn{out: errStubborn}) },
		"JSON in":  func(c *codec.Copier) { codec.CopyJSON(c, stubborn{}) },
		"text out": func(c *codec.Copier) { codec.CopyText(c, stubborn{out: errStubborn}) },
		"text in":  func(c *codec.Copier) { codec.CopyText(c, stubborn{}) },
	} {
		var c codec.Copier
		if copied(&c); c.Err() == nil || !errors.Is(c.Err(), errStubborn) {
			t.Errorf("%s: %v", name, c.Err())
		}
	}
}
