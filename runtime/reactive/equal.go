package reactive

// sameOf decides, once for each cell, how its values are compared: with == when T is a basic type, otherwise as interface
// values, which works for everything comparable and counts the rest as different.
func sameOf[T any](given any) func(a, b T) bool {
	if eq, ok := given.(func(a, b T) bool); ok && eq != nil {
		return func(a, b T) bool { return alike(eq, a, b) }
	}
	var zero T
	var eq any
	switch any(zero).(type) {
	case bool:
		eq = Same[bool]
	case string:
		eq = Same[string]
	case int:
		eq = Same[int]
	case int8:
		eq = Same[int8]
	case int16:
		eq = Same[int16]
	case int32:
		eq = Same[int32]
	case int64:
		eq = Same[int64]
	case uint:
		eq = Same[uint]
	case uint8:
		eq = Same[uint8]
	case uint16:
		eq = Same[uint16]
	case uint32:
		eq = Same[uint32]
	case uint64:
		eq = Same[uint64]
	case uintptr:
		eq = Same[uintptr]
	case float32:
		eq = Same[float32]
	case float64:
		eq = Same[float64]
	case complex64:
		eq = Same[complex64]
	case complex128:
		eq = Same[complex128]
	default:
		return func(a, b T) bool {
			return alike(func(a, b T) bool { return any(a) == any(b) || any(a) != any(a) && any(b) != any(b) }, a, b)
		}
	}
	return eq.(func(a, b T) bool)
}

// fitsWord reports whether values of T are kept in a machine word, so that a run which changes one allocates nothing.
func fitsWord[T any]() bool {
	var zero T
	switch any(zero).(type) {
	case bool, int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, uintptr, float32, float64:
		return true
	}
	return false
}
