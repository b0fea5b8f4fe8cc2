package core

import (
	"context"
	"errors"
	"iter"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// This file is how a stream crosses processes element by element.

// A StreamTransport is a Transport that brings the elements of a stream as they come.
// Over another one a stream comes whole.
type StreamTransport interface {
	Transport
	// InvokeStream carries a call, encoded, whose result is a stream, and yields the encoded
	// elements. Each is valid until the next one is asked for. An error comes last, and stands for all
	// that is missing: a stream that ends without one is complete. ErrNotFound before the first
	// element says that nobody there serves it.
	InvokeStream(ctx context.Context, call Envelope) iter.Seq2[[]byte, error]
}

// SendStream carries encoded params to another process and yields the encoded elements of
// the result, each valid until the next. A call with a key or retries comes whole: it is one
// outcome.
func (p *Pass) SendStream(params []byte) iter.Seq2[[]byte, error] {
	if p.extra.away != nil {
		return whole(p.extra.away(params))
	}
	r := p.extra.remote
	return r.k.sendStream(p.Ctx, p.envelope(params))
}

// whole yields the elements of a stream that came as a JSON array.
func whole(out []byte, err error) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		var elems [][]byte
		if err == nil {
			elems, err = codec.Elements(out)
		}
		if err != nil {
			yield(nil, err)
			return
		}
		for _, e := range elems {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// sendStream asks every transport in order until one knows the route.
func (k *Kernel) sendStream(ctx context.Context, e Envelope) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if err := spent(ctx, func() string { return e.Route }); err != nil {
			yield(nil, err)
			return
		}
		if d, ok := ctx.Deadline(); ok {
			e.Deadline = d
		}
		k.injectTrace(ctx, &e)
		nobody := notFound(e.Route)
		for _, t := range k.transports {
			var seq iter.Seq2[[]byte, error]
			if st, ok := t.(StreamTransport); ok && !k.carries() {
				seq = carryStream(ctx, st, e)
			} else {
				seq = whole(k.carried(ctx, t, e))
			}
			began, absent := false, false
			for elem, err := range seq {
				if absent = err != nil && !began && errors.Is(err, ErrNotFound); absent {
					nobody = err
					break
				}
				began = true
				if !yield(elem, err) || err != nil {
					return
				}
			}
			if !absent {
				return
			}
		}
		yield(nil, nobody)
	}
}

// carryStream asks one transport. A panic in it is the call's, not the process's; one of whoever
// takes the elements is theirs.
func carryStream(ctx context.Context, t StreamTransport, e Envelope) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		ours, done := true, false
		defer func() {
			if !ours {
				return
			}
			if v := recover(); v != nil && !done {
				yield(nil, &Error{Code: CodePanic, Runnable: e.Route, Cause: panicCause(v)})
			}
		}()
		for elem, err := range t.InvokeStream(ctx, e) {
			ours = false
			done = !yield(elem, err)
			ours = true
			if done {
				return
			}
		}
	}
}

// AcceptStream is Accept for whoever wants the result of a stream element by element;
// each is valid until the next one is asked for, and an error comes last. A runnable that
// is no stream has one element, its result. A call with a key is made once and comes whole.
func (k *Kernel) AcceptStream(ctx context.Context, e Envelope) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		in, cancel, err := k.admitted(ctx, e)
		if err != nil {
			yield(nil, err)
			return
		}
		defer cancel()
		if err := k.acceptStream(in, e, yield); err != nil {
			yield(nil, err)
		}
	}
}

// acceptStream yields all but an error that comes before the call was let in.
func (k *Kernel) acceptStream(ctx context.Context, e Envelope, yield func([]byte, error) bool) error {
	if err := spent(ctx, func() string { return e.Route }); err != nil {
		return k.lostByName(ctx, e.Route, e.Target, err)
	}
	w := whoIs(ctx)
	if w.opts != nil {
		f, _, err := k.lookUp(&w, e.Route, e.Target, e.names())
		if err != nil {
			return err
		}
		out, err := k.invokeJSON(ctx, e.Route, e.Target, e.names(), e.mode(), e.Params, nil, false)
		if err != nil || f.spec.Methods[f.m].StreamJSON == nil {
			one(out, err, yield)
		} else {
			whole(out, nil)(yield)
		}
		return nil
	}
	var f found
	if err := k.find(ctx, &w, e.Route, e.Target, e.names(), &f); err != nil {
		return k.lostByName(ctx, e.Route, e.Target, err)
	}
	m := &f.spec.Methods[f.m]
	if m.StreamJSON == nil {
		out, err := f.callJSON(ctx, &w, e.Route, e.mode(), e.Params, nil)
		one(out, err, yield)
		return nil
	}
	var p Pass
	if err := f.pass(w.as(ctx, f.caller), &p); err != nil {
		return err
	}
	d := codec.NewDecoder(e.Params, e.mode())
	size := 0
	Stream(&p, func() iter.Seq2[[]byte, error] { return m.StreamJSON(p.Ctx, f.b.impl(), &d) },
		func(elem []byte, err error) bool {
			if err != nil {
				return yield(nil, wrapCodec(err, e.Route, f.b.inst.name))
			}
			size += len(elem)
			if err := p.fits(size); err != nil {
				yield(nil, err)
				return false
			}
			return yield(elem, nil)
		})
	return nil
}

func one(out []byte, err error, yield func([]byte, error) bool) {
	if err != nil {
		out = nil
	}
	yield(out, err)
}

// EncodeStream makes the encoded elements of a stream, in one buffer that they share.
func EncodeStream[R any](seq iter.Seq2[R, error], add func([]byte, R) ([]byte, error)) iter.Seq2[[]byte, error] {
	if seq == nil {
		return nil
	}
	return func(yield func([]byte, error) bool) {
		var buf []byte
		for r, err := range seq {
			if err == nil {
				buf, err = add(buf[:0], r)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(buf, nil) {
				return
			}
		}
	}
}

// DecodeStream makes the elements of a stream of encoded ones. A path in an error begins
// with the number of the element.
func DecodeStream[R any](seq iter.Seq2[[]byte, error], read func(*codec.Decoder) R) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		var zero R
		n := 0
		for elem, err := range seq {
			if err != nil {
				yield(zero, err)
				return
			}
			d := codec.NewDecoder(elem, codec.Lenient)
			r := read(&d)
			if err := d.Finish(); err != nil {
				var ce *codec.Error
				if errors.As(err, &ce) {
					err = ce.AtIndex(n)
				}
				yield(zero, err)
				return
			}
			if !yield(r, nil) {
				return
			}
			n++
		}
	}
}
