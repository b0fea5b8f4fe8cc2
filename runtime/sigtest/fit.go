package sigtest

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// fitLimit bounds how often params are mended before a call counts as made.
const fitLimit = 100

// fit calls a runnable with params that fit its decoder: what the decoder says
// that it expects is filled in until it is content. The first string is text, as a key
// would be; every other is value.
func fit(ctx context.Context, k *sig.Kernel, runnable, text, value string) (in, out []byte, err error) {
	var params any = map[string]any{}
	var first string // path of the first string
	for range fitLimit {
		in, _ = json.Marshal(params) // maps, slices, strings and numbers only
		out, err = k.Bus().InvokeJSON(ctx, runnable, in)
		var e *sig.Error
		if !errors.As(err, &e) || e.Code != sig.CodeInvalid || e.Path == "" {
			return in, out, err
		}
		if first == "" {
			first = e.Path
		}
		fill := value
		if e.Path == first {
			fill = text
		}
		v, ok := wanted(e.Expected, fill, lookup(params, e.Path))
		if !ok {
			return in, out, err
		}
		if _, isText := v.(string); !isText && e.Path == first {
			first = "" // it was no string after all
		}
		params = put(params, segments(e.Path), v)
	}
	return in, out, err
}

// wanted makes a value of what a decoder expects.
func wanted(expected, text string, had any) (any, bool) {
	want, found := strings.CutPrefix(expected, "expected ")
	if !found {
		return nil, false
	}
	want, _, _ = strings.Cut(want, ", found ")
	list, isEnum := strings.CutPrefix(want, "one of ")
	least, isMin := strings.CutPrefix(want, "at least ")
	most, isMax := strings.CutPrefix(want, "at most ")
	switch {
	case isEnum:
		first, _, _ := strings.Cut(list, ", ")
		if n, err := strconv.ParseFloat(first, 64); err == nil {
			return n, true
		}
		return first, true
	case isMin || isMax:
		return bounded(had, least+most, isMin)
	case want == "a value" || strings.HasPrefix(want, "string"):
		return text, had != text
	case strings.HasPrefix(want, "integer"), strings.HasPrefix(want, "number"):
		return 1, true
	case want == "true or false":
		return true, true
	case want == "object":
		return map[string]any{}, true
	case want == "array":
		return []any{}, true
	}
	return nil, false
}

// bounded brings a value within a limit such as "3", "3 items" or "8 characters".
func bounded(had any, limit string, atLeast bool) (any, bool) {
	number, _, _ := strings.Cut(limit, " ")
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || n > 1<<16 {
		return nil, false
	}
	switch had := had.(type) {
	case string:
		if atLeast {
			return had + strings.Repeat("x", int(n)), true
		}
		return had[:min(len(had), int(n))], len(had) > int(n)
	case []any:
		for atLeast && len(had) < int(n) {
			had = append(had, "")
		}
		return had[:min(len(had), int(n))], true
	default:
		return n, true
	}
}

// segments splits items[3].qty into "items", 3, "qty".
func segments(path string) []any {
	var out []any
	for part := range strings.SplitSeq(path, ".") {
		name, rest, _ := strings.Cut(part, "[")
		if name != "" {
			out = append(out, name)
		}
		for rest != "" {
			var index string
			index, rest, _ = strings.Cut(rest, "]")
			rest = strings.TrimPrefix(rest, "[")
			if n, err := strconv.Atoi(index); err == nil {
				out = append(out, n)
			}
		}
	}
	return out
}

func lookup(root any, path string) any {
	for _, s := range segments(path) {
		switch at := root.(type) {
		case map[string]any:
			name, _ := s.(string)
			root = at[name]
		case []any:
			n, _ := s.(int)
			if n >= len(at) {
				return nil
			}
			root = at[n]
		default:
			return nil
		}
	}
	return root
}

// put returns root with v at the path.
func put(root any, path []any, v any) any {
	if len(path) == 0 {
		return v
	}
	switch s := path[0].(type) {
	case string:
		m, ok := root.(map[string]any)
		if !ok {
			m = map[string]any{}
		}
		m[s] = put(m[s], path[1:], v)
		return m
	case int:
		list, _ := root.([]any)
		for len(list) <= s && len(list) < 1<<10 {
			list = append(list, nil)
		}
		if s < len(list) {
			list[s] = put(list[s], path[1:], v)
		}
		return list
	}
	return root
}
