package config

import (
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sigen-dev/sigen/runtime/provider/config/internal/wal"
	"github.com/sigen-dev/sigen/runtime/provider/internal/fault"
)

// An op sets or deletes one runtime value.
type op struct {
	path, value string
	delete      bool
}

// A write is one caller's change, all or none.
type write struct {
	who string
	ops []op
	one [1]op // backs ops of most writes

	// alone, when set, makes the write a batch of its own. It runs when
	// everything before is in force, and gives the ops and the items to log
	// beside them; nil items mean those of the ops.
	alone func() (ops []op, items []wal.Item, err error)

	items []wal.Item // to log, once accepted
	err   error
	done  chan bool // true: err is set; false: lead the next batch
}

var writes = sync.Pool{New: func() any { return &write{done: make(chan bool, 1)} }}

// commit sees a write through and returns when it is in force and durable.
func (s *store) commit(who string, ops []op, alone func() ([]op, []wal.Item, error)) error {
	w := writes.Get().(*write)
	w.who, w.ops, w.alone = who, ops, alone
	return s.finish(w)
}

// commitOne is commit of one op, which needs no memory.
func (s *store) commitOne(who string, o op) error {
	w := writes.Get().(*write)
	w.who, w.one[0] = who, o
	w.ops = w.one[:]
	return s.finish(w)
}

func (s *store) finish(w *write) error {
	s.submit(w)
	err := w.err
	clear(w.items)
	*w = write{done: w.done, items: w.items[:0]}
	if cap(w.items) > 64 {
		w.items = nil
	}
	writes.Put(w)
	return err
}

// set is Admin.Set.
func (s *store) set(who, path, value string) error {
	if err := checkSet(path, value); err != nil {
		return err
	}
	return s.commitOne(who, op{path: path, value: value})
}

// delete is Admin.Delete.
func (s *store) delete(who, path string) error {
	if err := checkPath(path); err != nil {
		return err
	}
	return s.commitOne(who, op{path: path, delete: true})
}

// setMany is Admin.SetMany.
func (s *store) setMany(who string, values map[string]string) error {
	ops := make([]op, 0, len(values))
	for p, v := range values {
		if err := checkSet(p, v); err != nil {
			return err
		}
		ops = append(ops, op{path: p, value: v})
	}
	slices.SortFunc(ops, func(a, b op) int { return strings.Compare(a.path, b.path) })
	return s.commit(who, ops, nil)
}

// rollback is Admin.Rollback.
func (s *store) rollback(who string, version uint64) error {
	return s.commit(who, nil, func() ([]op, []wal.Item, error) {
		s.pastMu.RLock()
		defer s.pastMu.RUnlock()
		if now := s.version.Load(); version > now || version < s.past.forgotten {
			return nil, nil, fault.Invalid("version "+strconv.FormatUint(version, 10),
				"a version from "+strconv.FormatUint(s.past.forgotten, 10)+" to "+strconv.FormatUint(now, 10))
		}
		return s.past.since(version), nil, nil
	})
}

// purge removes the runtime values at and below root, and their history.
func (s *store) purge(root string) error {
	err := s.commit("purge", nil, func() ([]op, []wal.Item, error) {
		paths := s.runtime.under(root)
		if len(paths) == 0 && !s.hasPast(root) {
			return nil, nil, nil
		}
		ops := make([]op, len(paths))
		for i, p := range paths {
			ops[i] = op{path: p, delete: true}
		}
		// One item without values: what is purged is not written once more.
		return ops, []wal.Item{{Kind: wal.Purge, Path: root}}, nil
	})
	if err == nil {
		err = s.forget()
	}
	return err
}

func checkPath(path string) error {
	if wrong := tops.Check(path); wrong != "" {
		return fault.Invalid(strconv.Quote(path[:min(len(path), 80)]), wrong)
	}
	return nil
}

func checkSet(path, value string) error {
	if err := checkPath(path); err != nil {
		return err
	}
	if len(value) > maxValue {
		return fault.Invalid(path, "a value of at most 1 MiB")
	}
	if !utf8.ValidString(value) {
		return fault.Invalid(path, "valid UTF-8")
	}
	return nil
}

// A queue gathers writes while one caller, the leader, syncs those before.
type queue struct {
	mu      sync.Mutex
	waiting []*write // guarded by mu
	spare   []*write // guarded by mu
	leading bool     // guarded by mu
}

// submit has w processed. Whoever comes while nobody leads does the work of all
// who came by then; who comes meanwhile waits, and the first of them leads next.
func (s *store) submit(w *write) {
	if s.o.State == "" {
		// Nothing to wait for, so nothing to share.
		s.mu.Lock()
		s.batch.in = append(s.batch.in[:0], w)
		s.process(s.batch.in)
		s.mu.Unlock()
		return
	}
	q := &s.queue
	q.mu.Lock()
	q.waiting = append(q.waiting, w)
	lead := !q.leading
	q.leading = true
	q.mu.Unlock()
	if !lead && <-w.done {
		return
	}
	q.gather()
	s.mu.Lock()
	q.mu.Lock()
	batch := q.waiting
	q.waiting, q.spare = q.spare[:0], nil
	q.mu.Unlock()
	s.process(batch)
	s.mu.Unlock()

	// Those who are done first: what they write next can be in the next batch.
	for _, other := range batch {
		if other != w {
			other.done <- true
		}
	}
	clear(batch)
	q.mu.Lock()
	q.spare = batch
	q.leading = len(q.waiting) > 0
	if q.leading {
		q.waiting[0].done <- false
	}
	q.mu.Unlock()
}

// gather lets others join the batch, for as long as each turn of the scheduler brings one: a
// sync costs more than many turns, and who was in the last batch is about to write again.
func (q *queue) gather() {
	for before := 0; ; {
		q.mu.Lock()
		n := len(q.waiting)
		q.mu.Unlock()
		if n == before {
			return
		}
		before = n
		runtime.Gosched()
	}
}
