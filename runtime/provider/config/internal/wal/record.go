// Package wal is the durable log beneath the runtime layer of configuration: an
// append log with a snapshot to begin from, in a directory that one process holds.
//
// Segments log-<first sequence> hold records, snapshot-<sequence> holds the state
// after that sequence. A record counts when its bytes are whole; what a crash cut
// off at the end was never acknowledged and is cut away. Damage that is followed
// by acknowledged records is no crash: Open refuses it.
package wal

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// A Kind says what an Item does.
type Kind uint8

// The kinds of items.
const (
	Set      Kind = iota + 1 // Path has the value New
	Delete                   // Path has no value
	Purge                    // nothing at or below Path is kept, nor its history
	Retire                   // the tenant Path has ended its incarnation New
	Retiring                 // the tenant Path is ending its incarnation New
)

// An Item is one change within a record. Old and New are the values in force
// before and after; the layers say where each came from, in the numbering of the
// package that writes them.
type Item struct {
	Kind               Kind
	Path, Old, New     string
	OldLayer, NewLayer uint8
}

// A Record is one atomic change.
type Record struct {
	Seq   uint64 // 1, 2, 3 … without gaps
	At    int64  // Unix time in nanoseconds
	Who   string
	Items []Item
}

// A frame is what a file holds, after its 8 bytes of header:
//
//	magic     4 bytes
//	length    4 bytes, little endian, of the payload
//	checksum  4 bytes, little endian, CRC-32C of length and payload
//	payload
const (
	frameHead  = 12
	maxPayload = 64 << 20
)

var (
	frameMagic = []byte{0x9e, 's', 'g', 0xf5} // not text, so values seldom hold it
	castagnoli = crc32.MakeTable(crc32.Castagnoli)
)

// The first byte of a payload.
const (
	frameRecord byte = 1 // synced offset, then a Record
	frameState  byte = 2 // items of a snapshot, each with its sequence
	frameEnd    byte = 3 // sequence and number of items: the snapshot is whole
)

// beginFrame reserves the head of a frame; endFrame fills it in.
func beginFrame(b []byte) []byte {
	b = append(b, frameMagic...)
	return append(b, 0, 0, 0, 0, 0, 0, 0, 0)
}

func endFrame(b []byte, start int) {
	binary.LittleEndian.PutUint32(b[start+4:], uint32(len(b)-start-frameHead))
	binary.LittleEndian.PutUint32(b[start+8:], checksum(b[start+4:start+8], b[start+frameHead:]))
}

func checksum(length, payload []byte) uint32 {
	return crc32.Update(crc32.Checksum(length, castagnoli), castagnoli, payload)
}

// frame returns the payload of the frame at the beginning of b and the frame's
// size; false when no whole frame stands there.
func frame(b []byte) (payload []byte, size int, ok bool) {
	if len(b) < frameHead || !bytes.Equal(b[:4], frameMagic) {
		return nil, 0, false
	}
	n := binary.LittleEndian.Uint32(b[4:])
	if n > maxPayload || int(n) > len(b)-frameHead {
		return nil, 0, false
	}
	payload = b[frameHead : frameHead+int(n)]
	if checksum(b[4:8], payload) != binary.LittleEndian.Uint32(b[8:]) {
		return nil, 0, false
	}
	return payload, frameHead + int(n), true
}

// appendRecord appends the frame of a record. synced is the offset in its file
// before which everything was durable when it was written.
func appendRecord(b []byte, r *Record, synced int64) []byte {
	start := len(b)
	b = append(beginFrame(b), frameRecord)
	b = binary.AppendUvarint(b, uint64(synced))
	b = binary.AppendUvarint(b, r.Seq)
	b = binary.AppendVarint(b, r.At)
	b = appendString(b, r.Who)
	b = binary.AppendUvarint(b, uint64(len(r.Items)))
	for i := range r.Items {
		b = appendItem(b, &r.Items[i])
	}
	endFrame(b, start)
	return b
}

func appendItem(b []byte, it *Item) []byte {
	b = append(b, byte(it.Kind), it.OldLayer, it.NewLayer)
	b = appendString(b, it.Path)
	b = appendString(b, it.Old)
	return appendString(b, it.New)
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

var errPayload = errors.New("a record whose checksum is right does not read")

// A reader takes a payload apart; bad is sticky.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) byte() byte {
	if len(r.b) == 0 {
		r.bad = true
		return 0
	}
	c := r.b[0]
	r.b = r.b[1:]
	return c
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) string() string {
	n := r.uvarint()
	if n > uint64(len(r.b)) {
		r.bad, r.b = true, nil
		return ""
	}
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

func (r *reader) item() Item {
	it := Item{Kind: Kind(r.byte()), OldLayer: r.byte(), NewLayer: r.byte()}
	it.Path, it.Old, it.New = r.string(), r.string(), r.string()
	if it.Kind < Set || it.Kind > Retiring {
		r.bad = true
	}
	return it
}

// decodeRecord reads the payload of a record frame.
func decodeRecord(payload []byte) (rec Record, synced int64, err error) {
	r := &reader{b: payload}
	if r.byte() != frameRecord {
		return Record{}, 0, errPayload
	}
	synced = int64(r.uvarint())
	rec.Seq, rec.At, rec.Who = r.uvarint(), r.varint(), r.string()
	n := r.uvarint()
	const leastItem = 6
	if n > uint64(len(r.b)/leastItem) {
		return Record{}, 0, errPayload
	}
	rec.Items = make([]Item, n)
	for i := range rec.Items {
		rec.Items[i] = r.item()
	}
	if r.bad || len(r.b) > 0 {
		return Record{}, 0, errPayload
	}
	return rec, synced, nil
}
