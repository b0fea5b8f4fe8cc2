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
// at a time; beyond that a call with a new key is ErrLimited. A result that came when there was no room for it
// goes to those who wait for it; whoever asks later gets ErrLimited that says that the call was made.
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
	mu      sync.Mutex
	runs    map[runID]*run // guarded by mu
	order   []*run         // guarded by mu; those that have ended, the oldest first
	bytes   int            // guarded by mu; of all keys, and of the outcomes that are kept; never above keyBytes
	window  time.Duration  // guarded by mu; set by the first run
	sweeper *time.Timer    // guarded by mu; nil when there is nothing to be swept
	over    bool           // guarded by mu; its tenant has gone
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
	size   int // of the key, and of the outcome once that is kept
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
			out, err = f.callJSON(base, &w, name, mode, in, nil)
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
	ks.window = window
	now := time.Now()
	ks.expire(now)
	if r := ks.runs[id]; r != nil {
		if r.params != params {
			return nil, false, &Error{Code: CodeInvalid, Path: "idempotency key", Expected: "the params that this key was first used with, or another key"}
		}
		return r, false, nil
	}
	if len(ks.runs) >= keyCount || ks.bytes+len(id.key) > keyBytes {
		retry := window
		if len(ks.order) > 0 {
			retry = window - now.Sub(ks.order[0].ended)
		}
		return nil, false, &Error{Code: CodeLimited, Path: "idempotency key", Expected: "at most " + strconv.Itoa(keyCount) + " keys and " + sizeText(keyBytes) + " of results that are remembered at a time", Retry: retry}
	}
	r = &run{id: id, params: params, done: make(chan struct{}), size: len(id.key)}
	if ks.runs == nil {
		ks.runs = map[runID]*run{}
	}
	ks.runs[id] = r
	ks.bytes += r.size
	return r, true, nil
}

// end records the outcome of a run. One that did not begin is forgotten.
func (ks *idempotency) end(r *run, out []byte, err error, began bool) {
	size := len(out) + textSize(err)
	ks.mu.Lock()
	defer ks.mu.Unlock()
	defer close(r.done)
	r.out, r.err, r.ended = out, err, time.Now()
	if ks.over {
		return
	}
	if !began {
		delete(ks.runs, r.id)
		ks.bytes -= r.size
		return
	}
	kept := r
	if room := keyBytes - ks.bytes; size > room {
		// Those who wait for the run have what it gave. It takes all there is, so that no new run begins whose
		// outcome would be lost too; one that would never fit takes nothing, since waiting makes no room for it.
		kept = r.withoutOutcome()
		ks.runs[r.id] = kept
		if size <= keyBytes {
			size = room
		} else {
			size = 0
		}
	}
	kept.size += size
	ks.bytes += size
	ks.order = append(ks.order, kept)
	if ks.sweeper == nil {
		ks.sweeper = time.AfterFunc(ks.window, ks.sweep)
	}
}

// withoutOutcome is an ended run of which is known that it was made, and nothing more.
func (r *run) withoutOutcome() *run {
	e := &Error{Code: CodeLimited, Runnable: r.id.spec.runnable(r.id.m), Path: "idempotency key", Expected: "a result that fits into the " + sizeText(keyBytes) + " that are remembered; the call was made, and its result is not kept"}
	if r.err != nil {
		e.Code, e.Expected = codeOf(r.err, CodeFailed), "an error that fits into the "+sizeText(keyBytes)+" that are remembered; the call was made and failed, and its error is not kept"
	}
	done := make(chan struct{})
	close(done)
	return &run{id: r.id, params: r.params, done: done, err: e, ended: r.ended, size: r.size}
}

// textSize is about what an error takes. Its text is others' code.
func textSize(err error) (n int) {
	if err != nil {
		protect(func() { n = len(err.Error()) })
	}
	return n
}

// expire forgets what is older than the window. ks.mu is held.
func (ks *idempotency) expire(now time.Time) {
	for len(ks.order) > 0 && now.Sub(ks.order[0].ended) >= ks.window {
		old := ks.order[0]
		ks.order[0] = nil // its result must not live on below the slice
		ks.order = ks.order[1:]
		ks.bytes -= old.size
		delete(ks.runs, old.id)
	}
}

// sweep is expire for a tenant that makes no more calls with keys.
func (ks *idempotency) sweep() {
	ks.mu.Lock()
	defer ks.mu.Unlock()
	if ks.over {
		return
	}
	now := time.Now()
	ks.expire(now)
	if len(ks.order) == 0 {
		ks.order, ks.sweeper = nil, nil
		return
	}
	ks.sweeper.Reset(ks.window - now.Sub(ks.order[0].ended))
}

// forget drops everything for good: the tenant has gone. A run that is under way gives its outcome to those who wait.
func (ks *idempotency) forget() {
	ks.mu.Lock()
	defer ks.mu.Unlock()
	if ks.sweeper != nil {
		ks.sweeper.Stop()
	}
	ks.over, ks.sweeper, ks.runs, ks.order, ks.bytes = true, nil, nil, nil, 0
}
