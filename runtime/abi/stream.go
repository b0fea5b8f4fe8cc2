package abi

import (
	"iter"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// Stream hands the elements of a call to yield and ends the call; see core.Stream.
// A generated client's iterator does nothing else once the call was let in.
func Stream[T, R any](call *Call[T], open func() iter.Seq2[R, error], yield func(R, error) bool) {
	core.Stream(&call.Pass, open, yield)
}

// EncodeStream makes the encoded elements of a stream; for Method.StreamJSON.
func EncodeStream[R any](seq iter.Seq2[R, error], add func([]byte, R) ([]byte, error)) iter.Seq2[[]byte, error] {
	return core.EncodeStream(seq, add)
}

// JoinStream appends what Method.StreamJSON yields as a JSON array, of 16 MiB at most.
func JoinStream(dst []byte, seq iter.Seq2[[]byte, error]) ([]byte, error) {
	return core.AppendStream(dst, seq, func(dst, elem []byte) ([]byte, error) { return append(dst, elem...), nil })
}

// RemoteStream carries encoded params to another process; read decodes an element of the result.
func RemoteStream[T, R any](call *Call[T], params []byte, read func(*codec.Decoder) R) iter.Seq2[R, error] {
	return core.DecodeStream(call.SendStream(params), read)
}

// AppendStream appends a stream as a JSON array, of 16 MiB at most.
func AppendStream[R any](dst []byte, seq iter.Seq2[R, error], add func([]byte, R) ([]byte, error)) ([]byte, error) {
	return core.AppendStream(dst, seq, add)
}

// CollectStream makes a slice of a stream, of 65 536 elements at most; copied may be nil.
func CollectStream[R any](seq iter.Seq2[R, error], copied func(*R) error) ([]R, error) {
	return core.CollectStream(seq, copied)
}

// FailedStream is a stream that is nothing but an error.
func FailedStream[R any](err error) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		var zero R
		yield(zero, err)
	}
}

// CopiedStream is a stream whose elements are given memory of their own.
func CopiedStream[R any](seq iter.Seq2[R, error], copied func(*R) error) iter.Seq2[R, error] {
	if seq == nil {
		return nil
	}
	return func(yield func(R, error) bool) {
		for r, err := range seq {
			if err == nil {
				err = copied(&r)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// Elements is a stream of what has come whole, from another process.
func Elements[R any](all []R) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	}
}
