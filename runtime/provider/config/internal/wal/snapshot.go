package wal

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// A SnapshotWriter takes the state after a sequence. The state may already hold
// later changes: the records after the sequence are applied over it.
type SnapshotWriter struct {
	w     *bufio.Writer
	chunk []byte
	n     uint64 // items
	size  int64
	err   error
}

const chunkSize = 64 << 10

// State adds a value, or an ended incarnation, with the sequence of its record.
func (w *SnapshotWriter) State(it Item, seq uint64) {
	if len(w.chunk) == 0 {
		w.chunk = append(beginFrame(w.chunk), frameState)
	}
	w.chunk = binary.AppendUvarint(w.chunk, seq)
	w.chunk = appendItem(w.chunk, &it)
	w.n++
	if len(w.chunk) >= chunkSize {
		w.flush()
	}
}

// Past adds a record of which only the history is to be kept.
func (w *SnapshotWriter) Past(r Record) {
	w.flush()
	w.chunk = appendRecord(w.chunk, &r, 0)
	w.write()
}

func (w *SnapshotWriter) flush() {
	if len(w.chunk) > 0 {
		endFrame(w.chunk, 0)
		w.write()
	}
}

func (w *SnapshotWriter) write() {
	if w.err == nil {
		_, w.err = w.w.Write(w.chunk)
	}
	w.size += int64(len(w.chunk))
	w.chunk = w.chunk[:0]
}

func (w *SnapshotWriter) end(through uint64) error {
	w.flush()
	w.chunk = append(beginFrame(w.chunk), frameEnd)
	w.chunk = binary.AppendUvarint(w.chunk, through)
	w.chunk = binary.AppendUvarint(w.chunk, w.n)
	w.flush()
	return errors.Join(w.err, w.w.Flush())
}

// WriteSnapshot writes the state after through, which Rotate returned, and
// removes what it replaces. It returns the size of the snapshot in bytes. On an
// error the directory is as good as before.
func (l *Log) WriteSnapshot(through uint64, fill func(*SnapshotWriter) error) (size int64, err error) {
	err = writeFile(l.dir, snapshotName(through), func(f *os.File) error {
		w := &SnapshotWriter{w: bufio.NewWriterSize(f, chunkSize)}
		if _, err := w.w.WriteString(snapshotMagic); err != nil {
			return err
		}
		if err := fill(w); err != nil {
			return err
		}
		err := w.end(through)
		size = w.size
		return err
	})
	if err != nil {
		return 0, err
	}
	return size, l.removeBefore(through)
}

// removeBefore deletes snapshots and segments that the one at through replaces.
func (l *Log) removeBefore(through uint64) error {
	entries, err := os.ReadDir(l.dir)
	if err != nil {
		return err
	}
	var errs []error
	for _, e := range entries {
		seg, isSegment := number(e.Name(), "log-")
		snap, isSnapshot := number(e.Name(), "snapshot-")
		if isSegment && seg <= through || isSnapshot && snap < through {
			errs = append(errs, os.Remove(filepath.Join(l.dir, e.Name())))
		}
	}
	return errors.Join(errs...)
}

// readSnapshot gives a snapshot to the visitor. A snapshot appears whole or not
// at all, so whatever is wrong with it is damage.
func readSnapshot(path string, through uint64, v Visitor) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, chunkSize)
	off := int64(0)
	damaged := func(what string) error {
		return fmt.Errorf("%s: %w at byte %d: %s; restore the directory from a copy", path, ErrCorrupt, off, what)
	}
	magic := make([]byte, len(snapshotMagic))
	if _, err := io.ReadFull(in, magic); err != nil || string(magic) != snapshotMagic {
		return damaged("is no snapshot, or of a version that this program does not know")
	}
	off = int64(len(magic))
	var n uint64
	var buf []byte
	for {
		buf, err = readFrame(in, buf)
		if err != nil {
			return damaged("a part does not read: " + err.Error())
		}
		payload := buf[frameHead:]
		r := &reader{b: payload}
		switch r.byte() {
		case frameState:
			for !r.bad && len(r.b) > 0 {
				seq := r.uvarint()
				if it := r.item(); !r.bad {
					v.State(it, seq)
					n++
				}
			}
		case frameRecord:
			rec, _, err := decodeRecord(payload)
			if err != nil {
				return damaged(err.Error())
			}
			v.Past(rec)
			r.b = nil
		case frameEnd:
			if r.uvarint() != through || r.uvarint() != n || r.bad {
				return damaged("ends with other counts than it holds")
			}
			return nil
		default:
			r.bad = true
		}
		if r.bad {
			return damaged(errPayload.Error())
		}
		off += int64(len(buf))
	}
}

// readFrame reads one frame into buf, growing it.
func readFrame(in io.Reader, buf []byte) ([]byte, error) {
	if cap(buf) < frameHead {
		buf = make([]byte, frameHead, chunkSize*2)
	}
	buf = buf[:frameHead]
	if _, err := io.ReadFull(in, buf); err != nil {
		return buf, err
	}
	n := binary.LittleEndian.Uint32(buf[4:])
	if n > maxPayload {
		return buf, errPayload
	}
	for want := frameHead + int(n); len(buf) < want; {
		// In steps, so that a wrong length costs no memory.
		step := min(want-len(buf), 1<<20)
		at := len(buf)
		buf = append(buf, make([]byte, step)...)
		if _, err := io.ReadFull(in, buf[at:]); err != nil {
			return buf, err
		}
	}
	if _, _, ok := frame(buf); !ok {
		return buf, errors.New("the checksum is wrong")
	}
	return buf, nil
}
