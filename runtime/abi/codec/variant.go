package codec

import (
	"slices"
	"strings"
)

// A variant is what a Decoder knows of the tagged object that it reads: the key
// of the tag belongs to no struct, so its value is skipped there.
type variant struct {
	key   string
	depth int  // of the object's members
	seen  bool // the key, by Unknown
}

// maxAhead is how often the input may be read ahead, all in all, for tags that do not stand first.
const maxAhead = 8

// Variant looks for the tag of the object that comes next: the string under key,
// which must be one of names. It reads nothing, so that the variant's own decoder
// sees the whole object. EndVariant must follow, with outer. The name is "" when
// there is none, and the Decoder has failed.
func (d *Decoder) Variant(key string, names []string) (name string, outer variant) {
	outer = d.variant
	d.variant = variant{key: key, depth: d.depth + 1}
	if d.peek() != '{' {
		d.expect("object")
		return "", outer
	}
	ahead, start := *d, d.pos
	ahead.scratch, ahead.mode = nil, 0
	for k := ahead.Object(); k != nil; k = ahead.NextKey() {
		if string(k) != key {
			ahead.skip(false)
			continue
		}
		name = ahead.String()
		if ahead.err == nil && !slices.Contains(names, name) {
			ahead.fail(ahead.pos, false, unknownVariant(name, names))
		}
		break
	}
	if d.ahead += ahead.pos - start; d.ahead > maxAhead*len(d.in) && ahead.err == nil {
		ahead.fail(start, false, &Error{Expected: "the key " + quote(key) + " first in its object"})
	}
	if ahead.err == nil && name == "" {
		ahead.fail(start, false, &Error{Expected: "the key " + quote(key) + ": one of " + strings.Join(names, ", "), Found: "none"})
	}
	if ahead.err != nil {
		d.in, d.pos, d.err = nil, 0, ahead.err
		return "", outer
	}
	return name, outer
}

func unknownVariant(name string, names []string) *Error {
	e := &Error{Expected: "one of " + strings.Join(names, ", "), Found: quote(name)}
	if hint := suggest(name, names); strings.HasPrefix(hint, "did") {
		e.Hint = hint
	}
	return e
}

// EndVariant ends what Variant began.
func (d *Decoder) EndVariant(outer variant) { d.variant = outer }

// takeTag skips the value of a tag and reports whether key is one.
func (d *Decoder) takeTag(key []byte) bool {
	if d.variant.depth != d.depth || d.depth == 0 || d.err != nil || string(key) != d.variant.key {
		return false
	}
	if d.variant.seen {
		d.duplicate()
		return true
	}
	d.variant.seen = true
	d.Skip()
	return true
}

// AppendVariant puts a tag, `"type":"card"`, first into the object that begins at start.
func AppendVariant(dst []byte, start int, tag string) []byte {
	if start+1 >= len(dst) || dst[start] != '{' {
		return dst // what failed
	}
	if dst[start+1] != '}' {
		tag += ","
	}
	return slices.Insert(dst, start+1, []byte(tag)...)
}

// NoVariant fails for a value whose type is none of the variants.
func (e *Encoder) NoVariant(dst []byte, names []string) []byte {
	return e.fail(dst, noVariant(names))
}

// NoVariant fails for a value whose type is none of the variants.
func (c *Copier) NoVariant(names []string) { c.fail(noVariant(names)) }

func noVariant(names []string) *Error {
	return &Error{Expected: "a variant: " + strings.Join(names, ", "), Found: "a value of another type"}
}
