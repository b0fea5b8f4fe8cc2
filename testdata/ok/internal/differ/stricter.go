package differ

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

var (
	unmarshaler     = reflect.TypeFor[json.Unmarshaler]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
	numberType      = reflect.TypeFor[json.Number]()
	timeType        = reflect.TypeFor[time.Time]()
	jsonNumber      = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)
)

// Stricter says why a document that encoding/json accepts for t is refused by a
// generated decoder; "" when it has to be accepted. It is the whole list of
// package codec.
func Stricter(in []byte, t reflect.Type) string {
	if !utf8.Valid(in) {
		return "invalid UTF-8"
	}
	if why := wholeText(in); why != "" {
		return why
	}
	s := &stricter{in: in}
	s.value(t, false)
	return s.why
}

// wholeText looks at what counts wherever it stands: surrogates and depth.
func wholeText(in []byte) string {
	depth := 0
	for i := 0; i < len(in); i++ {
		switch in[i] {
		case '{', '[':
			if depth++; depth > codec.MaxDepth {
				return "too deep"
			}
		case '}', ']':
			depth--
		case '"':
			end := stringEnd(in, i)
			if lone(in[i+1 : end-1]) {
				return "a lone surrogate"
			}
			i = end - 1
		}
	}
	return ""
}

// stringEnd is the index behind the string token that starts at i.
func stringEnd(in []byte, i int) int {
	for i++; in[i] != '"'; i++ {
		if in[i] == '\\' {
			i++
		}
	}
	return i + 1
}

// lone reports whether the inside of a string token has half a pair of surrogates.
func lone(s []byte) bool {
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			continue
		}
		if i++; s[i] != 'u' {
			continue
		}
		r := hex(s[i+1:])
		i += 4
		if !utf16.IsSurrogate(r) {
			continue
		}
		if len(s) < i+7 || s[i+1] != '\\' || s[i+2] != 'u' || utf16.DecodeRune(r, hex(s[i+3:])) == utf8.RuneError {
			return true
		}
		i += 6
	}
	return false
}

func hex(s []byte) rune {
	n, _ := strconv.ParseUint(string(s[:4]), 16, 32)
	return rune(n)
}

// stricter walks a document together with the type that it is for. The document
// is one that encoding/json accepts, so its form needs no second look.
type stricter struct {
	in  []byte
	pos int
	why string
}

func (s *stricter) refuse(format string, args ...any) {
	if s.why == "" {
		s.why = fmt.Sprintf(format, args...)
	}
}

// next skips white space, commas and colons, and returns the byte there.
func (s *stricter) next() byte {
	for slices.Contains([]byte(" \t\r\n,:"), s.in[s.pos]) {
		s.pos++
	}
	return s.in[s.pos]
}

// token reads a scalar.
func (s *stricter) token() []byte {
	start := s.pos
	if s.in[start] == '"' {
		s.pos = stringEnd(s.in, start)
	} else {
		for s.pos < len(s.in) && !slices.Contains([]byte(" \t\r\n,:]}"), s.in[s.pos]) {
			s.pos++
		}
	}
	return s.in[start:s.pos]
}

func text(token []byte) string {
	var out string
	if err := json.Unmarshal(token, &out); err != nil {
		panic(err) // a string token of a valid document
	}
	return out
}

// object calls entry for every key, with the value next.
func (s *stricter) object(entry func(key string)) {
	s.pos++
	for s.next() != '}' {
		key := text(s.token())
		s.next()
		entry(key)
	}
	s.pos++
}

// array calls elem for every element.
func (s *stricter) array(elem func()) {
	s.pos++
	for s.next() != ']' {
		elem()
	}
	s.pos++
}

// raw reads any value; a key twice in one of its objects is refused if unique.
func (s *stricter) raw() {
	switch s.next() {
	case '{':
		seen := map[string]bool{}
		s.object(func(key string) {
			if seen[key] {
				s.refuse("key %q twice in a raw value", key)
			}
			seen[key] = true
			s.raw()
		})
	case '[':
		s.array(s.raw)
	default:
		s.token()
	}
}

