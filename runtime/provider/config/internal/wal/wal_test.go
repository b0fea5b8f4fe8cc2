package wal

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
)

// state is a visitor that does what a store does, in the simplest way.
type state struct {
	values  map[string]string
	retired map[string]string
	past    []Record
	applied []Record
}

func newState() *state { return &state{values: map[string]string{}, retired: map[string]string{}} }

func (s *state) State(it Item, _ uint64) { s.item(it) }
func (s *state) Past(r Record)           { s.past = append(s.past, r) }
func (s *state) Apply(r Record) {
	s.applied = append(s.applied, r)
	for _, it := range r.Items {
		s.item(it)
	}
}

func (s *state) item(it Item) {
	switch it.Kind {
	case Set:
		s.values[it.Path] = it.New
	case Delete:
		delete(s.values, it.Path)
	case Purge:
		maps.DeleteFunc(s.values, func(k, _ string) bool { return strings.HasPrefix(k, it.Path) })
	case Retire:
		s.retired[it.Path] = it.New
	}
}

func set(path, value string) Record {
	return Record{At: 1, Who: "test", Items: []Item{{Kind: Set, Path: path, New: value}}}
}

func open(t testing.TB, dir string) (*Log, *state, Recovery) {
	t.Helper()
	s := newState()
	l, rec, err := Open(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l, s, rec
}

func appendAll(t testing.TB, l *Log, recs ...Record) {
	t.Helper()
	if err := l.Append(recs); err != nil {
		t.Fatal(err)
	}
}

func TestRecordsComeBack(t *testing.T) {
	dir := t.TempDir()
	l, _, _ := open(t, dir)
	want := []Record{
		{At: 1234, Who: "é", Items: []Item{{Kind: Set, Path: "a.b", Old: "x", New: "y", OldLayer: 1, NewLayer: 3}, {Kind: Delete, Path: "c"}}},
		{At: -1, Items: []Item{{Kind: Purge, Path: "tenants.acme"}, {Kind: Retire, Path: "acme", New: "1"}}},
		{Who: strings.Repeat("w", 1000), Items: []Item{}},
	}
	appendAll(t, l, want[:2]...)
	appendAll(t, l, want[2])
	l.Close()
	_, s, rec := open(t, dir)
	for i := range want {
		want[i].Seq = uint64(i + 1)
	}
	if !reflect.DeepEqual(s.applied, want) {
		t.Errorf("got  %+v\nwant %+v", s.applied, want)
	}
	if rec != (Recovery{Records: 3}) {
		t.Errorf("%+v", rec)
	}
}

// A log cut at any byte holds exactly the records that are whole before the cut,
// reports what it cut off, and goes on from there.
func TestTruncationAtEveryOffset(t *testing.T) {
	dir := t.TempDir()
	l, _, _ := open(t, dir)
	ends := []int64{headerSize}
	for i := range 6 {
		appendAll(t, l, set(fmt.Sprintf("k%d", i), strings.Repeat("v", i*7)))
		ends = append(ends, l.Size())
	}
	l.Close()
	whole, err := os.ReadFile(filepath.Join(dir, segmentName(1)))
	if err != nil {
		t.Fatal(err)
	}
	for cut := 0; cut <= len(whole); cut++ {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, segmentName(1)), whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		records, good := 0, int64(0)
		for i, e := range ends {
			if int64(cut) >= e {
				records, good = i, e
			}
		}
		l, s, rec := open(t, dir)
		if len(s.applied) != records || rec.Records != records || rec.Torn != int64(cut)-good || (rec.File != "") != (rec.Torn > 0) {
			t.Fatalf("cut at %d: %d records, %+v; want %d and %d torn", cut, len(s.applied), rec, records, int64(cut)-good)
		}
		appendAll(t, l, set("after", "x"))
		l.Close()
		_, s, rec = open(t, dir)
		if len(s.applied) != records+1 || s.values["after"] != "x" || rec.Torn != 0 {
			t.Fatalf("cut at %d, second opening: %d records, %+v", cut, len(s.applied), rec)
		}
	}
}

