package core

import (
	"hash/maphash"
	"math/bits"
	"sync"
	"sync/atomic"
)

// A table maps names to instances; the zero table is empty. A read takes no lock:
// it loads a directory, a segment and one group of slots. Adding and removing one
// costs the same at ten and at a million, and never holds up a reader.
//
// It is extendible hashing (Fagin et al., "Extendible Hashing", TODS 1979) with
// segments of eight cache lines, each a group of slots with an overflow count and tags that say
// which slots to look at (as in Bronson and Shi, "Open-sourcing F14", 2019). A writer
// holds its shard's lock and changes one slot; a segment that is full is
// replaced by two, one that got empty is merged with its buddy, and readers of the
// old one go on in what was true when they came.
type table struct {
	byTarget bool // the key is the tenant's name, not the instance's
	shards   [tableShards]shard
}

type shard struct {
	mu  sync.Mutex // of writers
	dir atomic.Pointer[directory]
}

// A directory finds a segment by the first bits of a hash. It is replaced to
// grow; its entries change in place.
type directory struct {
	depth uint
	segs  []atomic.Pointer[segment] // runs of 1<<n entries are one segment
}

type segment [segmentGroups]group

// A group is a cache line.
type group struct {
	meta  atomic.Uint64 // seven tags, 0 for an empty slot, and in the top byte how many entries went on to a later group
	slots [groupSlots]atomic.Pointer[inst]
}

const (
	tableShards   = 16
	segmentGroups = 8
	groupSlots    = 7
	segmentFull   = 48 // of 56: from then on nothing goes to a later group any more
	segmentMerge  = 24 // two that have no more become one

	everyByte = 0x01010101010101
	tagsMask  = 1<<56 - 1
	overOne   = 1 << 56
)

// tableSeed keeps whoever chooses names from choosing where they go.
var tableSeed = maphash.MakeSeed()

// A hash is cut into the shard (4 bits), the first group (3), the tag (8) and,
// from the top, the place in the directory.
type hash uint64

func hashOf(name string) hash { return hash(maphash.String(tableSeed, name)) }
func (h hash) shard() int     { return int(h % tableShards) }
func (h hash) group() uint    { return uint(h>>6) % segmentGroups }
func (h hash) tag() uint64    { return max(uint64(h>>9)&0xff, 1) }
func (h hash) place(depth uint) uint {
	return uint(h >> 1 >> (63 - depth))
}

func (t *table) key(i *inst) string {
	if t.byTarget {
		return i.target()
	}
	return i.name
}

func (t *table) get(name string) *inst {
	h := hashOf(name)
	d := t.shards[h.shard()].dir.Load()
	if d == nil {
		return nil
	}
	seg := d.segs[h.place(d.depth)].Load()
	at, tags := h.group(), h.tag()*everyByte
	for range segmentGroups {
		g := &seg[at]
		meta := g.meta.Load()
		x := meta&tagsMask ^ tags
		for m := (x - everyByte) &^ x & (everyByte << 7); m != 0; m &= m - 1 {
			i := g.slots[slotOf(m)].Load()
			if i != nil && t.key(i) == name {
				return i
			}
		}
		if meta < overOne {
			return nil
		}
		at = (at + 1) % segmentGroups
	}
	return nil
}

// set replaces the entry; nil removes it.
func (t *table) set(name string, i *inst) {
	h := hashOf(name)
	s := &t.shards[h.shard()]
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.dir.Load()
	if d == nil {
		if i == nil {
			return
		}
		d = &directory{segs: make([]atomic.Pointer[segment], 1)}
		d.segs[0].Store(new(segment))
		s.dir.Store(d)
	}
	seg := d.segs[h.place(d.depth)].Load()
	if n, slot, ok := t.find(seg, h, name); ok {
		at := (h.group() + n) % segmentGroups
		if i != nil {
			seg[at].slots[slot].Store(i)
			return
		}
		seg.remove(h, n, slot)
		if seg[at].count() <= segmentMerge/segmentGroups { // a segment that has little has a group that has
			for s.merge(t, h) {
			}
		}
		return
	}
	if i == nil {
		return
	}
	// Only what would go on to a later group asks how full the segment is: the count looks at all of its cache lines.
	for seg[h.group()].full() && seg.count() >= segmentFull {
		seg = s.split(t, h)
	}
	seg.add(h, i)
}

// find returns the group, counted from the first, and the slot of name.
func (t *table) find(seg *segment, h hash, name string) (n uint, slot int, ok bool) {
	for n := range uint(segmentGroups) {
		g := &seg[(h.group()+n)%segmentGroups]
		meta := g.meta.Load()
		for m := matching(meta, h.tag()); m != 0; m &= m - 1 {
			if i := g.slots[slotOf(m)].Load(); i != nil && t.key(i) == name {
				return n, slotOf(m), true
			}
		}
		if meta < overOne {
			break
		}
	}
	return 0, 0, false
}

// matching marks the slots whose tag is the given one; a slot may be marked that
// is not meant, the lowest mark is always right.
func matching(meta, tag uint64) uint64 {
	x := meta&tagsMask ^ tag*everyByte
	return (x - everyByte) &^ x & (everyByte << 7)
}

func slotOf(marks uint64) int { return bits.TrailingZeros64(marks) / 8 }

