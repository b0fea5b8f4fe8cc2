package core

import (
	"errors"
	"strings"
	"testing"
	"unicode"
)

func TestHostileKeys(t *testing.T) {
	for key, want := range map[string]error{
		"":                            ErrInvalid,
		"../globex/x":                 ErrScope,
		"a/../../x":                   ErrScope,
		"..":                          ErrScope,
		".":                           ErrScope,
		"a/./b":                       ErrScope,
		"/etc/passwd":                 ErrScope,
		`..\globex`:                   ErrScope,
		"a\x00b":                      ErrInvalid,
		"a\nb":                        ErrInvalid,
		"a//b":                        ErrInvalid,
		"a/":                          ErrInvalid,
		"\xff":                        ErrInvalid,
		strings.Repeat("a", 513):      ErrInvalid,
		"a/" + strings.Repeat("/", 3): ErrInvalid,
	} {
		if enc, err := EncodeKey(key); !errors.Is(err, want) {
			t.Errorf("EncodeKey(%q) = %q, %v, want %v", key, enc, err, want)
		}
	}
}

// What looks like an escape, a path or another key to some store is data here:
// each key has a name of its own, even where letters are folded.
func TestKeysAreData(t *testing.T) {
	names := map[string]string{}
	for _, key := range []string{"a", "A", "á", "a\u0301", "ａ", "%2e%2e/a", "=2e", "=", "a=41", "a.", ".a", "a.b", "a b", "~", "con", "a:b", "nul.txt", "a/b", "a%2fb", "ſ", "s", "K", "k"} {
		enc, err := EncodeKey(key)
		if err != nil {
			t.Errorf("EncodeKey(%q): %v", key, err)
			continue
		}
		folded := strings.ToLower(enc)
		if other, taken := names[folded]; taken {
			t.Errorf("%q and %q are both %q", key, other, folded)
		}
		names[folded] = key
		if back, ok := DecodeKey(enc); !ok || back != key {
			t.Errorf("DecodeKey(%q) = %q, %v, want %q", enc, back, ok, key)
		}
	}
}

func FuzzKey(f *testing.F) {
	for _, s := range []string{"a", "../a", "A/b.c", "a.", ".a", "=2e", "\x00", "a/b", "%2e%2e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, key string) {
		enc, err := EncodeKey(key)
		if err != nil {
			if !errors.Is(err, ErrInvalid) && !errors.Is(err, ErrScope) {
				t.Fatalf("%q: %v", key, err)
			}
			return
		}
		if back, ok := DecodeKey(enc); !ok || back != key {
			t.Fatalf("%q -> %q -> %q, %v", key, enc, back, ok)
		}
		for seg := range strings.SplitSeq(enc, "/") {
			if seg == "" || strings.HasPrefix(seg, ".") || strings.HasSuffix(seg, ".") {
				t.Fatalf("%q -> %q has the segment %q", key, enc, seg)
			}
		}
		if i := strings.IndexFunc(enc, func(r rune) bool { return r > unicode.MaxASCII || unicode.IsUpper(r) }); i >= 0 {
			t.Fatalf("%q -> %q has a character that stores fold", key, enc)
		}
	})
}

func TestTopicPatterns(t *testing.T) {
	for _, c := range []struct {
		pattern, topic string
		want           bool
	}{
		{"orders.placed", "orders.placed", true},
		{"orders.*", "orders.placed", true},
		{"*.placed", "orders.placed", true},
		{"orders.>", "orders.eu.placed", true},
		{">", "orders", true},
		{"orders.*", "orders.eu.placed", false},
		{"orders.*", "orders", false},
		{"orders.>", "orders", false},
		{"orders", "orders.placed", false},
		{"orders.*", "ordersx.placed", false},
	} {
		if got := matches(c.pattern, c.topic); got != c.want {
			t.Errorf("matches(%q, %q) = %v", c.pattern, c.topic, got)
		}
	}
}
