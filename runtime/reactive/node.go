package reactive

import (
	"strconv"
	"sync/atomic"
	"unsafe"
)

// A node is the engine's part of a signal or computed made by hand, or of a dynamic computed of a generated struct.
type node struct {
	// What every run needs lies together, in 64 bytes.
	vertex
	run   func(d *Domain, f *flight, v *vertex) outcome
	track *Tracker  // of a dynamic computed
	deps  []*vertex // in read order; changed only by the flight that owns the node
	d     *Domain

	name   string
	aside  func() (unsafe.Pointer, error) // a run for one reader alone
	grab   func() unsafe.Pointer          // the present value, to keep
	frozen atomic.Bool                    // disposed of: the last value stays
	flat   bool                           // of a computed: the value is in its word
}

func (n *node) source() {}

// label is the name for errors.
func (n *node) label() string {
	if n.name != "" {
		return n.name
	}
	what := "computed"
	if n.kind() == kindSource {
		what = "signal"
	}
	return what + "@" + strconv.FormatUint(uint64(uintptr(unsafe.Pointer(n))), 16)
}

// seal ends the tracking of a run that did not return.
func (n *node) seal() {
	if n.track != nil && n.track.end() {
		n.deps = n.track.deps
	}
}
