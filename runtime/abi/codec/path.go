package codec

import (
	"strconv"
	"strings"
)

// locate returns the path of the value that starts at off or, when ended is
// set, of the value that ends at off. The part of in before off must have been
// read without error (or written by an encoder); what follows is not looked at.
// Where no value starts, it is the path of what encloses off.
func locate(in []byte, off int, ended bool) string {
	type level struct {
		array  bool
		index  int
		key    string // decoded; set after the key, cleared by the comma
		hasKey bool
	}
	var levels []level
walk:
	for i := 0; i < len(in); {
		if i >= off {
			break
		}
		end := i + 1
		isValue := false // a value ended at end
		top := len(levels) - 1
		switch in[i] {
		case ' ', '\t', '\n', '\r', ':':
		case '{', '[':
			levels = append(levels, level{array: in[i] == '['})
		case '}', ']':
			if top < 0 {
				break walk
			}
			levels, isValue = levels[:top], true
		case ',':
			if top < 0 {
				break walk
			}
			levels[top].index++
			levels[top].key, levels[top].hasKey = "", false
		case '"':
			end = stringEnd(in, i)
			if top >= 0 && !levels[top].array && !levels[top].hasKey {
				d := Decoder{in: in[i:end]}
				key, _ := d.text()
				levels[top].key, levels[top].hasKey = string(key), true
			} else {
				isValue = true
			}
		default:
			end, isValue = scalarEnd(in, i), true
		}
		if ended && isValue && end >= off {
			break
		}
		i = end
	}
	var path []byte
	for _, l := range levels {
		switch {
		case l.array:
			path = appendPathIndex(path, l.index)
		case l.hasKey:
			path = appendPathKey(path, l.key)
		}
	}
	return limitPath(string(path))
}

// maxPath keeps the path of a hostile input from filling a log. Its end is the
// part that helps.
const maxPath = 512

func limitPath(path string) string {
	if len(path) <= maxPath {
		return path
	}
	return "…" + strings.ToValidUTF8(path[len(path)-maxPath:], "")
}

func appendPathIndex(path []byte, i int) []byte {
	path = append(path, '[')
	path = strconv.AppendInt(path, int64(i), 10)
	return append(path, ']')
}

// appendPathKey appends .key, or ["key"] where a bare key could be misread.
func appendPathKey(path []byte, key string) []byte {
	if !isPlainKey(key) {
		path = append(path, '[')
		path = strconv.AppendQuote(path, shorten(key))
		return append(path, ']')
	}
	if len(path) > 0 {
		path = append(path, '.')
	}
	return append(path, key...)
}

func isPlainKey(key string) bool {
	for _, r := range key {
		switch {
		case r == '_', r == '-', r == '$', '0' <= r && r <= '9', 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
		default:
			return false
		}
	}
	return key != "" && len(key) <= maxShown
}

func joinPath(outer, inner string) string {
	switch {
	case outer == "":
		return inner
	case inner == "" || inner[0] == '[':
		return limitPath(outer + inner)
	}
	return limitPath(outer + "." + inner)
}

// stringEnd returns the offset after the string token that starts at in[i], or
// len(in) when it does not end.
func stringEnd(in []byte, i int) int {
	for i++; i < len(in); i++ {
		switch in[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(in)
}

// scalarEnd returns the offset after the number or word that starts at in[i].
// It is at least i+1.
func scalarEnd(in []byte, i int) int {
	for i++; i < len(in); i++ {
		switch c := in[i]; {
		case c == '+' || c == '-' || c == '.' || c-'0' < 10 || c|0x20 >= 'a' && c|0x20 <= 'z':
		default:
			return i
		}
	}
	return len(in)
}
