package core

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

const maxKey = 512

const hexDigits = "0123456789abcdef"

// EncodeKey turns a storage key into an object name that no file system or
// bucket folds together with another: a-z, 0-9, '-', '_', '.' and '/' stand for
// themselves, every other byte is '=' and two hex digits. It is injective.
func EncodeKey(key string) (string, error) {
	if key == "" {
		return "", keyError(CodeInvalid, key, "a key of 1 to 512 bytes")
	}
	if strings.HasSuffix(key, "/") {
		return "", keyError(CodeInvalid, key, "a key that does not end with '/'")
	}
	if last := key[strings.LastIndexByte(key, '/')+1:]; last == "." || last == ".." {
		return "", keyError(CodeScope, key, noDots)
	}
	return encodePrefix(key)
}

const noDots = "a key without '.' and '..' segments; no key leaves its scope"

func encodePrefix(key string) (string, error) {
	if len(key) > maxKey {
		return "", keyError(CodeInvalid, key[:32]+"…", "a key of at most 512 bytes")
	}
	if !utf8.ValidString(key) {
		return "", keyError(CodeInvalid, key, "valid UTF-8")
	}
	if key == "" {
		return "", nil
	}
	if key[0] == '/' || strings.ContainsRune(key, '\\') {
		return "", keyError(CodeScope, key, "a relative key with '/' between segments")
	}
	segs := strings.Split(key, "/")
	for i, seg := range segs {
		// The last segment of a prefix may go on: "." is the beginning of ".hidden".
		if seg == ".." || seg == "." && i < len(segs)-1 {
			return "", keyError(CodeScope, key, noDots)
		}
		if seg == "" && i < len(segs)-1 {
			return "", keyError(CodeInvalid, key, "a key without empty segments")
		}
	}
	var b strings.Builder
	for i := 0; i < len(key); i++ {
		c := key[i]
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '-', c == '_', c == '/':
			b.WriteByte(c)
		case c == '.' && i > 0 && key[i-1] != '/' && i+1 < len(key) && key[i+1] != '/':
			b.WriteByte(c) // inside a segment: some file systems drop or hide it at the ends
		case c < 0x20 || c == 0x7f:
			return "", keyError(CodeInvalid, key, "a key without control characters")
		default:
			b.WriteByte('=')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
		}
	}
	return b.String(), nil
}

// DecodeKey is the inverse of EncodeKey; false for a name that it never makes.
func DecodeKey(name string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		if name[i] != '=' {
			b.WriteByte(name[i])
			continue
		}
		if i+2 >= len(name) {
			return "", false
		}
		hi, lo := strings.IndexByte(hexDigits, name[i+1]), strings.IndexByte(hexDigits, name[i+2])
		if hi < 0 || lo < 0 {
			return "", false
		}
		b.WriteByte(byte(hi<<4 | lo))
		i += 2
	}
	key := b.String()
	if enc, err := EncodeKey(key); err != nil || enc != name {
		return "", false
	}
	return key, true
}

func keyError(c Code, key, want string) error {
	return &Error{Code: c, Path: strconv.Quote(key), Expected: want}
}
