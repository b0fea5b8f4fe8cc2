package wal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	logMagic      = "sigcfgL1"
	snapshotMagic = "sigcfgS1"
	headerSize    = int64(len(logMagic))
)

// A Log is an open state directory. Append, Rotate and Close must not overlap;
// WriteSnapshot may run beside Append and Rotate.
type Log struct {
	dir  string
	lock *os.File

	f      segment
	name   string // of the segment that grows
	first  uint64 // the first sequence that the segment holds
	next   uint64
	size   int64 // bytes of the segment that are durable
	buf    []byte
	broken error // why nothing can be written any more
}

// A segment is the part of *os.File that the log writes through.
type segment interface {
	WriteAt(p []byte, off int64) (int, error)
	Sync() error
	Truncate(size int64) error
	Close() error
}

// ErrBroken is in the chain of what Append returns after a failure that leaves
// unknown what the disk holds. Only opening the log again tells.
var ErrBroken = errors.New("the log takes no more writes until it is opened again")

// Next is the sequence of the next record.
func (l *Log) Next() uint64 { return l.next }

// Size is the number of bytes in the growing segment.
func (l *Log) Size() int64 { return l.size }

// Broken says why the log takes no more writes, nil while it does.
func (l *Log) Broken() error { return l.broken }

// Append makes the records durable, all with one sync. It gives them their
// sequences. On an error none of them counts, and unless Broken says otherwise a
// later Append may succeed.
func (l *Log) Append(recs []Record) error {
	if l.broken != nil {
		return l.broken
	}
	buf := l.buf[:0]
	for i := range recs {
		start := len(buf)
		recs[i].Seq = l.next + uint64(i)
		buf = appendRecord(buf, &recs[i], l.size)
		if len(buf)-start-frameHead > maxPayload {
			return fmt.Errorf("a change of more than %d MiB", maxPayload>>20)
		}
	}
	if cap(buf) <= 1<<20 {
		l.buf = buf
	}
	if _, err := l.f.WriteAt(buf, l.size); err != nil {
		// Nothing of it may be found by the next Open.
		if terr := l.f.Truncate(l.size); terr != nil {
			l.broken = fmt.Errorf("%w: %w, and then %w", ErrBroken, err, terr)
			return l.broken
		}
		return err
	}
	if err := l.f.Sync(); err != nil {
		// After a failed sync the cache and the disk may differ for good.
		l.broken = fmt.Errorf("%w: %w", ErrBroken, errors.Join(err, l.f.Truncate(l.size)))
		return l.broken
	}
	l.size += int64(len(buf))
	l.next += uint64(len(recs))
	return nil
}

// Rotate begins a new segment, so that a snapshot can replace the older ones. It
// returns the sequence after which the snapshot is to be taken.
func (l *Log) Rotate() (through uint64, err error) {
	if l.broken != nil {
		return 0, l.broken
	}
	through = l.next - 1
	if l.first == l.next {
		return through, nil // nothing in it yet
	}
	if err := l.f.Sync(); err != nil {
		l.broken = fmt.Errorf("%w: %w", ErrBroken, err)
		return 0, l.broken
	}
	old := l.f
	if err := l.begin(l.next); err != nil {
		// The old segment goes on growing, so the new one must not be there.
		if rerr := os.Remove(filepath.Join(l.dir, segmentName(l.next))); rerr != nil && !errors.Is(rerr, fs.ErrNotExist) {
			l.broken = fmt.Errorf("%w: %w", ErrBroken, errors.Join(err, rerr))
		}
		return 0, err
	}
	return through, old.Close()
}

// begin makes the segment whose first record has the sequence first.
func (l *Log) begin(first uint64) error {
	name := segmentName(first)
	if err := writeFile(l.dir, name, func(f *os.File) error {
		_, err := f.WriteString(logMagic)
		return err
	}); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(l.dir, name), os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	l.f, l.name, l.first, l.next, l.size = f, name, first, first, headerSize
	return nil
}

// Close gives the directory free. What was appended is durable already.
func (l *Log) Close() error {
	var errs []error
	if l.f != nil {
		errs = append(errs, l.f.Close())
		l.f = nil
	}
	if l.broken == nil {
		l.broken = fmt.Errorf("%w: it is closed", ErrBroken)
	}
	if l.lock != nil {
		errs = append(errs, l.lock.Close())
		l.lock = nil
	}
	return errors.Join(errs...)
}

func segmentName(first uint64) string    { return fmt.Sprintf("log-%016x", first) }
func snapshotName(through uint64) string { return fmt.Sprintf("snapshot-%016x", through) }

// writeFile makes a file appear whole or not at all, durably.
func writeFile(dir, name string, fill func(*os.File) error) (err error) {
	tmp := filepath.Join(dir, name+tmpSuffix)
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(tmp)
		}
	}()
	if err = fill(f); err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	if err = os.Rename(tmp, filepath.Join(dir, name)); err != nil {
		return err
	}
	return syncDir(dir)
}

const tmpSuffix = ".tmp"
