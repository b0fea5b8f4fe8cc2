package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A Key names an entry: the hash of what the entry was made from.
type Key [sha256.Size]byte

func (k Key) String() string { return hex.EncodeToString(k[:]) }

// KeyOf hashes parts so that no two lists of parts run together.
func KeyOf(parts ...string) Key {
	h := sha256.New()
	var length [20]byte
	for _, p := range parts {
		h.Write(append(strconv.AppendInt(length[:0], int64(len(p)), 10), ':'))
		h.Write([]byte(p))
	}
	return Key(h.Sum(nil))
}

// A Store is a folder of entries. It is safe for concurrent use by any number of
// goroutines and processes: an entry is written under a temporary name and renamed,
// and two who write the same one write the same bytes.
type Store struct {
	dir string
}

// The first bytes of an entry, and of the folder that holds them. A new layout gets a new number.
const (
	magic  = "sigen cache 1\n"
	layout = "v1"
)

// Open returns the store in dir, which is made when the first entry is written.
func Open(dir string) *Store { return &Store{dir: filepath.Join(dir, layout)} }

func (s *Store) path(k Key) string {
	name := k.String()
	return filepath.Join(s.dir, name[:2], name[2:])
}

// Used is how old an entry may look before a use makes it young again: writing
// the time at every use would cost more than reading.
const used = time.Hour

// Get returns the entry of that name. One that is damaged is removed and not found.
func (s *Store) Get(k Key) ([]byte, bool) {
	name := s.path(k)
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, false
	}
	data, ok := unwrap(raw)
	if !ok {
		os.Remove(name)
		return nil, false
	}
	if st, err := os.Stat(name); err == nil && time.Since(st.ModTime()) > used {
		now := time.Now()
		_ = os.Chtimes(name, now, now) // a store that cannot be written is still of use
	}
	return data, true
}

// Put writes an entry. The error is for somebody who wants to know: a run is as
// right without it.
func (s *Store) Put(k Key, data []byte) error {
	name := s.path(k)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), temporary+"*")
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	_, err = f.Write(bytes.Join([][]byte{[]byte(magic), sum[:], data}, nil))
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// temporary begins the name of an entry that is being written; keys are hexadecimal.
const temporary = "tmp-"

func unwrap(raw []byte) ([]byte, bool) {
	rest, ok := bytes.CutPrefix(raw, []byte(magic))
	if !ok || len(rest) < sha256.Size {
		return nil, false
	}
	data := rest[sha256.Size:]
	return data, Key(rest[:sha256.Size]) == sha256.Sum256(data)
}

// Size is what the store holds.
type Size struct {
	Entries int
	Bytes   int64
}

// Size counts the entries.
func (s *Store) Size() (Size, error) {
	var n Size
	err := s.each(func(_ string, info fs.FileInfo) {
		n.Entries++
		n.Bytes += info.Size()
	})
	return n, err
}

// Clean removes every entry, and nothing that is not one.
func (s *Store) Clean() error {
	var bad []error
	err := s.each(func(name string, _ fs.FileInfo) {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			bad = append(bad, err)
		}
	})
	os.Remove(filepath.Join(s.dir, trimmed))
	folders, _ := filepath.Glob(filepath.Join(s.dir, "[0-9a-f][0-9a-f]")) // a well-formed pattern, unless the folder's name is odd
	for _, f := range folders {
		os.Remove(f) // when it is empty
	}
	os.Remove(s.dir)
	return errors.Join(append(bad, err)...)
}

// each calls f for every entry, and for what is left of one that was being written.
func (s *Store) each(f func(name string, info fs.FileInfo)) error {
	folders, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, folder := range folders {
		if !folder.IsDir() || len(folder.Name()) != 2 {
			continue
		}
		dir := filepath.Join(s.dir, folder.Name())
		entries, err := os.ReadDir(dir)
		if err != nil {
			return err
		}
		for _, e := range entries {
			info, err := e.Info()
			if err != nil || !info.Mode().IsRegular() || !entryName(e.Name()) {
				continue
			}
			f(filepath.Join(dir, e.Name()), info)
		}
	}
	return nil
}

func entryName(name string) bool {
	if strings.HasPrefix(name, temporary) {
		return true
	}
	_, err := hex.DecodeString(name)
	return err == nil && len(name) == 2*sha256.Size-2
}

// Dir is the folder that a store is in by default: SIGEN_CACHE, or the folder
// sigen in that of the user.
func Dir(env func(string) string) (string, error) {
	if dir := env("SIGEN_CACHE"); dir != "" {
		if !filepath.IsAbs(dir) {
			return "", fmt.Errorf("%q is no absolute path; name the folder of the cache by its whole path, or write off", dir)
		}
		return dir, nil
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "sigen"), nil
}
