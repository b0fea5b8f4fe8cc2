package codec

// A Copier copies a value for another tenant: what is not copied field by field
// goes through its own methods. The zero Copier is ready; it is used for one value
// at a time, by one goroutine.
type Copier struct {
	depth, count int
	err          *Error
}

// maxCopied bounds how many structs of recursive types one copy may make: a value
// that reaches the same struct in many ways unfolds into as many copies.
const maxCopied = 1 << 22

// Err is why the copy is not whole, nil when it is.
func (c *Copier) Err() *Error { return c.err }

func (c *Copier) fail(err *Error) {
	if c.err == nil {
		c.err = err
	}
}

// Enter lets a copy go into a struct of a recursive type; a value that contains
// itself has no end. When it is true, Leave must follow.
func (c *Copier) Enter() bool {
	c.count++
	switch {
	case c.err != nil:
		return false
	case c.depth >= MaxDepth:
		c.fail(TooDeep())
		return false
	case c.count > maxCopied:
		c.fail(&Error{Expected: "at most " + itoa(maxCopied) + " values inside", Found: "more"})
		return false
	}
	c.depth++
	return true
}

// Leave ends what Enter began.
func (c *Copier) Leave() { c.depth-- }

// CopyJSON copies a value by what it writes and reads of itself as JSON.
func CopyJSON[T any, P interface {
	*T
	JSONMarshaler
	JSONUnmarshaler
}](c *Copier, v T) T {
	var out T
	data, err := P(&v).MarshalJSON()
	if err != nil {
		c.fail(&Error{Expected: "value that MarshalJSON accepts", Cause: err})
		return out
	}
	// It gets bytes that nobody else has, whatever MarshalJSON keeps.
	if err := P(&out).UnmarshalJSON(append([]byte(nil), data...)); err != nil {
		c.fail(&Error{Expected: "value that UnmarshalJSON accepts", Cause: err})
	}
	return out
}

// CopyText is CopyJSON for values that write and read themselves as text.
func CopyText[T any, P interface {
	*T
	TextMarshaler
	TextUnmarshaler
}](c *Copier, v T) T {
	var out T
	text, err := P(&v).MarshalText()
	if err != nil {
		c.fail(&Error{Expected: "value that MarshalText accepts", Cause: err})
		return out
	}
	if err := P(&out).UnmarshalText(append([]byte(nil), text...)); err != nil {
		c.fail(&Error{Expected: "value that UnmarshalText accepts", Cause: err})
	}
	return out
}
