package core

import (
	"context"
	"hash/maphash"
	"strconv"
	"sync"
	"time"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// WithIdempotencyKey has the next call that is made with the context run once for
// its tenant, instance, runnable and key, however often it is made within the window
// (WithIdempotency; 10 minutes from when the run ended): whoever makes it again, also
// while it runs, gets the result of the one run, or its error. The same key with other
// params is ErrInvalid. A run that was refused before it began is not remembered.
//
// The run belongs to nobody who waits for it: it goes on when the context of its
// caller ends, until its own timeout= or the end of the instance, so that its outcome is
// known to whoever asks again. Such a call travels encoded.
//
// Results are kept in the memory of this process, as long as the tenant is here: a
// restart forgets them. Where more is needed the runnable itself must write the key in
// the same transaction as its effects. A tenant may have 1024 keys and 1 MiB of results
// at a time; beyond that a call with a new key is ErrLimited.
//
// A key has 1 to 255 bytes.
func WithIdempotencyKey(ctx context.Context, key string) context.Context {
	return withOpts(ctx, func(o *callOpts) {
		if o.key = key; key == "" {
			o.key = badKey
		}
	})
}

// badKey stands for an empty key, which is refused when the call is made.
const badKey = "\x00"

const (
	keyWindow = 10 * time.Minute
	keyCount  = 1024
	keyBytes  = 1 << 20
	keyLength = 255
)

// WithIdempotency sets how long the outcome of a call with a key is remembered.
func WithIdempotency(window time.Duration) Option {
	return optionFunc(func(k *Kernel) {
		if window > 0 {
			k.keyWindow = window
		}
	})
}

// idempotency remembers the calls of one tenant that had a key.
type idempotency struct {
	mu    sync.Mutex
	runs  map[runID]*run // guarded by mu
	order []*run         // guarded by mu; those that have ended, the oldest first
	bytes int            // guarded by mu; of their results
}

type runID struct {
	instance string
	spec     *ContractSpec
	m        int
	key      string
}

// A run is one call that was made once.
type run struct {
	id     runID
	params uint64 // hash
	done   chan struct{}
	out    []byte // set before done is closed
	err    error  // set before done is closed
	ended  time.Time
	size   int
}

var keySeed = maphash.MakeSeed()

// once makes a call, or waits for the one that has the same key. f has entered.
func (f *found) once(ctx context.Context, key string, mode codec.Mode, params []byte) ([]byte, error) {
	b, s := f.b, f.s
	name := f.spec.runnable(f.m)
	k := b.inst.k
	t := b.inst.tenant
	if t == nil {
		if c := callerOf(ctx); c != nil {
			t = c.ten
		}
	}
	if key == badKey || len(key) > keyLength {
		return nil, f.refused(ctx, t, &Error{Code: CodeInvalid, Runnable: name, Path: "idempotency key", Expected: "a key of 1 to " + strconv.Itoa(keyLength) + " bytes"})
	}
	keys := &k.flowOf(t).keys
	r, fresh, err := keys.begin(runID{b.inst.name, f.spec, f.m, key}, maphash.Bytes(keySeed, params), k.keyWindow)
	switch {
	case err != nil:
		return nil, f.refused(ctx, t, f.spec.named(err, f.m))
	case !fresh:
		b.uncount(s)
	case !b.addJob():
		keys.end(r, nil, f.refused(ctx, t, b.refusal()), false)
	default:
		in := append([]byte(nil), params...)
		w := whoIs(ctx)
		base := w.inside(&limited{Context: context.WithoutCancel(ctx), limit: b.ctx()}, entryOf(ctx))
		w.opts, w.timed = nil, base.timed
		go func() {
			defer b.rare.Load().jobDone()
			var out []byte
			var err error = &Error{Code: CodePanic, Runnable: name, Instance: b.inst.name, Expected: "a result, but the runnable ended its goroutine"}
			defer func() { keys.end(r, out, err, f.began) }() // also after a runtime.Goexit
			out, err = f.callJSON(base, w, name, mode, in, nil)
		}()
	}
	select {
	case <-r.done:
		return r.out, r.err
	case <-ctx.Done():
	}
	err = ctx.Err()
	if err == context.DeadlineExceeded {
		err = &Error{Code: CodeTimeout, Runnable: name, Expected: "an answer within the call's deadline; the run goes on, and the same key gives its result", Cause: err}
	}
	return nil, err
}

// refused ends a call that was let in and does not run, and returns its error.
func (f *found) refused(ctx context.Context, t *tenant, err error) error {
	f.b.inst.tenant.lastFailed(err)
	f.b.inst.k.observeRefusal(&Pass{Ctx: ctx, b: f.b, spec: f.spec, m: f.m}, t, err)
	f.b.refuse(f.s)
	return err
}

// begin finds the run with an id, or makes a fresh one.
func (ks *idempotency) begin(id runID, params uint64, window time.Duration) (r *run, fresh bool, err error) {
	ks.mu.Lock()
	defer ks.mu.Unlock()
	now := time.Now()
	for len(ks.order) > 0 && now.Sub(ks.order[0].ended) >= window {
		old := ks.order[0]
		ks.order[0] = nil // its result must not live on below the slice
		ks.order = ks.order[1:]
		ks.bytes -= old.size
		delete(ks.runs, old.id)
	}
	if r := ks.runs[id]; r != nil {
		if r.params != params {
			return nil, false, &Error{Code: CodeInvalid, Path: "idempotency key", Expected: "the params that this key was first used with, or another key"}
		}
		return r, false, nil
	}
	if len(ks.runs) >= keyCount || ks.bytes >= keyBytes {
		retry := window
		if len(ks.order) > 0 {
			retry = window - now.Sub(ks.order[0].ended)
		}
		return nil, false, &Error{Code: CodeLimited, Path: "idempotency key", Expected: "at most " + strconv.Itoa(keyCount) + " keys and " + sizeText(keyBytes) + " of results that are remembered at a time", Retry: retry}
	}
	r = &run{id: id, params: params, done: make(chan struct{})}
	if ks.runs == nil {
		ks.runs = map[runID]*run{}
	}
	ks.runs[id] = r
	return r, true, nil
}

// end records the outcome of a run. One that did not begin is forgotten.
func (ks *idempotency) end(r *run, out []byte, err error, began bool) {
	ks.mu.Lock()
	defer ks.mu.Unlock()
	r.out, r.err, r.ended = out, err, time.Now()
	r.size = len(out) + len(r.id.key)
	if !began {
		delete(ks.runs, r.id)
	} else {
		ks.order = append(ks.order, r)
		ks.bytes += r.size
	}
	close(r.done)
}
