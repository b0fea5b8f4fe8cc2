package sigtest

import (
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// A Way is how the calls of a test's kernel reach their instances. The zero Way is Local.
type Way uint8

// The ways.
const (
	// Local is a Go call, as in a program of one process.
	Local Way = iota
	// Encoded takes the params and the result of every call of a typed client through their codecs.
	Encoded
	// Transported sends every call of a typed client, and of Bus.InvokeJSON and
	// Bus.AppendJSON, through a transport that leads back to the same kernel: nothing but the
	// envelope arrives. Bus.Invoke stays local, for its result has the runnable's own type. Each call
	// enters the kernel anew: one that is made within another counts again for
	// sig.WithConcurrency and for limits.
	Transported
)

// String is "local", "encoded" or "transport".
func (w Way) String() string {
	switch w {
	case Local:
		return "local"
	case Encoded:
		return "encoded"
	case Transported:
		return "transport"
	}
	return "no way"
}

// EachWay runs a test three times, as subtests named for the way: local, with every call through
// its codecs, and through a transport. What holds in one process then holds in several:
//
//	sigtest.EachWay(t, func(t *testing.T, way sigtest.Way) {
//		k := way.Kernel(t, shop.ShopFactory)
//		...
//	})
//
// A component passes when it relies on nothing but what its contract says: not on memory that
// params share with the caller, on values of the context, or on what its codecs leave out.
func EachWay(t *testing.T, test func(t *testing.T, way Way)) {
	t.Helper()
	for _, w := range []Way{Local, Encoded, Transported} {
		t.Run(w.String(), func(t *testing.T) { test(t, w) })
	}
}

// Kernel is the function Kernel, of a kernel whose calls go this way.
func (w Way) Kernel(t testing.TB, factories ...sig.Factory) *sig.Kernel {
	t.Helper()
	return w.KernelWith(t, nil, factories...)
}

// KernelWith is the function KernelWith, of a kernel whose calls go this way.
func (w Way) KernelWith(t testing.TB, opts []sig.Option, factories ...sig.Factory) *sig.Kernel {
	t.Helper()
	switch w {
	case Encoded:
		opts = append([]sig.Option{core.WithDetour(core.DetourEncoded)}, opts...)
	case Transported:
		back := new(link)
		opts = append([]sig.Option{core.WithDetour(core.DetourTransport), sig.WithTransport(back)}, opts...)
		k := KernelWith(t, opts, factories...)
		back.k = k
		return k
	}
	return KernelWith(t, opts, factories...)
}
