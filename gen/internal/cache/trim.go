package cache

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The limits that Trim keeps.
const (
	trimEvery = 24 * time.Hour
	unusedFor = 5 * 24 * time.Hour
	maxBytes  = 1 << 30
	writing   = time.Hour // how long an entry may take to be written
)

// trimmed is the file whose time says when the store was last trimmed.
const trimmed = "trimmed"

// Trim removes what nobody has used for days, and the longest unused beyond a
// GiB. It does so at most once a day; now is the time that it goes by.
func (s *Store) Trim(now time.Time) {
	stamp := filepath.Join(s.dir, trimmed)
	if st, err := os.Stat(stamp); err == nil && now.Sub(st.ModTime()) < trimEvery {
		return
	}
	if os.WriteFile(stamp, nil, 0o644) != nil || os.Chtimes(stamp, now, now) != nil {
		return // somebody else's store, or a disk that is full
	}
	type entry struct {
		name string
		size int64
		at   time.Time
	}
	var kept []entry
	var total int64
	_ = s.each(func(name string, info fs.FileInfo) { // what cannot be read is not trimmed
		age := now.Sub(info.ModTime())
		if age > unusedFor || strings.HasPrefix(filepath.Base(name), temporary) && age > writing {
			os.Remove(name)
			return
		}
		kept = append(kept, entry{name, info.Size(), info.ModTime()})
		total += info.Size()
	})
	slices.SortFunc(kept, func(a, b entry) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.name, b.name)) })
	for _, e := range kept {
		if total <= maxBytes {
			return
		}
		os.Remove(e.name)
		total -= e.size
	}
}
