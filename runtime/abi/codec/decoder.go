package codec

// MaxDepth is how many objects and arrays may lie inside one another, in input
// and in output.
const MaxDepth = 1000

// Mode changes how a Decoder treats its input. The zero Mode is the strict one.
type Mode uint8

const (
	// Lenient skips unknown keys, for a peer whose schema is newer. What is
	// skipped must still be JSON.
	Lenient Mode = 1 << iota
	// Envelope takes the key "target" out of the outermost object: it belongs to
	// the call and not to its params. See [Decoder.Target].
	Envelope
	// Conceal keeps offending values out of errors, for input that may be secret.
	Conceal
)

// Decoder reads one JSON value. Its methods return zero values once it has
// failed, and loops over it end, so only Finish needs to be asked. It must be
// made by [NewDecoder] or Reset, and is used by one goroutine at a time.
//
// The input must not change while it is decoded. No result refers to it, except
// keys and what [Decoder.Target] returns.
type Decoder struct {
	in        []byte // empty once failed, so that every read fails at once
	pos       int
	depth     int
	mode      Mode
	hasTarget bool
	scratch   []byte // the last string that had escapes
	target    []byte
	variant   variant
	ahead     int // bytes read ahead for the tags of variants
	err       *Error
}

// NewDecoder returns a Decoder of in. It may live on the stack.
func NewDecoder(in []byte, mode Mode) Decoder { return Decoder{in: in, mode: mode} }

// Reset makes d a Decoder of in and keeps only its memory; of nil, it keeps nothing.
func (d *Decoder) Reset(in []byte, mode Mode) {
	// Field by field: as one value the collector's write barrier would have to look at all of it.
	d.in, d.pos, d.depth, d.mode = in, 0, 0, mode
	if d.scratch = d.scratch[:0]; in == nil {
		d.scratch = nil
	}
	d.target, d.hasTarget = nil, false
	d.variant, d.ahead, d.err = variant{}, 0, nil
}

// Finish checks that nothing but white space follows the value and returns the
// first error, a *Error, or nil.
func (d *Decoder) Finish() error {
	if d.err == nil && (d.peek() != 0 || d.pos < len(d.in)) {
		d.fail(d.pos, false, &Error{Expected: "end of input", Found: d.found()})
	}
	return d.err.Err()
}

// Failed reports whether there was an error. Generated code does not need it.
func (d *Decoder) Failed() bool { return d.err != nil }

// Lenient reports whether unknown keys are skipped, for a type that reads its JSON itself.
func (d *Decoder) Lenient() bool { return d.mode&Lenient != 0 }

// Target returns what Envelope took out. It is valid until the input changes.
func (d *Decoder) Target() (target []byte, ok bool) { return d.target, d.hasTarget }

// NoParams reads the params of a runnable that has none: nothing at all, null,
// or an empty object.
func (d *Decoder) NoParams() {
	if d.peek() == 0 && d.pos == len(d.in) || d.Null() {
		return
	}
	for key := d.Object(); key != nil; key = d.NextKey() {
		d.Unknown(key, nil)
	}
}

// Object enters an object and returns its first key, or nil if it has none.
// A key is valid until the next string is read. It is decoded, so that a switch
// over string(key) sees names, and reading its value must follow.
func (d *Decoder) Object() []byte {
	if d.peek() != '{' {
		d.expect("object")
		return nil
	}
	d.enter()
	if d.peek() == '}' {
		d.leave()
		return nil
	}
	return d.key()
}

// NextKey goes on after a value of an object and returns the next key, or nil
// when the object has ended.
func (d *Decoder) NextKey() []byte {
	switch d.peek() {
	case ',':
		d.pos++
		return d.key()
	case '}':
		d.leave()
		return nil
	}
	d.syntax("comma or }")
	return nil
}

// Array enters an array and reports whether there is an element to read.
func (d *Decoder) Array() bool {
	if d.peek() != '[' {
		d.expect("array")
		return false
	}
	d.enter()
	if d.peek() == ']' {
		d.leave()
		return false
	}
	return d.pos < len(d.in) || d.syntax("value or ]")
}

// NextElem goes on after an element of an array and reports whether there is
// another one to read.
func (d *Decoder) NextElem() bool {
	switch d.peek() {
	case ',':
		d.pos++
		return true
	case ']':
		d.leave()
		return false
	}
	return d.syntax("comma or ]")
}

// Null reads a null and reports whether there was one; anything else is left
// to be read. Call it where null is acceptable.
func (d *Decoder) Null() bool { return d.peek() == 'n' && d.word("null") }

// Map is Object for a map: every key is wanted, except the envelope's.
func (d *Decoder) Map() []byte { return d.skipTarget(d.Object()) }

