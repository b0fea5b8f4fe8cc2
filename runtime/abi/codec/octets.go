package codec

// Octets is b with elements of another type: Go converts a slice of bytes to no
// slice of a named byte type. Nil stays nil.
func Octets[E ~uint8](b []byte) []E {
	if b == nil {
		return nil
	}
	out := make([]E, len(b))
	for i, c := range b {
		out[i] = E(c)
	}
	return out
}

// AppendOctets is AppendBytes for a slice of a named byte type.
func AppendOctets[E ~uint8](dst []byte, b []E) []byte {
	if b == nil {
		return AppendBytes(dst, nil)
	}
	plain := make([]byte, len(b))
	for i, c := range b {
		plain[i] = byte(c)
	}
	return AppendBytes(dst, plain)
}
