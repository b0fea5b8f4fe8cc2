package config

import (
	"maps"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/config/internal/wal"
	"github.com/sigen-dev/sigen/runtime/provider/internal/dotted"
	"github.com/sigen-dev/sigen/runtime/provider/internal/fault"
)

// compact begins a new segment of the log and has a snapshot written that
// replaces the older ones. Writers do not wait for the snapshot: it may hold
// later values too, because the log after it sets them again. The caller holds mu.
func (s *store) compact() {
	if s.log == nil || s.closed || s.compacting {
		return
	}
	through, err := s.log.Rotate()
	if err != nil {
		s.compactAt = s.log.Size() + s.o.CompactAt // not at once again
		s.compactErr = err
		s.compacted(err)
		return
	}
	s.pastMu.RLock()
	past := s.past.records()
	retired, retiring := maps.Clone(s.retired), maps.Clone(s.retiring)
	s.pastMu.RUnlock()
	log := s.log
	s.compacting = true
	s.wg.Go(func() {
		size, err := log.WriteSnapshot(through, func(w *wal.SnapshotWriter) error {
			return s.dump(w, retired, retiring, past)
		})
		s.mu.Lock()
		defer s.mu.Unlock()
		s.compacting, s.compactErr = false, err
		s.compactions++
		defer s.compactEnd.Broadcast()
		// A large state is rewritten only after as much has been logged.
		s.compactAt = max(s.o.CompactAt, size)
		s.compacted(err)
		if s.compactAgain {
			s.compactAgain = false
			s.compact()
		}
	})
}

// forget compacts the log and returns when that is done, so that what was purged
// has left the disk.
func (s *store) forget() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.log == nil || s.closed {
		return nil
	}
	want := s.compactions + 1
	if s.compacting { // it may have begun before
		s.compactAgain = true
		want++
	} else {
		s.compactErr = nil
		s.compact()
	}
	for s.compacting && s.compactions < want {
		s.compactEnd.Wait()
	}
	if s.compactions < want {
		if s.closed {
			return errStopped
		}
		return fault.New(sig.CodeFailed, "state", "a directory that takes a snapshot; what was purged is still in the log", s.compactErr)
	}
	return s.compactErr
}

func (s *store) compacted(err error) {
	if err == errStopped {
		return
	}
	s.find(findingCompaction, err)
	if err != nil {
		s.o.Log(sig.LevelWarn, "the log of configuration grows: no snapshot could be written", sig.Attr{Key: "error", Value: err.Error()})
	}
}

func (s *store) dump(w *wal.SnapshotWriter, retired map[string]uint64, retiring map[string]mark, past []wal.Record) error {
	stopped := false
	s.runtime.each(func(l pathLeaf) {
		if stopped {
			return
		}
		select {
		case <-s.closing:
			stopped = true
		default:
			w.State(wal.Item{Kind: wal.Set, Path: l.path, New: l.value}, l.version)
		}
	})
	if stopped {
		return errStopped
	}
	for tenant, n := range retired {
		w.State(wal.Item{Kind: wal.Retire, Path: tenant, New: strconv.FormatUint(n, 10)}, 0)
	}
	for tenant, m := range retiring {
		w.State(wal.Item{Kind: wal.Retiring, Path: tenant, New: m.text()}, 0)
	}
	for _, r := range past {
		w.Past(r)
	}
	return nil
}

// hasPast reports whether history knows anything at or below root.
func (s *store) hasPast(root string) bool {
	s.pastMu.RLock()
	defer s.pastMu.RUnlock()
	for i := range s.past.changes {
		if dotted.Under(s.past.changes[i].item.Path, root) {
			return true
		}
	}
	return false
}
