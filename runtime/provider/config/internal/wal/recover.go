package wal

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A Visitor is told what a state directory holds, in this order: the items of the
// snapshot's state, the past that it keeps, the records after it.
type Visitor interface {
	State(it Item, seq uint64)
	Past(r Record)
	Apply(r Record)
}

// A Recovery reports what Open had to do.
type Recovery struct {
	Snapshot uint64 // sequence of the snapshot, 0 without one
	Records  int    // records read after it
	Torn     int64  // bytes cut off the end: a write that was never acknowledged
	File     string // the file that they were cut off, "" when none were
}

// ErrCorrupt is in the chain of an error that says which file is damaged, and
// where, in a way that no crash explains. Open changes nothing then.
var ErrCorrupt = errors.New("damaged")

// Open opens a state directory, making it when it is not there, and holds it
// until Close. Files that it makes are for this user alone.
func Open(dir string, v Visitor) (*Log, Recovery, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, Recovery{}, err
	}
	lock, err := lockFile(filepath.Join(dir, "lock"))
	if err != nil {
		return nil, Recovery{}, err
	}
	l := &Log{dir: dir, lock: lock}
	rec, err := l.recover(v)
	if err != nil {
		return nil, rec, errors.Join(err, l.Close())
	}
	return l, rec, nil
}

func (l *Log) recover(v Visitor) (Recovery, error) {
	var rec Recovery
	segments, snapshots, err := l.scan()
	if err != nil {
		return rec, err
	}
	if n := len(snapshots); n > 0 {
		rec.Snapshot = snapshots[n-1]
		if err := readSnapshot(filepath.Join(l.dir, snapshotName(rec.Snapshot)), rec.Snapshot, v); err != nil {
			return rec, err
		}
	}
	next := rec.Snapshot + 1
	if len(segments) == 0 {
		return rec, l.begin(next)
	}
	if segments[0] > next {
		return rec, l.corrupt(segmentName(segments[0]), 0, fmt.Sprintf("records %d to %d are missing", next, segments[0]-1))
	}
	at := segments[0]
	for i, first := range segments {
		if first != at {
			return rec, l.corrupt(segmentName(first), 0, fmt.Sprintf("begins with record %d, expected %d", first, at))
		}
		last := i == len(segments)-1
		if at, err = l.replay(first, last, &rec, v); err != nil {
			return rec, err
		}
	}
	if at <= rec.Snapshot {
		return rec, l.corrupt(segmentName(segments[len(segments)-1]), l.size, fmt.Sprintf("ends before record %d, which the snapshot holds", rec.Snapshot))
	}
	return rec, nil
}

// replay reads one segment and returns the sequence after its last record. The
// last segment is repaired and kept open.
func (l *Log) replay(first uint64, last bool, rec *Recovery, v Visitor) (next uint64, err error) {
	name := segmentName(first)
	path := filepath.Join(l.dir, name)
	data, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	next = first
	off := int64(0)
	whole := bytes.HasPrefix(data, []byte(logMagic))
	if !whole && !(last && strings.HasPrefix(logMagic, string(data))) {
		return 0, l.corrupt(name, 0, "is no log, or of a version that this program does not know")
	}
	if whole {
		off = headerSize
	}
	for whole && off < int64(len(data)) {
		payload, size, ok := frame(data[off:])
		if !ok {
			break
		}
		r, _, err := decodeRecord(payload)
		if err != nil {
			return 0, l.corrupt(name, off, err.Error())
		}
		if r.Seq != next {
			return 0, l.corrupt(name, off, fmt.Sprintf("holds record %d, expected %d", r.Seq, next))
		}
		if r.Seq > rec.Snapshot {
			rec.Records++
			v.Apply(r)
		}
		next++
		off += int64(size)
	}
	torn := int64(len(data)) - off
	if torn > 0 && (!last || acknowledgedAfter(data, off)) {
		return 0, l.corrupt(name, off, "is damaged, and acknowledged records follow; restore the directory from a copy, or cut the file off here to give them up")
	}
	if !last {
		return next, nil
	}
	if torn > 0 {
		rec.Torn, rec.File = torn, path
	}
	if !whole {
		return next, l.begin(first)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0o600)
	if err != nil {
		return 0, err
	}
	l.f, l.name, l.first, l.next, l.size = f, name, first, next, off
	if torn > 0 {
		if err := f.Truncate(off); err != nil {
			return 0, err
		}
		return next, f.Sync()
	}
	return next, nil
}

// acknowledgedAfter reports whether a whole record after the damage at off says
// that off was durable before it was written: then the damage is no torn write.
func acknowledgedAfter(data []byte, off int64) bool {
	for at := off + 1; ; at++ {
		i := bytes.Index(data[min(at, int64(len(data))):], frameMagic)
		if i < 0 {
			return false
		}
		at += int64(i)
		if payload, _, ok := frame(data[at:]); ok {
			if _, synced, err := decodeRecord(payload); err == nil && synced > off {
				return true
			}
		}
	}
}

func (l *Log) corrupt(name string, off int64, what string) error {
	return fmt.Errorf("%s: %w at byte %d: %s", filepath.Join(l.dir, name), ErrCorrupt, off, what)
}

// scan lists what the directory holds, in order, and removes what a crash left
// half-made or obsolete.
func (l *Log) scan() (segments, snapshots []uint64, err error) {
	entries, err := os.ReadDir(l.dir)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		name := e.Name()
		if strings.HasSuffix(name, tmpSuffix) {
			if err := os.Remove(filepath.Join(l.dir, name)); err != nil {
				return nil, nil, err
			}
			continue
		}
		if n, ok := number(name, "log-"); ok {
			segments = append(segments, n)
		} else if n, ok := number(name, "snapshot-"); ok {
			snapshots = append(snapshots, n)
		}
	}
	slices.Sort(segments)
	slices.Sort(snapshots)
	return segments, snapshots, nil
}

func number(name, prefix string) (uint64, bool) {
	digits, ok := strings.CutPrefix(name, prefix)
	if !ok || len(digits) != 16 {
		return 0, false
	}
	n, err := strconv.ParseUint(digits, 16, 64)
	return n, err == nil
}
