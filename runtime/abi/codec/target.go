package codec

// targetKey is the key of the outermost object that belongs to the call and not
// to its params.
const targetKey = "target"

// Target finds the call's target in encoded params, so that a router can choose
// an instance before anything is decoded. ok is false if there is none, as when
// in is empty or no object. The result refers to in, unless it has escapes.
//
// Only what precedes the target is checked. A second one is found by the
// Decoder, in the mode [Envelope].
func Target(in []byte) (target []byte, ok bool, err error) {
	d := Decoder{in: in}
	if d.peek() != '{' {
		return nil, false, nil
	}
	for key := d.Object(); key != nil; key = d.NextKey() {
		if string(key) != targetKey {
			d.Skip()
			continue
		}
		if d.peek() != '"' {
			d.expect("string")
			break
		}
		target, ok = d.text()
		break
	}
	return target, ok, d.err.Err()
}

// WithoutTarget returns encoded params without the call's target, for a way on which the
// target stands beside them. Everything else stays as it is written, white space
// between members aside. in must be an object.
func WithoutTarget(in []byte) ([]byte, error) {
	d := Decoder{in: in, mode: Envelope}
	out := append(make([]byte, 0, len(in)), '{')
	for key := d.Map(); key != nil; key = d.NextEntry() {
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(appendString(out, string(key)), ':')
		start := d.pos
		if d.Skip(); d.Failed() {
			break
		}
		out = append(out, in[start:d.pos]...)
	}
	return append(out, '}'), d.Finish()
}