func (g *group) full() bool { return matching(g.meta.Load(), 0) == 0 }

func (g *group) count() int {
	x := g.meta.Load() & tagsMask
	const low = everyByte<<7 - everyByte
	return bits.OnesCount64((x&low + low | x) & (everyByte << 7))
}

func (s *segment) count() (n int) {
	for g := range s {
		n += s[g].count()
	}
	return n
}

// add puts in what is not in yet; there is room. What it passes learns of it first, so
// that a reader who does not see it came before.
func (s *segment) add(h hash, i *inst) {
	for n := range uint(segmentGroups) {
		g := &s[(h.group()+n)%segmentGroups]
		meta := g.meta.Load()
		if free := matching(meta, 0); free != 0 {
			slot := slotOf(free)
			g.slots[slot].Store(i)
			g.meta.Store(meta | h.tag()<<(8*slot))
			return
		}
		g.meta.Store(meta + overOne)
	}
}

// remove empties a slot of the n-th group after h's first.
func (s *segment) remove(h hash, n uint, slot int) {
	at := func(n uint) *group { return &s[(h.group()+n)%segmentGroups] }
	g := at(n)
	g.meta.Store(g.meta.Load() &^ (0xff << (8 * slot)))
	g.slots[slot].Store(nil)
	for p := range n {
		at(p).meta.Store(at(p).meta.Load() - overOne)
	}
}

func (s *segment) each(f func(*inst)) {
	for g := range s {
		for n := range s[g].slots {
			if i := s[g].slots[n].Load(); i != nil {
				f(i)
			}
		}
	}
}

// run is where the entries of h's segment are in the directory.
func (d *directory) run(h hash) (start, n uint) {
	at := h.place(d.depth)
	seg := d.segs[at].Load()
	for n = 1; n < uint(len(d.segs)); n *= 2 {
		start = at &^ (2*n - 1)
		if d.segs[start].Load() != seg || d.segs[start+2*n-1].Load() != seg {
			break
		}
	}
	return at &^ (n - 1), n
}

// split gives the entries of h's segment two instead, and returns h's. s.mu is held.
func (s *shard) split(t *table, h hash) *segment {
	d := s.dir.Load()
	start, n := d.run(h)
	if n == 1 {
		bigger := &directory{depth: d.depth + 1, segs: make([]atomic.Pointer[segment], 2*len(d.segs))}
		for i := range bigger.segs {
			bigger.segs[i].Store(d.segs[i/2].Load())
		}
		d, start, n = bigger, 2*start, 2
		s.dir.Store(d)
	}
	var half [2]*segment
	half[0], half[1] = new(segment), new(segment)
	// Names and what has them lie all over the heap. Loads that do not wait for each other come side by side, so all
	// names are looked up before the first is hashed.
	var all [segmentGroups * groupSlots]struct {
		name string
		i    *inst
	}
	count := 0
	d.segs[start].Load().each(func(i *inst) {
		all[count].i = i
		count++
	})
	for e := range all[:count] {
		all[e].name = t.key(all[e].i)
	}
	for e := range all[:count] {
		h := hashOf(all[e].name)
		half[(h.place(d.depth)-start)/(n/2)].add(h, all[e].i)
	}
	for p := range n {
		d.segs[start+p].Store(half[p/(n/2)])
	}
	return half[(h.place(d.depth)-start)/(n/2)]
}

// merge makes h's segment one with its buddy when both have little, and the
// directory half as long when it can be. It reports whether there may be more to merge. s.mu is held.
func (s *shard) merge(t *table, h hash) bool {
	d := s.dir.Load()
	start, n := d.run(h)
	seg := d.segs[start].Load()
	count := seg.count()
	if n == uint(len(d.segs)) {
		if count == 0 {
			s.dir.Store(nil)
		}
		return false
	}
	if count > segmentMerge {
		return false
	}
	b := start ^ n
	buddy := d.segs[b].Load()
	if d.segs[b+n-1].Load() != buddy || count+buddy.count() > segmentMerge {
		return false
	}
	one := new(segment)
	for _, old := range []*segment{seg, buddy} {
		old.each(func(i *inst) { one.add(hashOf(t.key(i)), i) })
	}
	first := min(start, b)
	for p := range 2 * n {
		d.segs[first+p].Store(one)
	}
	if n > 1 {
		return true
	}
	for p := 0; p < len(d.segs); p += 2 {
		if d.segs[p].Load() != d.segs[p+1].Load() {
			return true
		}
	}
	smaller := &directory{depth: d.depth - 1, segs: make([]atomic.Pointer[segment], len(d.segs)/2)}
	for p := range smaller.segs {
		smaller.segs[p].Store(d.segs[2*p].Load())
	}
	s.dir.Store(smaller)
	return true
}

// each calls f for every entry of a copy of each shard, without a lock held.
func (t *table) each(f func(*inst)) {
	var batch []*inst
	for n := range t.shards {
		s := &t.shards[n]
		batch = batch[:0]
		s.mu.Lock()
		if d := s.dir.Load(); d != nil {
			var last *segment
			for p := range d.segs {
				if seg := d.segs[p].Load(); seg != last {
					last = seg
					seg.each(func(i *inst) { batch = append(batch, i) })
				}
			}
		}
		s.mu.Unlock()
		for _, i := range batch {
			f(i)
		}
	}
}
