package reactive

import "sync/atomic"

// A domain counts its commits in one word. Bit 0 is set while a commit publishes; bit 1 is never set in a domain's word, so
// that a stamp with it (a failed run) never equals one. Viewed lies above what a stamp can hold: while it is set every read
// takes the slow path and asks who is reading (see view.go).
const (
	committing = 1 << 0
	failed     = 1 << 1
	step       = 1 << 2

	ageBits   = 16
	ageMax    = 1<<ageBits - 1
	stampMax  = 1<<(64-ageBits) - step
	viewed    = 1 << 62
	wordFlags = committing | viewed
)

// A state word says of a cell at which version it was last known to be right (the upper 48 bits, the stamp) and how many
// commits before that its value last changed (the lower 16, the age). A stamp of 0 means that it never had a value. The
// age saturates: a value unchanged for longer than 65 535 commits counts as changed that many commits ago, which costs a
// dependent that was not read for as long one extra run. One word means one atomic store for each run.
type stateWord = uint64

func stampOf(s stateWord) uint64 { return s >> ageBits }

// versionOf is the stamp without its failed bit.
func versionOf(s stateWord) uint64 { return s >> ageBits &^ failed }

// changedOf is the version at which the value last changed.
func changedOf(s stateWord) uint64 { return versionOf(s) - s&ageMax*step }

func pack(version, changed uint64) stateWord {
	return version<<ageBits | min((version&^failed-changed)/step, ageMax)
}

// A vertex is the part of a cell that the engine sees: a source, a computed or an effect, in a generated struct or made
// by hand. It is the first field of every cell.
type vertex struct {
	state atomic.Uint64
	claim uint32 // of a computed: the flight that evaluates it, 0 when none does; guarded by Domain.mu
	// For a source of a generated struct claim is its distance from the head of the struct, fixed at Mount, and a mark; see mark.go.
	meta uint32 // index in the plan plus one (0 when made by hand) and kind; written before the cell is shared
}

type kind uint32

const (
	kindSource kind = iota
	kindComputed
	kindEffect
	kindBits = 2
)

func metaOf(index int, k kind) uint32 { return uint32(index+1)<<kindBits | uint32(k) }

func (v *vertex) kind() kind   { return kind(v.meta & (1<<kindBits - 1)) }
func (v *vertex) index() int   { return int(v.meta>>kindBits) - 1 }
func (v *vertex) byHand() bool { return v.meta>>kindBits == 0 }

// changed is the version at which the vertex's value last changed.
func (v *vertex) changed() uint64 { return changedOf(v.state.Load()) }