// After a power cut the bytes written since the last sync may be there in part,
// in any order, as zeros, or not at all. What was acknowledged is there.
func TestTornBatches(t *testing.T) {
	dir := t.TempDir()
	l, _, _ := open(t, dir)
	for i := range 3 {
		appendAll(t, l, set(fmt.Sprintf("acked%d", i), "v"))
	}
	synced := l.Size()
	var batch []Record
	for i := range 40 {
		batch = append(batch, set(fmt.Sprintf("b%d", i), strings.Repeat("x", 50)))
	}
	appendAll(t, l, batch...)
	l.Close()
	whole, err := os.ReadFile(filepath.Join(dir, segmentName(1)))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	const sector = 64
	for round := range 150 {
		data := bytes.Clone(whole)
		for at := synced; at < int64(len(data)); at += sector {
			if rng.IntN(3) == 0 {
				clear(data[at:min(at+sector, int64(len(data)))])
			}
		}
		data = data[:synced+rng.Int64N(int64(len(data))-synced+1)]
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, segmentName(1)), data, 0o600); err != nil {
			t.Fatal(err)
		}
		l, s, _ := open(t, dir)
		for i := range 3 {
			if s.values[fmt.Sprintf("acked%d", i)] != "v" {
				t.Fatalf("round %d: an acknowledged record is lost", round)
			}
		}
		for i, r := range s.applied[3:] {
			if r.Items[0].Path != fmt.Sprintf("b%d", i) {
				t.Fatalf("round %d: record %d of the batch is %v", round, i, r)
			}
		}
		l.Close()
	}
}

// Damage before acknowledged records is not repaired by dropping them.
func TestDamageIsRefused(t *testing.T) {
	dir := t.TempDir()
	l, _, _ := open(t, dir)
	var ends []int64
	for i := range 4 {
		appendAll(t, l, set(fmt.Sprintf("k%d", i), "v"))
		ends = append(ends, l.Size())
	}
	l.Close()
	path := filepath.Join(dir, segmentName(1))
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at := range ends[2] {
		data := bytes.Clone(whole)
		data[at] ^= 0x40
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		_, _, err := Open(dir, newState())
		if !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), path) {
			t.Fatalf("byte %d flipped: %v", at, err)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(after, data) {
			t.Fatalf("byte %d flipped: the damaged file was changed", at)
		}
	}
	data := bytes.Clone(whole)
	data[ends[2]+20] ^= 1 // in the last record: as good as a torn write
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, s, rec := open(t, dir); len(s.applied) != 3 || rec.Torn != ends[3]-ends[2] {
		t.Errorf("%d records, %+v", len(s.applied), rec)
	}
}

