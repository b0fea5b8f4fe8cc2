package config

import (
	"errors"
	"fmt"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/config/internal/wal"
	"github.com/sigen-dev/sigen/runtime/provider/internal/fault"
)

// A batch is the scratch space of one round of writes.
type batch struct {
	in      []*write
	records []wal.Record
	changes []sig.ConfigChange
}

// process decides writes, in order, and puts those that are accepted in force
// with one sync. Each gets its err. The caller holds mu.
func (s *store) process(ws []*write) {
	for len(ws) > 0 {
		n := 1
		if ws[0].alone == nil {
			for n < len(ws) && ws[n].alone == nil {
				n++
			}
		}
		s.round(ws[:n])
		ws = ws[n:]
	}
	if s.log != nil && s.log.Size() >= s.compactAt {
		s.compact()
	}
}

func (s *store) round(ws []*write) {
	if s.closed {
		refuse(ws, errStopped)
		return
	}
	if w := ws[0]; w.alone != nil {
		if w.ops, w.items, w.err = w.alone(); w.err != nil {
			return
		}
	}
	defer s.view.reset()
	commit := s.accept(ws)
	recs := s.batch.records[:0]
	now := s.o.Now().UnixNano()
	for _, w := range ws {
		if w.err == nil && len(w.items) > 0 {
			recs = append(recs, wal.Record{Seq: s.version.Load() + uint64(len(recs)) + 1, At: now, Who: w.who, Items: w.items})
		}
	}
	s.batch.records = recs
	defer clear(recs)
	if len(recs) == 0 {
		return
	}
	if s.log != nil {
		if err := s.log.Append(recs); err != nil {
			failed := fault.New(sig.CodeFailed, "state", "a disk that takes the change", err)
			s.logFails = true
			s.find(findingLog, failed)
			s.o.Log(sig.LevelError, "a configuration change could not be made durable", sig.Attr{Key: "error", Value: err.Error()})
			refuse(ws, failed)
			return
		}
		if s.logFails {
			s.logFails = false
			s.find(findingLog, nil)
		}
	}
	for i := range recs {
		s.apply(&recs[i])
	}
	s.version.Store(recs[len(recs)-1].Seq)
	if err := s.inForce(commit); err != nil {
		refuse(ws, err)
	}
}

// inForce tells watchers and the listener of what has just come into force: the
// changes that accept left in the batch.
func (s *store) inForce(commit func()) error {
	if s.watchers.n.Load() > 0 {
		for _, c := range s.batch.changes {
			s.watchers.tell(Event(c))
		}
	}
	if commit == nil {
		return nil
	}
	return guarded(func() error { commit(); return nil })
}

func refuse(ws []*write, err error) {
	for _, w := range ws {
		if w.err == nil {
			w.err = err
		}
	}
}

// accept asks the listener about writes. It sets the err of those that are
// refused, leaves the others in the view and their changes in the batch, and
// returns what to call once they are in force.
//
// Writes of different paths are asked about together. One of a path that an
// earlier one sets is asked about after it, so that every value is judged, even
// one that is replaced before anybody sees it. When the listener refuses writes
// together, each is asked about by itself.
func (s *store) accept(ws []*write) (commit func()) {
	all := ws
	judged := true // commit is about all that the view holds
	for round := 1; len(ws) > 0; round++ {
		mark, n := len(s.view.undos), 0
		for n < len(ws) && (n == 0 || !s.view.meets(ws[n], round)) {
			s.stage(ws[n], round)
			n++
		}
		c, err := s.prepare()
		if err == nil {
			commit, judged = c, true
			ws = ws[n:]
			continue
		}
		s.view.undo(mark)
		judged = false
		for _, w := range ws[:n] {
			if w.err != nil {
				continue
			}
			if n > 1 {
				s.stage(w, round)
				c, err = s.prepare()
			}
			if err == nil {
				commit, judged = c, true
				mark = len(s.view.undos)
				continue
			}
			s.view.undo(mark)
			w.err, judged = err, false
		}
		ws = ws[n:]
	}
	if judged {
		return commit
	}
	commit, err := s.prepare()
	if err != nil {
		refuse(all, err)
	}
	return commit
}

// stage puts a write into the view and works out what to log of it. What changes
// nothing is left out.
func (s *store) stage(w *write, round int) {
	mark := len(s.view.undos)
	fixed := w.alone != nil && w.items != nil
	if !fixed {
		w.items = w.items[:0]
	}
	size := len(w.who)
	for _, o := range w.ops {
		text, set := s.view.runtime(o.path)
		if o.delete && !set || !o.delete && set && text == o.value {
			continue
		}
		it := wal.Item{Kind: wal.Set, Path: o.path, New: o.value, NewLayer: uint8(LayerRuntime), Old: text, OldLayer: uint8(LayerRuntime)}
		lower, layer := s.view.lower(o.path)
		if o.delete {
			it.Kind, it.New, it.NewLayer = wal.Delete, lower, uint8(layer)
		}
		if !set {
			it.Old, it.OldLayer = lower, uint8(layer)
		}
		s.view.put(pending{
			path: o.path, value: o.value, set: !o.delete, round: round,
			was: inForce{it.Old, Layer(it.OldLayer)}, now: inForce{it.New, Layer(it.NewLayer)},
		})
		if fixed {
			continue
		}
		if layer != LayerNone && s.redact.secret(o.path) {
			// Secrets of the other layers have no business in the log.
			if o.delete {
				it.New = ""
			}
			if !set {
				it.Old = ""
			}
		}
		w.items = append(w.items, it)
		size += len(it.Path) + len(it.Old) + len(it.New) + 32
	}
	if size > maxRecord {
		s.view.undo(mark)
		w.err = fault.Invalid("", "a change of at most "+strconv.Itoa(maxRecord>>20)+" MiB, old values included; split it")
	}
}

// prepare shows the listener what the view changes. The changes stay in the batch.
func (s *store) prepare() (commit func(), err error) {
	changes := s.batch.changes[:0]
	for i := range s.view.over {
		if p := &s.view.over[i]; p.was.differs(p.now) {
			changes = append(changes, p.change())
		}
	}
	s.batch.changes = changes
	return s.ask()
}

// ask has the listener judge the changes in the batch.
func (s *store) ask() (commit func(), err error) {
	if s.listener == nil || len(s.batch.changes) == 0 {
		return nil, nil
	}
	err = guarded(func() (err error) {
		commit, err = s.listener.Prepare(s.batch.changes, &s.view)
		return err
	})
	var known *sig.Error
	if err != nil && !errors.As(err, &known) {
		err = fault.New(invalid, "", "a change that the components accept", err)
	}
	return commit, err
}

// guarded turns a panic of the listener into an error: the writers that wait for
// this one must not wait for ever.
func guarded(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fault.New(sig.CodePanic, "", "a listener that does not panic", fmt.Errorf("%v", r))
		}
	}()
	return f()
}