func (s *stricter) value(t reflect.Type, quoted bool) {
	null := s.next() == 'n'
	if t.Kind() == reflect.Pointer && !t.Implements(unmarshaler) && null {
		s.token()
		return
	}
	if t.Kind() == reflect.Pointer {
		if null {
			s.token()
			return
		}
		s.value(t.Elem(), quoted)
		return
	}
	p := reflect.PointerTo(t)
	switch {
	case t == timeType:
		if null {
			s.refuse("null for a time")
		}
		s.token()
	case p.Implements(unmarshaler):
		s.raw()
	case null && !slices.Contains([]reflect.Kind{reflect.Slice, reflect.Map}, t.Kind()):
		s.refuse("null for a %s", t)
		s.token()
	case null:
		if p.Implements(textUnmarshaler) {
			s.refuse("null for a %s", t)
		}
		s.token()
	case quoted:
		s.quoted(t)
	case p.Implements(textUnmarshaler):
		s.token()
	case t == numberType:
		if s.in[s.pos] == '"' {
			s.refuse("a string for a json.Number")
		}
		s.token()
	default:
		s.compound(t)
	}
}

// quoted looks at a value inside of a string.
func (s *stricter) quoted(t reflect.Type) {
	inner := text(s.token())
	switch {
	case inner == "null":
		s.refuse("null inside a string")
	case t == numberType, t.Kind() >= reflect.Int && t.Kind() <= reflect.Float64:
		if !jsonNumber.MatchString(inner) {
			s.refuse("%q is no number of JSON", inner)
		}
	case t.Kind() == reflect.String:
		if !utf8.ValidString(inner) || lone([]byte(inner)[1:len(inner)-1]) {
			s.refuse("a string inside a string has a lone surrogate")
		}
	}
}

func (s *stricter) compound(t reflect.Type) {
	switch t.Kind() {
	case reflect.Slice:
		bytes := t.Elem().Kind() == reflect.Uint8
		if s.in[s.pos] == '"' {
			if ownText(t.Elem()) {
				s.refuse("a string for a list of %s", t.Elem())
			}
			s.token()
			return
		}
		if bytes && !ownText(t.Elem()) {
			s.refuse("an array for bytes")
		}
		s.array(func() { s.value(t.Elem(), false) })
	case reflect.Array:
		n := 0
		s.array(func() {
			if n++; n <= t.Len() {
				s.value(t.Elem(), false)
			} else {
				s.raw()
			}
		})
		if n != t.Len() {
			s.refuse("%d elements for %s", n, t)
		}
	case reflect.Map:
		s.mapping(t)
	case reflect.Struct:
		s.fields(t)
	default:
		s.token()
	}
}

// ownText reports whether encoding/json writes an element of a byte slice by a method of its own.
func ownText(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(reflect.TypeFor[json.Marshaler]()) || p.Implements(reflect.TypeFor[encoding.TextMarshaler]())
}

func (s *stricter) mapping(t reflect.Type) {
	seen := reflect.MakeMap(reflect.MapOf(t.Key(), reflect.TypeFor[bool]()))
	s.object(func(key string) {
		k := reflect.New(t.Key())
		switch own, isText := k.Interface().(encoding.TextUnmarshaler); {
		case isText:
			_ = own.UnmarshalText([]byte(key)) // encoding/json has accepted it
		case t.Key().Kind() == reflect.String:
			k.Elem().SetString(key)
		default:
			form := ""
			if k.Elem().CanInt() {
				n, _ := strconv.ParseInt(key, 10, 64)
				k.Elem().SetInt(n)
				form = strconv.FormatInt(n, 10)
			} else {
				n, _ := strconv.ParseUint(key, 10, 64)
				k.Elem().SetUint(n)
				form = strconv.FormatUint(n, 10)
			}
			if form != key {
				s.refuse("%q is not how a whole number is written", key)
			}
		}
		if seen.MapIndex(k.Elem()).IsValid() {
			s.refuse("key %q twice", key)
		}
		seen.SetMapIndex(k.Elem(), reflect.ValueOf(true))
		s.value(t.Elem(), false)
	})
}

func (s *stricter) fields(t reflect.Type) {
	fs := fields(t)
	seen := map[string]bool{}
	s.object(func(key string) {
		i := slices.IndexFunc(fs, func(f field) bool { return f.name == key })
		if i < 0 {
			s.refuse("key %q is not known, or differs in case", key)
			s.raw()
			return
		}
		if seen[key] {
			s.refuse("key %q twice", key)
		}
		seen[key] = true
		s.value(fs[i].typ, fs[i].quoted)
	})
	for _, f := range fs {
		if !f.optional && !seen[f.name] {
			s.refuse("key %q is missing", f.name)
		}
	}
}
