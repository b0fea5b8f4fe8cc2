package reuse

import (
	"bytes"
	"path/filepath"

	"github.com/sigen-dev/sigen/gen/internal/cache"
	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/load"
)

// A Wanted is a file of the answer, with how it lies on the disk.
type Wanted struct {
	Path string
	None bool // nothing should be there
	Kept bool // it is there as it should be: nobody needs to read it
	unit cache.Key
}

// Wanted holds the files of the last run's answer against the disk. It answers
// false when one is somebody else's now, which a run has to say.
func (s *Session) Wanted() ([]Wanted, bool) {
	out := make([]Wanted, 0, len(s.record.Outputs))
	renewed := false
	for i := range s.record.Outputs {
		o := &s.record.Outputs[i]
		before := o.Stamp.Digest
		if o.Stamp.Check() != Same {
			renewed = true
		}
		if o.Stamp.Digest != before && o.Stamp.Digest != "" && o.Stamp.Digest != o.Digest && !load.Written(o.Path) {
			return nil, false
		}
		out = append(out, Wanted{Path: o.Path, None: o.Digest == "", Kept: o.Stamp.Digest == o.Digest, unit: o.Unit})
	}
	if renewed {
		s.put(s.key, *s.record)
	}
	return out, true
}

// Data is the content of a file of the answer, false when it is not known any more.
func (s *Session) Data(w Wanted) ([]byte, bool) {
	files, ok := s.files(w.unit)
	if !ok {
		return nil, false
	}
	for _, f := range files {
		if f.Name == filepath.Base(w.Path) {
			return f.Data, f.Data != nil
		}
	}
	return nil, false
}

// Outputs are the files of a unit as they belong into an answer.
func (s *Session) Outputs(u *Unit, files []File) []Output {
	var out []Output
	for _, f := range files {
		out = append(out, Output{Path: filepath.Join(u.Dir, f.Name), Digest: f.Digest, Unit: s.keys[u.Path]})
	}
	return out
}

// Kept reports whether the file at path is known to have that digest.
func (s *Session) Kept(path, digest string) bool {
	if s.lying == nil {
		s.lying = map[string]*Stamp{}
		if s.record != nil {
			for i := range s.record.Outputs {
				s.lying[s.record.Outputs[i].Path] = &s.record.Outputs[i].Stamp
			}
		}
	}
	st := s.lying[path]
	if st == nil {
		return false
	}
	st.Check()
	return st.Digest == digest
}

// OutputFile is a file with the digest of its data, for which nil means that there should be none.
func OutputFile(name string, data []byte) File {
	f := File{Name: name, Data: data}
	if data != nil {
		f.Digest = sum(data)
	}
	return f
}

// Finish leaves the record of this run, unless something that it read has changed
// meanwhile. Without an answer (there were mistakes), only the listing is worth keeping.
func (s *Session) Finish(answered bool, ds []diag.Diagnostic, outputs []Output) {
	if s.unsafe {
		return
	}
	for _, list := range [][]Stamp{s.world, s.tree} {
		for i := range list {
			if st := list[i].Check(); st != Same && st != Renewed || s.fresh && list[i].Since(s.start) {
				return
			}
		}
	}
	data, err := cache.Encode(*s.listing)
	if err != nil {
		return
	}
	key := cache.KeyOf("listing", string(data))
	if old, ok := s.store.Get(key); (!ok || !bytes.Equal(old, data)) && s.store.Put(key, data) != nil {
		return
	}
	r := record{World: s.world, Tree: s.tree, Listing: key, Answered: answered}
	if answered {
		r.Diagnostics, r.Outputs = ds, outputs
		for i := range r.Outputs {
			if st := s.lying[r.Outputs[i].Path]; st != nil {
				st.Check()
				r.Outputs[i].Stamp = *st
			} else {
				r.Outputs[i].Stamp = Take(r.Outputs[i].Path, Content)
			}
		}
	}
	s.put(s.key, r)
	s.store.Trim(s.start)
}