// NextEntry is NextKey for a map.
func (d *Decoder) NextEntry() []byte { return d.skipTarget(d.NextKey()) }

func (d *Decoder) skipTarget(key []byte) []byte {
	for key != nil && d.takeTarget(key) {
		key = d.NextKey()
	}
	return key
}

// takeTarget reads the value of key if it is the envelope's target.
func (d *Decoder) takeTarget(key []byte) bool {
	if d.mode&Envelope == 0 || d.depth != 1 || string(key) != targetKey {
		return false
	}
	if d.hasTarget {
		d.duplicate()
		return true
	}
	if d.peek() != '"' {
		d.expect("string")
		return true
	}
	d.target, d.hasTarget = d.text()
	d.scratch = nil // it may be what target refers to
	return true
}

// Once notes that the field with the given bit has been seen and returns the
// new set; a field seen before is an error. Structs of more than 64 fields use
// several sets.
func (d *Decoder) Once(seen, bit uint64) uint64 {
	if seen&bit != 0 {
		d.duplicate()
	}
	return seen | bit
}

// Unique fails d if k is in m already, by the key that was read last.
func Unique[K comparable, V any](d *Decoder, m map[K]V, k K) {
	if _, dup := m[k]; dup {
		d.duplicate()
	}
}

func (d *Decoder) duplicate() {
	d.peek()
	d.fail(d.pos, false, &Error{Expected: "each key once", Found: "a second one"})
}

// Unknown deals with a key that is no field: the envelope's target is kept, a
// lenient Decoder skips the value, a strict one fails and names the nearest of
// keys.
func (d *Decoder) Unknown(key []byte, keys []string) {
	switch {
	case d.takeTarget(key):
	case d.takeTag(key):
	case d.mode&Lenient != 0:
		d.Skip()
	case d.err == nil:
		hint := suggest(string(key), keys)
		d.peek()
		d.fail(d.pos, false, &Error{Expected: "a known key", Hint: hint})
	}
}

// Require fails d if a required field was not seen, after the end of the
// object. Bit i stands for keys[i].
func (d *Decoder) Require(seen, required uint64, keys []string) {
	if missing := required &^ seen; missing != 0 {
		d.missing(missing, keys)
	}
}

func (d *Decoder) missing(set uint64, keys []string) {
	e := &Error{Expected: "a value", Found: "none"}
	for i, key := range keys {
		if set&(1<<i) != 0 {
			d.fail(d.pos, true, e.At(key))
			return
		}
	}
}

// Length fails d if an array had another length than the Go array it is for,
// after the end of the array.
func (d *Decoder) Length(n, want int) {
	if n != want {
		d.Check(&Error{Expected: "exactly " + items(want), Found: itoa(n)})
	}
}

// Check fails d with what a check found wrong with the value that was read
// last. A nil e is no error.
func (d *Decoder) Check(e *Error) {
	if e != nil {
		d.invalid(e)
	}
}

func (d *Decoder) invalid(e *Error) {
	if d.mode&Conceal != 0 {
		e.Conceal()
	}
	d.fail(d.pos, true, e)
}

// peek skips white space and returns the next byte without reading it, 0 at the
// end of the input.
func (d *Decoder) peek() byte {
	for d.pos < len(d.in) {
		c := d.in[d.pos]
		if c > ' ' || c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return c
		}
		d.pos++
	}
	return 0
}

func (d *Decoder) enter() {
	if d.depth++; d.depth > MaxDepth {
		d.fail(d.pos, false, &Error{Expected: "at most " + itoa(MaxDepth) + " levels", Found: "more"})
		return
	}
	d.pos++
}

func (d *Decoder) leave() {
	d.depth--
	d.pos++
}

// word reads a literal if it is next.
func (d *Decoder) word(w string) bool {
	if end := d.pos + len(w); end <= len(d.in) && string(d.in[d.pos:end]) == w {
		d.pos = end
		return true
	}
	return false
}

// expect fails because the value that starts here is of another kind.
func (d *Decoder) expect(what string) {
	if d.err == nil {
		d.fail(d.pos, false, &Error{Expected: what, Found: d.found()})
	}
}

// syntax fails because the input is no JSON here, and returns false.
func (d *Decoder) syntax(what string) bool {
	d.expect(what)
	return false
}

func (d *Decoder) found() string {
	if d.mode&Conceal != 0 {
		return kindOf(d.in[d.pos:])
	}
	return describe(d.in[d.pos:])
}

// fail keeps the first error, with the path of the value that starts or ended
// at off before its own, and empties the input.
func (d *Decoder) fail(off int, ended bool, e *Error) {
	if d.err == nil {
		e.Path = joinPath(locate(d.in, off, ended), e.Path)
		d.err = e
	}
	d.in, d.pos = nil, 0
}
