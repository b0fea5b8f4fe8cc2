package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
	"github.com/sigen-dev/sigen/testdata/ok/internal/differ"
)

var all = []differ.Type{
	differ.Of(decodeBasics, appendBasics),
	differ.Of(decodeSpecial, appendSpecial),
	differ.Of(decodeCompound, appendCompound),
	differ.Of(decodeTagged, appendTagged),
	differ.Of(decodeEmbedding, appendEmbedding),
	differ.Of(decodeGeneric, appendGeneric),
	differ.Of(decodeTree, appendTree),
	differ.Of(decodeUnnamed, appendUnnamed),
	differ.Of(decodeEverything, appendEverything),
}

var (
	seed    = flag.Uint64("differ.seed", 0, "seed of TestAgainstEncodingJSON; 0 for one of its own")
	compare = flag.Duration("differ.for", 1500*time.Millisecond, "how long TestAgainstEncodingJSON compares")
)

func TestAgainstEncodingJSON(t *testing.T) {
	if *seed == 0 {
		*seed = uint64(time.Now().UnixNano())
	}
	t.Logf("-differ.seed=%d", *seed)
	r := rand.New(rand.NewPCG(*seed, 1))
	rounds := 0
	for begin := time.Now(); time.Since(begin) < *compare && !t.Failed() || rounds < len(all); rounds++ {
		if err := all[rounds%len(all)].Round(r); err != nil {
			t.Error(err)
		}
	}
	t.Logf("%d rounds", rounds)
}

func FuzzWritten(f *testing.F) {
	for i := range all {
		f.Add(uint8(i), []byte("seed"))
	}
	f.Fuzz(func(t *testing.T, i uint8, dice []byte) {
		if err := all[int(i)%len(all)].Written(rand.New(differ.Dice(dice))); err != nil {
			t.Error(err)
		}
	})
}

func FuzzRead(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 1))
	for i, typ := range all {
		for range 4 {
			f.Add(uint8(i), typ.Document(r))
		}
	}
	f.Fuzz(func(t *testing.T, i uint8, in []byte) {
		if err := all[int(i)%len(all)].Read(in); err != nil {
			t.Error(err)
		}
	})
}

func FuzzDocument(f *testing.F) {
	for i := range all {
		f.Add(uint8(i), []byte("seed"))
	}
	f.Fuzz(func(t *testing.T, i uint8, dice []byte) {
		typ := all[int(i)%len(all)]
		if err := typ.Read(typ.Document(rand.New(differ.Dice(dice)))); err != nil {
			t.Error(err)
		}
	})
}

// TestDocuments: a comparison says nothing when every document is refused, or every one accepted.
func TestDocuments(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for _, typ := range all {
		accepted := 0
		const n = 400
		for range n {
			if typ.Accepts(typ.Document(r)) {
				accepted++
			}
		}
		if accepted < n/10 || accepted > n*95/100 {
			t.Errorf("%s: %d of %d documents are accepted", typ.Name(), accepted, n)
		}
	}
}

// TestDocumentedDifferences: what docs/TYPES.md says is read otherwise, one of each.
func TestDocumentedDifferences(t *testing.T) {
	base := `{"Point":null,"Set":{},"Strings":null,"Words":null,"Triple":[1,2,3],"Hash":[1,2,3,4],"Table":null,"Labels":null,"Deep":null,"Times":null,"Raws":null,"None":[],"ByInt":{},"ByUint":{},"ByText":{},"ByWord":{}}`
	ok := strings.Replace(base, `"Point":null,`, "", 1)
	for in, why := range map[string]string{
		base: `key "Point" is not known, or differs in case`,
		strings.Replace(ok, `"Strings"`, `"strings"`, 1):                                                              `key "strings" is not known, or differs in case`,
		strings.Replace(ok, `"Strings":null,`, "", 1):                                                                 `key "Strings" is missing`,
		strings.Replace(ok, `"Set":{}`, `"Set":{},"Set":{}`, 1):                                                       `key "Set" twice`,
		strings.Replace(ok, `"Set":{}`, `"Set":{"a":{},"a":{}}`, 1):                                                   `key "a" twice`,
		strings.Replace(ok, `[1,2,3]`, `[1,2]`, 1):                                                                    `2 elements for main.Triple`,
		strings.Replace(ok, `[1,2,3]`, `null`, 1):                                                                     `null for a main.Triple`,
		strings.Replace(ok, `"ByInt":{}`, `"ByInt":{"+1":true}`, 1):                                                   `"+1" is not how a whole number is written`,
		strings.Replace(ok, `"Strings":null`, `"Strings":["\ud800"]`, 1):                                              `a lone surrogate`,
		strings.Replace(ok, `"Strings":null`, "\"Strings\":[\"\xff\"]", 1):                                            `invalid UTF-8`,
		strings.Replace(ok, `"Raws":null`, `"Raws":{"a":{"b":1,"b":2}}`, 1):                                           `key "b" twice in a raw value`,
		strings.Replace(ok, `"Raws":null`, `"Raws":{"a":`+strings.Repeat("[", 1000)+strings.Repeat("]", 1000)+`}`, 1): `too deep`,
	} {
		var std, got Compound
		if err := json.Unmarshal([]byte(in), &std); err != nil {
			t.Errorf("%s: encoding/json: %v", in, err)
		}
		d := codec.NewDecoder([]byte(in), 0)
		decodeCompound(&d, &got)
		if d.Finish() == nil {
			t.Errorf("%s: accepted", in)
		}
		if said := differ.Stricter([]byte(in), reflect.TypeFor[Compound]()); said != why {
			t.Errorf("%s: %q, want %q", in, said, why)
		}
	}
	if err := all[2].Read([]byte(ok)); err != nil {
		t.Error(err)
	}
}

// TestMapValuesHaveTheirMethods: the value of a map encodes itself by a method of its pointer
// too, which encoding/json cannot call there. What it writes for a map of pointers is what is written here.
func TestMapValuesHaveTheirMethods(t *testing.T) {
	v := PointerMethods{M: map[string]TextByPointer{"a": {"x"}}}
	e := codec.NewEncoder(nil)
	got := appendPointerMethods(nil, &v, &e)
	std, err := json.Marshal(v)
	if err != nil || bytes.Equal(got, std) {
		t.Errorf("encoding/json writes %s now, %v: then this is no difference any more", std, err)
	}
	want, err := json.Marshal(map[string]any{"M": map[string]*TextByPointer{"a": {"x"}}})
	if err != nil || e.Err() != nil || !bytes.Equal(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
}
