package differ

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// A field is a key of a struct, as encoding/json finds it.
type field struct {
	name     string
	index    []int
	typ      reflect.Type
	quoted   bool // the json option string applies
	optional bool // the key may be missing
	tagged   bool
}

var known sync.Map // reflect.Type to []field

// fields are those of t, found once.
func fields(t reflect.Type) []field {
	if fs, ok := known.Load(t); ok {
		return slices.Clone(fs.([]field))
	}
	fs := findFields(t)
	known.Store(t, fs)
	return slices.Clone(fs)
}

// findFields are those of t by the rules of encoding/json, written once more from its documentation
// so that those of the generator are not held against themselves.
func findFields(t reflect.Type) []field {
	type level struct {
		t       reflect.Type
		index   []int
		pointer bool
	}
	var all []field
	seen := map[reflect.Type]bool{}
	next := []level{{t: t}}
	var times, more map[reflect.Type]int
	for len(next) > 0 {
		current := next
		next, times, more = nil, more, map[reflect.Type]int{}
		for _, l := range current {
			if seen[l.t] {
				continue
			}
			seen[l.t] = true
			for i := range l.t.NumField() {
				sf := l.t.Field(i)
				inner, pointer := sf.Type, l.pointer
				if inner.Name() == "" && inner.Kind() == reflect.Pointer {
					inner = inner.Elem()
				}
				if !sf.IsExported() && !(sf.Anonymous && inner.Kind() == reflect.Struct) {
					continue
				}
				tag := sf.Tag.Get("json")
				if tag == "-" {
					continue
				}
				name, rest, _ := strings.Cut(tag, ",")
				if !goodName(name) {
					name = ""
				}
				index := append(slices.Clone(l.index), i)
				if sf.Anonymous && inner.Kind() == reflect.Struct && name == "" {
					if more[inner]++; more[inner] == 1 {
						next = append(next, level{inner, index, pointer || sf.Type.Kind() == reflect.Pointer})
					}
					continue
				}
				opts := strings.Split(rest, ",")
				f := field{name: name, index: index, typ: sf.Type, tagged: name != ""}
				if name == "" {
					f.name = sf.Name
				}
				f.quoted = slices.Contains(opts, "string") && (inner.Kind() >= reflect.Bool && inner.Kind() <= reflect.Float64 || inner.Kind() == reflect.String)
				f.optional = pointer || sf.Type.Kind() == reflect.Pointer || slices.Contains(opts, "omitempty") || slices.Contains(opts, "omitzero") ||
					slices.Contains(strings.Split(sf.Tag.Get("sig"), ","), "optional")
				all = append(all, f)
				if times[l.t] > 1 {
					all = append(all, f)
				}
			}
		}
	}
	var out []field
	for _, f := range all {
		same := 0
		dominated := slices.ContainsFunc(all, func(o field) bool {
			if o.name != f.name {
				return false
			}
			c := cmp.Compare(len(o.index), len(f.index))
			if c == 0 && o.tagged != f.tagged {
				return o.tagged
			}
			if c == 0 {
				same++
			}
			return c < 0
		})
		if !dominated && same == 1 {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b field) int { return slices.Compare(a.index, b.index) })
	return out
}

func goodName(s string) bool {
	for _, c := range s {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", c) && !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return false
		}
	}
	return true
}
