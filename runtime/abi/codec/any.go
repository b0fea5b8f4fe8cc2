package codec

import "time"

// JSONAppender is a value that appends itself as JSON, as generated types do.
type JSONAppender interface {
	AppendJSON(dst []byte) ([]byte, error)
}

const acceptedValues = "nil, bool, a number, string, []byte, []string, []int, []any, map[string]any, " +
	"map[string]string, time.Time, time.Duration, or a type with AppendJSON, MarshalJSON or MarshalText"

// AppendParams appends the params that host code has put together by hand; nil
// is the empty object. It fails like [AppendAny].
func AppendParams(dst []byte, params map[string]any) ([]byte, error) {
	if params == nil {
		return append(dst, "{}"...), nil
	}
	return AppendAny(dst, params)
}

// AppendAny appends a value of one of a few types as encoding/json would write
// it, and says which they are for any other. Named types other than those with
// methods of their own are not among them: convert them. On error, a *Error,
// dst is returned as it was.
func AppendAny(dst []byte, v any) ([]byte, error) {
	e := NewEncoder(dst)
	out := e.any(dst, v)
	if err := e.Err(); err != nil {
		return dst, err
	}
	return out, nil
}

func (e *Encoder) any(dst []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(dst, "null"...)
	case bool:
		return AppendBool(dst, v)
	case int:
		return AppendInt(dst, v)
	case int8:
		return AppendInt(dst, v)
	case int16:
		return AppendInt(dst, v)
	case int32:
		return AppendInt(dst, v)
	case int64:
		return AppendInt(dst, v)
	case uint:
		return AppendUint(dst, v)
	case uint8:
		return AppendUint(dst, v)
	case uint16:
		return AppendUint(dst, v)
	case uint32:
		return AppendUint(dst, v)
	case uint64:
		return AppendUint(dst, v)
	case uintptr:
		return AppendUint(dst, v)
	case float32:
		return e.Float32(dst, v)
	case float64:
		return e.Float64(dst, v)
	case string:
		return appendString(dst, v)
	case []byte:
		return AppendBytes(dst, v)
	case []string:
		return appendList(e, dst, v, func(_ *Encoder, dst []byte, s string) []byte { return appendString(dst, s) })
	case []int:
		return appendList(e, dst, v, func(_ *Encoder, dst []byte, n int) []byte { return AppendInt(dst, n) })
	case []any:
		return appendList(e, dst, v, (*Encoder).any)
	case map[string]any:
		return appendMap(e, dst, v, (*Encoder).any)
	case map[string]string:
		return appendMap(e, dst, v, func(_ *Encoder, dst []byte, s string) []byte { return appendString(dst, s) })
	case time.Time:
		return e.Time(dst, v)
	case time.Duration:
		return AppendDuration(dst, v)
	case JSONAppender:
		raw, err := v.AppendJSON(nil)
		if err != nil {
			return e.fail(dst, &Error{Expected: "value that AppendJSON accepts", Cause: err})
		}
		return e.compact(dst, raw)
	case JSONMarshaler:
		return e.JSON(dst, v)
	case TextMarshaler:
		return e.Text(dst, v)
	}
	return e.fail(dst, &Error{Expected: acceptedValues, Found: "a value of another type"})
}

// appendList appends a slice; add appends one element.
func appendList[T any](e *Encoder, dst []byte, list []T, add func(*Encoder, []byte, T) []byte) []byte {
	if list == nil {
		return append(dst, "null"...)
	}
	if !e.Enter(dst) {
		return append(dst, "null"...)
	}
	defer e.Leave()
	dst = append(dst, '[')
	for i, v := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = add(e, dst, v)
	}
	return append(dst, ']')
}

// appendMap appends a map; add appends one value.
func appendMap[T any](e *Encoder, dst []byte, m map[string]T, add func(*Encoder, []byte, T) []byte) []byte {
	if m == nil {
		return append(dst, "null"...)
	}
	if !e.Enter(dst) {
		return append(dst, "null"...)
	}
	defer e.Leave()
	dst = append(dst, '{')
	for i, key := range StringKeys(m) {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(dst, key)
		dst = append(dst, ':')
		dst = add(e, dst, m[key])
	}
	return append(dst, '}')
}
