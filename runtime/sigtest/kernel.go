package sigtest

import (
	"context"
	"iter"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// stopLimit is how long the kernel of a test may take to come down.
const stopLimit = 10 * time.Second

// Kernel is an in-memory kernel that is shut down, and checked for leaks, when
// the test ends. It has configuration, credentials and storage in memory, which providers
// among factories replace; it logs to the test; it fails on reads that the wiring
// does not list. It boots at the first call, or when Boot is called.
func Kernel(t testing.TB, factories ...sig.Factory) *sig.Kernel {
	t.Helper()
	return KernelWith(t, nil, factories...)
}

// KernelWith is Kernel with further options, which win over its own.
func KernelWith(t testing.TB, opts []sig.Option, factories ...sig.Factory) *sig.Kernel {
	t.Helper()
	book := new(logbook)
	own := []sig.Option{sig.WithLogger(testLogger{t, book}), sig.WithWiringCheck(), core.WithLazyBoot(), core.WithOverheard(book.overhear)}
	k := sig.New(append(own, opts...)...)
	if err := k.Discover(append(factories, memoryFactories()...)...); err != nil {
		t.Fatal(err)
	}
	books.Store(k, book)
	t.Cleanup(func() {
		books.Delete(k)
		ctx, cancel := context.WithTimeout(context.Background(), stopLimit)
		defer cancel()
		if err := k.Shutdown(ctx); err != nil {
			t.Errorf("shutting the kernel down: %v", err)
		}
		if left := k.Remains(); len(left) > 0 {
			t.Errorf("the kernel leaks:\n\t%s", strings.Join(left, "\n\t"))
		}
	})
	return k
}

// A logbook keeps what the instances of tenants logged, published and heard, for Isolation.
type logbook struct {
	mu    sync.Mutex
	lines []logLine // guarded by mu
	full  bool      // guarded by mu

	published atomic.Int64 // events, of shared components too
}

// A logLine is one line or event and whose it is.
type logLine struct{ tenant, instance, did, text string }

// bookLimit bounds what a logbook keeps.
const bookLimit = 1 << 16

// books has the logbook of every kernel that KernelWith made and whose test goes on.
var books sync.Map // *sig.Kernel -> *logbook

// testLogger logs to a test until it has ended.
type testLogger struct {
	t    testing.TB
	book *logbook
}

func (l testLogger) Log(_ context.Context, level int, msg string, attrs ...sig.Attr) {
	if l.t.Context().Err() != nil {
		return // the test is over; its Log would panic
	}
	var b strings.Builder
	switch {
	case level >= sig.LevelError:
		b.WriteString("error: ")
	case level >= sig.LevelWarn:
		b.WriteString("warning: ")
	}
	b.WriteString(msg)
	line := logLine{did: "logged"}
	for _, a := range attrs {
		b.WriteString(" " + a.Key + "=" + a.Value)
		switch {
		case a.Key == "tenant" && line.tenant == "": // the instance's own come first
			line.tenant = a.Value
		case a.Key == "instance" && line.instance == "":
			line.instance = a.Value
		}
	}
	line.text = b.String()
	l.t.Log(line.text)
	l.book.add(line)
}

func (b *logbook) overhear(e core.OverheardEvent) {
	did := "published"
	switch {
	case e.Outside:
		did = "sent"
	case e.Heard:
		did = "heard"
	default:
		b.published.Add(1)
	}
	b.add(logLine{e.Tenant, e.Instance, did, e.Topic + " " + string(e.Payload)})
}

func (b *logbook) add(line logLine) {
	if line.tenant == "" {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.lines) < bookLimit {
		b.lines = append(b.lines, line)
	} else {
		b.full = true
	}
}

// Link is a transport to another kernel of the same process: what a call goes
// through on its way out and in, without a network.
func Link(k *sig.Kernel) sig.Transport { return link{k} }

type link struct{ k *sig.Kernel }

func (l link) InvokeStream(ctx context.Context, e sig.Envelope) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		e.Params = append([]byte(nil), e.Params...)
		away, cancel := context.WithCancel(context.Background())
		defer cancel()
		defer context.AfterFunc(ctx, cancel)()
		for elem, err := range l.k.AcceptStream(away, e) {
			if err != nil && ctx.Err() != nil {
				err = context.Cause(ctx)
			}
			if !yield(append([]byte(nil), elem...), err) || err != nil {
				return
			}
		}
	}
}

func (l link) Invoke(ctx context.Context, e sig.Envelope) ([]byte, error) {
	// Nothing but the envelope crosses: neither values of the context nor memory.
	e.Params = append([]byte(nil), e.Params...)
	away, cancel := context.WithCancel(context.Background())
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	out, err := l.k.Accept(away, e)
	if err != nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return out, err
}
