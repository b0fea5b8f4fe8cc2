package reactive

import (
	"bytes"
	"runtime"
	"strconv"
	"sync"
	"unsafe"
)

// Who is asking? Reads and writes carry no context, so the engine cannot tell a body that reads from any other goroutine that
// reads at the same time. Nearly always it need not know. Where it must (a reader is about to wait for an evaluation and may be
// inside of it; a write while a body runs; a read beside an effect that a commit overtook), it looks at its own
// goroutine's stack for the frames that run bodies, whose receiver a traceback prints. That costs about a microsecond and is never
// used to find dependencies. Where a frame is not found the reader counts as an outsider.
const (
	climbFrame  = "reactive.(*flight).climb(0x"
	effectFrame = "reactive.(*reaction).enter(0x"
	batchFrame  = "reactive.(*Tx).enter(0x"
	viewFrame   = "reactive.(*view).enter(0x"
)

var traceBuffers = sync.Pool{New: func() any { b := make([]byte, 64<<10); return &b }}

// stackOf lists the receivers of the frames of that kind on this goroutine's stack, innermost first. A traceback shows the 50
// innermost and the 50 outermost frames of a deep stack.
func stackOf(frame string) []uintptr {
	buf := traceBuffers.Get().(*[]byte)
	defer traceBuffers.Put(buf)
	text := (*buf)[:runtime.Stack(*buf, false)]
	var found []uintptr
	for {
		i := bytes.Index(text, []byte(frame))
		if i < 0 {
			return found
		}
		text = text[i+len(frame):]
		end := bytes.IndexAny(text, ",)?") // a question mark where the compiler thinks it is not needed any more
		if end < 0 {
			return found
		}
		if at, err := strconv.ParseUint(string(text[:end]), 16, 64); err == nil {
			found = append(found, uintptr(at))
		}
	}
}

// flightAt is the domain's flight at that address, nil when it is none of this domain's. d.mu is held.
func (d *Domain) flightAt(at uintptr) *flight {
	for f := d.flights; f != nil; f = f.before {
		if uintptr(unsafe.Pointer(f)) == at {
			return f
		}
	}
	return nil
}

// onStack reports whether at is among the frames of that kind on this goroutine's stack.
func onStack(frame string, at unsafe.Pointer) bool {
	for _, r := range stackOf(frame) {
		if r == uintptr(at) {
			return true
		}
	}
	return false
}