func TestSnapshotReplacesWhatIsBefore(t *testing.T) {
	dir := t.TempDir()
	l, _, _ := open(t, dir)
	for i := range 100 {
		appendAll(t, l, set(fmt.Sprintf("k%d", i%10), fmt.Sprint(i)))
	}
	through, err := l.Rotate()
	if err != nil || through != 100 {
		t.Fatalf("%d, %v", through, err)
	}
	appendAll(t, l, set("later", "1"))
	past := set("k1", "old")
	past.Seq = 91
	if _, err := l.WriteSnapshot(through, func(w *SnapshotWriter) error {
		for i := range 10 {
			w.State(Item{Kind: Set, Path: fmt.Sprintf("k%d", i), New: fmt.Sprint(90 + i)}, 91)
		}
		w.State(Item{Kind: Retire, Path: "acme", New: "2"}, 5)
		w.Past(past)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	l.Close()
	l, s, rec := open(t, dir)
	if len(s.values) != 11 || s.values["k3"] != "93" || s.values["later"] != "1" || s.retired["acme"] != "2" || rec.Snapshot != 100 || rec.Records != 1 {
		t.Errorf("%v %+v", s, rec)
	}
	if !reflect.DeepEqual(s.past, []Record{past}) {
		t.Errorf("past %v", s.past)
	}
	appendAll(t, l, set("k3", "last"))
	l.Close()
	files, _ := os.ReadDir(dir)
	var names []string
	for _, f := range files {
		names = append(names, f.Name())
	}
	if want := []string{"lock", segmentName(101), snapshotName(100)}; !reflect.DeepEqual(names, want) {
		t.Errorf("files %v, want %v", names, want)
	}

	t.Run("every byte counts", func(t *testing.T) {
		path := filepath.Join(dir, snapshotName(100))
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for at := range whole {
			data := bytes.Clone(whole)
			data[at] ^= 1
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, _, err := Open(dir, newState()); !errors.Is(err, ErrCorrupt) {
				t.Fatalf("byte %d flipped: %v", at, err)
			}
			if err := os.WriteFile(path, whole[:at], 0o600); err != nil {
				t.Fatal(err)
			}
			if _, _, err := Open(dir, newState()); !errors.Is(err, ErrCorrupt) {
				t.Fatalf("cut at %d: %v", at, err)
			}
		}
	})
}

// A crash at any step of a compaction leaves a directory that opens to the same state.
func TestCrashBetweenTheStepsOfACompaction(t *testing.T) {
	type step struct {
		name string
		run  func(t *testing.T, dir string)
	}
	fill := func(w *SnapshotWriter) error {
		w.State(Item{Kind: Set, Path: "a", New: "1"}, 1)
		w.State(Item{Kind: Set, Path: "b", New: "2"}, 2)
		return nil
	}
	for _, s := range []step{
		{"rotated", func(t *testing.T, dir string) {}},
		{"half a snapshot", func(t *testing.T, dir string) {
			os.WriteFile(filepath.Join(dir, snapshotName(2)+tmpSuffix), []byte("sig"), 0o600)
		}},
		{"the old segment is still there", func(t *testing.T, dir string) {
			old, err := os.ReadFile(filepath.Join(dir, segmentName(1)))
			if err != nil {
				t.Fatal(err)
			}
			l, _, _ := open(t, dir)
			if _, err := l.WriteSnapshot(2, fill); err != nil {
				t.Fatal(err)
			}
			l.Close()
			os.WriteFile(filepath.Join(dir, segmentName(1)), old, 0o600)
		}},
	} {
		t.Run(s.name, func(t *testing.T) {
			dir := t.TempDir()
			l, _, _ := open(t, dir)
			appendAll(t, l, set("a", "1"), set("b", "2"))
			if _, err := l.Rotate(); err != nil {
				t.Fatal(err)
			}
			appendAll(t, l, set("c", "3"))
			l.Close()
			s.run(t, dir)
			l, st, _ := open(t, dir)
			if want := map[string]string{"a": "1", "b": "2", "c": "3"}; !maps.Equal(st.values, want) || l.Next() != 4 {
				t.Errorf("%v, next %d", st.values, l.Next())
			}
		})
	}
}

func TestMissingFilesAreNoticed(t *testing.T) {
	dir := t.TempDir()
	l, _, _ := open(t, dir)
	for i := range 3 {
		appendAll(t, l, set("k", fmt.Sprint(i)))
		if _, err := l.Rotate(); err != nil {
			t.Fatal(err)
		}
	}
	l.Close()
	for _, gone := range []uint64{1, 2} {
		path := filepath.Join(dir, segmentName(gone))
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		os.Remove(path)
		if _, _, err := Open(dir, newState()); !errors.Is(err, ErrCorrupt) {
			t.Errorf("without segment %d: %v", gone, err)
		}
		os.WriteFile(path, data, 0o600)
	}
}

func TestOneHolder(t *testing.T) {
	dir := t.TempDir()
	l, _, _ := open(t, dir)
	_, _, err := Open(dir, newState())
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Errorf("second holder: %v", err)
	}
	l.Close()
	open(t, dir)
}

// faulty fails on demand, after writing part of what it was given.
type faulty struct {
	segment
	write, sync, truncate error
}

func (f *faulty) WriteAt(p []byte, off int64) (int, error) {
	if f.write != nil {
		n, _ := f.segment.WriteAt(p[:len(p)-3], off)
		return n, f.write
	}
	return f.segment.WriteAt(p, off)
}

func (f *faulty) Sync() error {
	if f.sync != nil {
		return f.sync
	}
	return f.segment.Sync()
}

func (f *faulty) Truncate(n int64) error {
	if f.truncate != nil {
		return f.truncate
	}
	return f.segment.Truncate(n)
}

func TestFailedWrites(t *testing.T) {
	dir := t.TempDir()
	l, _, _ := open(t, dir)
	appendAll(t, l, set("a", "1"))
	f := &faulty{segment: l.f, write: syscall.ENOSPC}
	l.f = f
	if err := l.Append([]Record{set("b", "2"), set("c", "3")}); !errors.Is(err, syscall.ENOSPC) || l.Broken() != nil {
		t.Fatalf("full disk: %v, broken %v", err, l.Broken())
	}
	f.write = nil
	appendAll(t, l, set("d", "4"))

	f.sync = syscall.EIO
	if err := l.Append([]Record{set("e", "5")}); !errors.Is(err, ErrBroken) || !errors.Is(err, syscall.EIO) {
		t.Fatalf("failed sync: %v", err)
	}
	f.sync = nil
	if err := l.Append([]Record{set("f", "6")}); !errors.Is(err, ErrBroken) {
		t.Fatalf("after a failed sync: %v", err)
	}
	l.Close()
	_, s, _ := open(t, dir)
	if want := map[string]string{"a": "1", "d": "4"}; !maps.Equal(s.values, want) {
		t.Errorf("%v, want %v", s.values, want)
	}
}

func TestFullDiskThatCannotBeUndone(t *testing.T) {
	l, _, _ := open(t, t.TempDir())
	l.f = &faulty{segment: l.f, write: syscall.ENOSPC, truncate: syscall.EIO}
	if err := l.Append([]Record{set("a", "1")}); !errors.Is(err, ErrBroken) {
		t.Errorf("%v", err)
	}
}

func TestNothingButTheOwnerReads(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	l, _, _ := open(t, dir)
	appendAll(t, l, set("a", "1"))
	for _, p := range []string{dir, filepath.Join(dir, segmentName(1)), filepath.Join(dir, "lock")} {
		if i, err := os.Stat(p); err != nil || i.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v, %v", p, i.Mode(), err)
		}
	}
}

