package core

import "iter"

// What is made of a stream where it cannot be passed on element by element.
const (
	// StreamBytes bounds the JSON of a stream: called by name, or from another process.
	StreamBytes = 16 << 20
	// StreamElems bounds the slice that Bus.Invoke makes of a stream.
	StreamElems = 1 << 16
)

// Stream hands the elements of a call that was let in to yield, on the goroutine
// of whoever iterates, and ends the call: at the last element, at the first error,
// when yield wants no more, when the context ends, or when the instance goes. An error
// comes last, behind the end of the call. A panic of the component is ErrPanic; one of
// yield goes on to its own caller. seq may be nil, which is an empty stream.
func Stream[R any](p *Pass, open func() iter.Seq2[R, error], yield func(R, error) bool) {
	stopped, err := stream(p, open, yield)
	if err != nil && !stopped {
		var zero R
		yield(zero, err)
	}
}

func stream[R any](p *Pass, open func() iter.Seq2[R, error], yield func(R, error) bool) (stopped bool, err error) {
	theirs := false // the code of whoever iterates runs
	defer func() {
		if theirs { // its panic, or the end of its goroutine, is none of the call's
			err = nil
		} else if v := recover(); v != nil {
			err = p.panicked(v)
		}
		p.close(&err)
	}()
	seq := open()
	if seq == nil {
		return false, nil
	}
	over := false
	defer func() { over = true }()
	seq(func(r R, failed error) bool {
		switch {
		case over: // a component that does not stop, or that kept yield
			return false
		case failed != nil:
			over, err = true, failed
			return false
		}
		if err = p.interrupted(); err != nil {
			over = true
			return false
		}
		theirs = true
		more := yield(r, nil)
		theirs = false
		over, stopped = !more, !more
		return more
	})
	if err == nil && !stopped && p.Ctx.Err() != nil {
		err = p.Ctx.Err() // what ends because its context does is not complete
	}
	return stopped, err
}

// interrupted is why a stream may not go on: its context ended, or its instance is gone.
func (p *Pass) interrupted() error {
	if err := p.Ctx.Err(); err != nil {
		return err
	}
	if p.b != nil && p.b.phase.Load() == phaseGone {
		return p.spec.named(p.b.refusal(), p.m)
	}
	return nil
}

// close is End without what recovers.
func (p *Pass) close(err *error) {
	if p.extra != nil || *err != nil {
		p.settle(err)
	}
	if p.b != nil {
		p.b.leave(p.s)
	}
}

// AppendStream appends the elements of a stream as a JSON array; add appends one. More than
// StreamBytes are ErrLimited: nothing cuts a stream short in silence.
func AppendStream[R any](dst []byte, seq iter.Seq2[R, error], add func([]byte, R) ([]byte, error)) ([]byte, error) {
	start := len(dst)
	dst = append(dst, '[')
	if seq != nil {
		first := true
		for r, err := range seq {
			if err != nil {
				return dst[:start], err
			}
			if !first {
				dst = append(dst, ',')
			}
			first = false
			if dst, err = add(dst, r); err != nil {
				return dst[:start], err
			}
			if len(dst)-start > StreamBytes {
				return dst[:start], Errf(CodeLimited, "a stream of at most 16 MiB, where it is answered whole; a typed client in the same process has no limit")
			}
		}
	}
	return append(dst, ']'), nil
}

// CollectStream makes a slice of a stream, which copied gives memory of its own;
// nil for what needs none. More than StreamElems elements are ErrLimited.
func CollectStream[R any](seq iter.Seq2[R, error], copied func(*R) error) ([]R, error) {
	all := []R{}
	if seq == nil {
		return all, nil
	}
	for r, err := range seq {
		if err == nil && copied != nil {
			err = copied(&r)
		}
		if err != nil {
			return nil, err
		}
		if len(all) == StreamElems {
			return nil, Errf(CodeLimited, "a stream of at most 65536 elements, where it is answered whole; a typed client in the same process has no limit")
		}
		all = append(all, r)
	}
	return all, nil
}
