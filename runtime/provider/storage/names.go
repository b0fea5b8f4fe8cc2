package storage

import "strings"

// Object names become paths below the directory, one to one, such that
//
//   - an object "a" and an object "a/b" can both be there: directories end with '=';
//   - a segment of any length fits: every 200 bytes a directory ends with "=-",
//     and what goes on in it begins with '='.
//
// In an object name '=' is always followed by two hex digits, so no ending can be
// part of one, and no file begins with a dot.
const (
	dirEnd   = "="
	chunkEnd = "=-"
	maxChunk = 200
)

// pathOf is the path of an object, slash-separated; false for a name that no
// handle makes.
func pathOf(name string) (string, bool) {
	if !validPrefix(name) || name == "" || name[len(name)-1] == '/' {
		return "", false
	}
	var b strings.Builder
	for seg := range strings.SplitSeq(name, "/") {
		if b.Len() > 0 {
			b.WriteString(dirEnd + "/")
		}
		for len(seg) > maxChunk {
			b.WriteString(seg[:maxChunk] + chunkEnd + "/")
			seg = dirEnd + seg[maxChunk:]
		}
		b.WriteString(seg)
	}
	return b.String(), true
}

// validPrefix reports whether s could begin an object name. The kernel makes no
// others; whoever else calls gets no way out of the directory.
func validPrefix(s string) bool {
	segs := strings.Split(s, "/")
	for i, seg := range segs {
		if seg == "" && i < len(segs)-1 || strings.HasPrefix(seg, ".") {
			return false
		}
		for j := 0; j < len(seg); j++ {
			switch c := seg[j]; {
			case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '-', c == '_', c == '.', c == '=':
			default:
				return false
			}
		}
	}
	return true
}

// An entry is one name in a directory: an object, the part of names behind a
// slash, or the rest of names that are too long.
type entry struct {
	text string // what it adds to the name
	file string // in the directory
	kind entryKind
}

type entryKind uint8

const (
	object entryKind = iota
	longer
	below
)

// entryOf reads a name in a directory, within one of long names or not; false for
// what is not ours.
func entryOf(file string, isDir, within bool) (entry, bool) {
	text, ok := file, !strings.HasPrefix(file, ".")
	if within {
		text, ok = strings.CutPrefix(file, dirEnd)
	}
	kind := object
	if isDir {
		var is bool
		if text, is = strings.CutSuffix(text, chunkEnd); is {
			kind = longer
		} else if text, is = strings.CutSuffix(text, dirEnd); is {
			kind = below
		} else {
			ok = false
		}
	}
	if !ok || text == "" {
		return entry{}, false
	}
	if kind == below {
		text += "/"
	}
	return entry{text, file, kind}, true
}