// FuzzOpen: any bytes as a log give an error or a state, and opening the result
// again gives the same state with nothing torn.
func FuzzOpen(f *testing.F) {
	two := appendRecord([]byte(logMagic), &Record{Seq: 1, Items: []Item{{Kind: Set, Path: "a", New: "b"}}}, headerSize)
	two = appendRecord(two, &Record{Seq: 2, Who: "w", Items: []Item{{Kind: Delete, Path: "a"}}}, int64(len(two)))
	f.Add(two)
	f.Add(two[:len(two)-3])
	f.Add([]byte("sigcfgL1"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, segmentName(1)), data, 0o600); err != nil {
			t.Fatal(err)
		}
		s := newState()
		l, _, err := Open(dir, s)
		if err != nil {
			return
		}
		l.Close()
		again := newState()
		l, rec, err := Open(dir, again)
		if err != nil || rec.Torn != 0 || !reflect.DeepEqual(s, again) {
			t.Fatalf("second opening: %v, %+v", err, rec)
		}
		l.Close()
	})
}

// FuzzRecord: a record reads back as it was written, and any payload that reads
// is what its record writes.
func FuzzRecord(f *testing.F) {
	f.Add(uint64(1), int64(5), "who", "a.b", "old", "new", byte(1), byte(3))
	f.Fuzz(func(t *testing.T, seq uint64, at int64, who, path, old, new string, ol, nl byte) {
		r := Record{Seq: seq, At: at, Who: who, Items: []Item{{Kind: Set, Path: path, Old: old, New: new, OldLayer: ol, NewLayer: nl}, {Kind: Retire, Path: path}}}
		b := appendRecord(nil, &r, 77)
		payload, size, ok := frame(b)
		if !ok || size != len(b) {
			t.Fatal("its own frame does not read")
		}
		got, synced, err := decodeRecord(payload)
		if err != nil || synced != 77 || !reflect.DeepEqual(got, r) {
			t.Fatalf("%+v, %v; want %+v", got, err, r)
		}
	})
}

func FuzzPayload(f *testing.F) {
	b := appendRecord(nil, &Record{Seq: 1, Items: []Item{{Kind: Set, Path: "a"}}}, 8)
	f.Add(b[frameHead:])
	f.Fuzz(func(t *testing.T, payload []byte) {
		if r, _, err := decodeRecord(payload); err == nil && len(r.Items) > len(payload) {
			t.Fatalf("%d items out of %d bytes", len(r.Items), len(payload))
		}
	})
}
