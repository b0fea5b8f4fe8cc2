package cache

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestStore(t *testing.T) {
	s := Open(t.TempDir())
	k := KeyOf("a", "b")
	if k == KeyOf("ab") || k == KeyOf("a", "b", "") || k != KeyOf("a", "b") {
		t.Error("parts run together")
	}
	if _, ok := s.Get(k); ok {
		t.Error("found in an empty store")
	}
	for _, data := range []string{"", "text", "other"} {
		if err := s.Put(k, []byte(data)); err != nil {
			t.Fatal(err)
		}
		if got, ok := s.Get(k); !ok || string(got) != data {
			t.Errorf("got %q, %t, want %q", got, ok, data)
		}
	}
	if n, err := s.Size(); err != nil || n.Entries != 1 {
		t.Errorf("%+v %v", n, err)
	}
	if err := s.Clean(); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Size(); err != nil || n.Entries != 0 {
		t.Errorf("after Clean: %+v %v", n, err)
	}
}

// TestDamage: whatever became of an entry, it is never given out.
func TestDamage(t *testing.T) {
	s := Open(t.TempDir())
	k := KeyOf("x")
	if err := s.Put(k, []byte("the data")); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(s.path(k))
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		for _, bad := range [][]byte{whole[:i], append(append([]byte{}, whole[:i]...), append([]byte{whole[i] ^ 0x40}, whole[i+1:]...)...)} {
			if err := os.WriteFile(s.path(k), bad, 0o644); err != nil {
				t.Fatal(err)
			}
			if _, ok := s.Get(k); ok {
				t.Fatalf("given out, damaged at %d", i)
			}
			if _, err := os.Stat(s.path(k)); err == nil {
				t.Fatal("the damaged entry was not removed")
			}
		}
	}
}

func TestTrim(t *testing.T) {
	s := Open(t.TempDir())
	now := time.Now()
	old, young := KeyOf("old"), KeyOf("young")
	for _, k := range []Key{old, young} {
		if err := s.Put(k, []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	age := func(name string, by time.Duration) {
		t.Helper()
		if err := os.Chtimes(name, now.Add(-by), now.Add(-by)); err != nil {
			t.Fatal(err)
		}
	}
	age(s.path(old), unusedFor+time.Hour)
	half := filepath.Join(filepath.Dir(s.path(young)), temporary+"1")
	if err := os.WriteFile(half, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	age(half, 2*writing)
	s.Trim(now)
	if _, ok := s.Get(old); ok {
		t.Error("the unused entry is there")
	}
	if _, ok := s.Get(young); !ok {
		t.Error("the used entry is gone")
	}
	if _, err := os.Stat(half); err == nil {
		t.Error("what a killed run left is there")
	}
	if err := s.Put(old, nil); err != nil {
		t.Fatal(err)
	}
	age(s.path(old), unusedFor+time.Hour)
	s.Trim(now.Add(time.Hour))
	if _, err := os.Stat(s.path(old)); err != nil {
		t.Error("trimmed twice in a day")
	}
	if _, ok := s.Get(old); !ok {
		t.Error("not found")
	}
	s.Trim(now.Add(2 * trimEvery))
	if _, err := os.Stat(s.path(old)); err != nil {
		t.Error("an entry that was used is gone")
	}
}
