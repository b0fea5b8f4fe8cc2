package soak_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/soak/account"
	"github.com/sigen-dev/sigen/runtime/provider/config"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
	"github.com/sigen-dev/sigen/runtime/provider/storage"
)

var (
	soakFor  = flag.Duration("soak.for", 5*time.Second, "how long the soak goes on")
	soakSeed = flag.Uint64("soak.seed", 0, "seed of the schedule; 0 takes one from the clock")
	tenants  = flag.Int("soak.tenants", 24, "how many tenants there are")
)

// A world is a kernel with its data on disk, and what the test knows of each tenant.
type world struct {
	t      *testing.T
	k      *sig.Kernel
	host   account.AccountHostClient
	admin  sig.ConfigAdmin
	dir    string
	all    []*tenant
	counts map[string]*atomic.Int64
}

// A tenant is what the test knows of one: it is changed by one goroutine, and
// looked at by the callers before and after every call.
type tenant struct {
	name string
	lazy bool // it is passivated when it is idle, and keeps its tickets over that and over removals

	mu      sync.Mutex
	tickets map[int64]bool // guarded by mu; given out since it was offboarded last
	seq     uint64         // odd while it is added, removed or offboarded
	present bool
	epoch   uint64 // odd while it is offboarded: what was booked may be gone
	booked  map[string]deposit
}

type deposit struct {
	cents      int64
	began, end uint64 // epochs
}

// A moment is a tenant before or after a call.
type moment struct {
	seq, epoch uint64
	present    bool
}

func (t *tenant) look() moment {
	t.mu.Lock()
	defer t.mu.Unlock()
	return moment{t.seq, t.epoch, t.present}
}

// change runs f while the tenant counts as changing.
func (t *tenant) change(present bool, f func() error) error {
	t.mu.Lock()
	t.seq++
	t.mu.Unlock()
	err := f()
	t.mu.Lock()
	t.seq++
	t.present = present
	t.mu.Unlock()
	return err
}

func newWorld(t *testing.T, n int) *world {
	policy := sig.ResidencyPolicy{Active: n/2 - n/8, Idle: 20 * time.Millisecond}
	w := &world{t: t, k: sig.New(sig.WithResidency(policy)), dir: t.TempDir(), counts: map[string]*atomic.Int64{}}
	must(t, w.k.Discover(config.ProviderFactory, storage.ProviderFactory, sqldb.ProviderFactory, account.AccountFactory))
	_, err := config.InstantiateProvider(w.k, "config", config.ProviderProps{State: filepath.Join(w.dir, "config")})
	must(t, err)
	_, err = storage.InstantiateProvider(w.k, "storage", storage.ProviderProps{URL: "file:" + filepath.Join(w.dir, "files")})
	must(t, err)
	_, err = sqldb.InstantiateProvider(w.k, "sqldb", sqldb.ProviderProps{Dir: filepath.Join(w.dir, "db")})
	must(t, err)
	must(t, w.k.Boot(t.Context()))
	w.admin, err = sig.Require(w.k, sig.ConfigAdminContract)
	must(t, err)
	w.host = account.NewAccountClient(w.k)
	for i := range n {
		tn := &tenant{name: fmt.Sprintf("tenant%d", i), lazy: i%2 == 1, booked: map[string]deposit{}, tickets: map[int64]bool{}}
		if tn.lazy {
			must(t, w.k.SetResidency(t.Context(), "account", tn.name, sig.Lazy))
		}
		w.all = append(w.all, tn)
	}
	for _, name := range []string{"calls", "adds", "removes", "offboards", "migrations", "crashes", "replacements", "found dormant", "full", "refused"} {
		w.counts[name] = new(atomic.Int64)
	}
	return w
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) add(ctx context.Context, t *tenant) error {
	w.counts["adds"].Add(1)
	return t.change(true, func() error {
		_, err := w.k.Add(ctx, "account", t.name+"-account", sig.Props{"target": t.name})
		return err
	})
}

// live changes one tenant at random until ctx ends.
func (w *world) live(ctx context.Context, t *tenant, rnd *rand.Rand) error {
	work := context.WithoutCancel(ctx)
	for ctx.Err() == nil {
		if !t.look().present {
			if err := w.add(work, t); err != nil {
				return fmt.Errorf("add %s: %w", t.name, err)
			}
		}
		var err error
		switch n := rnd.IntN(14); {
		case n < 3:
			w.counts["removes"].Add(1)
			err = t.change(false, func() error { return w.k.Remove(work, t.name+"-account") })
		case n < 4:
			w.counts["offboards"].Add(1)
			err = w.offboard(work, t)
		case n < 8:
			w.counts["migrations"].Add(1)
			err = w.admin.Set("tenants."+t.name+".account.url", "sqlite:"+t.name+"-"+string("ab"[rnd.IntN(2)])+".db")
		case n < 12: // nobody may notice, so it is no change
			w.counts["replacements"].Add(1)
			if _, err = w.k.Replace(work, t.name+"-account", "", nil); t.lazy && errors.Is(err, sig.ErrBusy) {
				w.counts["full"].Add(1)
				err = nil
			}
		default:
			w.counts["crashes"].Add(1)
			if e := w.host.Target(t.name).Crash(work); t.lazy && errors.Is(e, sig.ErrBusy) {
				w.counts["full"].Add(1)
			} else if !errors.Is(e, sig.ErrPanic) {
				err = fmt.Errorf("a panic came back as %w", e)
			}
		}
		if err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
		time.Sleep(time.Duration(rnd.IntN(20)) * time.Millisecond)
	}
	return nil
}

// offboard ends a tenant for good: its next one of the name starts with nothing.
func (w *world) offboard(ctx context.Context, t *tenant) error {
	t.mu.Lock()
	t.epoch++
	t.mu.Unlock()
	err := t.change(false, func() error {
		_, err := w.k.Offboard(ctx, t.name)
		return err
	})
	if err == nil {
		err = w.admin.Delete("tenants." + t.name + ".account.url")
	}
	t.mu.Lock()
	t.epoch++
	clear(t.booked)
	clear(t.tickets)
	t.mu.Unlock()
	if err != nil {
		return err
	}
	return w.gone(t)
}

// gone looks for anything of a tenant that was offboarded.
func (w *world) gone(t *tenant) error {
	return filepath.WalkDir(w.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, os.ErrNotExist) {
				return nil // of another tenant, which goes at the same time
			}
			return err
		}
		if rest, ok := strings.CutPrefix(d.Name(), t.name); ok && (rest == "" || rest[0] < '0' || rest[0] > '9') && !d.IsDir() {
			return fmt.Errorf("%s is left after the offboarding", path)
		}
		return nil
	})
}

// call makes one call, and holds its end against what the tenant was before and after.
func (w *world) call(ctx context.Context, t *tenant, rnd *rand.Rand, id string) error {
	w.counts["calls"].Add(1)
	before := t.look()
	client := w.host.Target(t.name)
	var err error
	cents := rnd.Int64N(1000)
	kind := rnd.IntN(10)
	var ticket account.TicketResult
	switch {
	case kind < 4:
		err = client.Deposit(ctx, account.DepositParams{ID: id, Cents: cents})
	case kind < 5:
		err = client.Note(ctx)
	case kind < 6:
		_, err = client.Ledger(ctx)
	case kind < 8:
		ticket, err = client.Ticket(ctx)
	default:
		err = client.Ping(ctx)
	}
	after := t.look()
	if kind < 4 && err == nil {
		t.mu.Lock()
		if t.epoch-before.epoch < 2 { // otherwise the end of that incarnation has been recorded already
			t.booked[id] = deposit{cents, before.epoch, t.epoch}
		}
		t.mu.Unlock()
	}
	if ticket.Number > 0 {
		if err := t.given(ticket.Number, before.epoch, after); err != nil {
			return err
		}
	}
	steady := before.seq == after.seq && before.seq%2 == 0
	switch {
	case err == nil && steady && !before.present:
		return fmt.Errorf("a call to %s, which is absent, was answered", t.name)
	case err != nil && t.lazy && errors.Is(err, sig.ErrBusy):
		w.counts["full"].Add(1) // all that are active are at work
		return nil
	case err != nil && steady && before.present:
		return fmt.Errorf("a call to %s, which is present and does not change, failed: %w", t.name, err)
	case err == nil:
		return nil
	}
	w.counts["refused"].Add(1)
	time.Sleep(time.Millisecond) // an answer of no costs nothing, and would be most of the calls
	for _, allowed := range []error{sig.ErrNotFound, sig.ErrInstanceGone, sig.ErrDraining, sig.ErrBusy, sig.ErrDenied} {
		if errors.Is(err, allowed) {
			return nil
		}
	}
	return fmt.Errorf("a call to %s ended in what is none of the allowed errors: %w", t.name, err)
}

// given notes a ticket of a tenant that keeps them: whoever was passivated, replaced or removed
// goes on where it was.
func (t *tenant) given(n int64, began uint64, after moment) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.lazy || began != after.epoch || t.epoch != began || began%2 == 1 {
		return nil // it was offboarded meanwhile, and begins anew
	}
	if t.tickets[n] {
		return fmt.Errorf("%s gave ticket %d twice: a body has lost its state", t.name, n)
	}
	t.tickets[n] = true
	return nil
}

// dormant counts those that are there and not active, until ctx ends.
func (w *world) dormant(ctx context.Context) {
	for ctx.Err() == nil {
		for _, i := range w.k.Status().Instances {
			if i.State == sig.StateRegistered {
				w.counts["found dormant"].Add(1)
			}
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
		}
	}
}

// balance holds the ledgers of a tenant against what was acknowledged.
func (w *world) balance(ctx context.Context, t *tenant) error {
	got := map[string]int64{}
	for _, db := range "ab" {
		if err := w.admin.Set("tenants."+t.name+".account.url", "sqlite:"+t.name+"-"+string(db)+".db"); err != nil {
			return err
		}
		if err := w.k.Settled(ctx); err != nil {
			return err
		}
		ledger, err := w.host.Target(t.name).Ledger(ctx)
		for t.lazy && errors.Is(err, sig.ErrBusy) { // others are passivated to make room
			time.Sleep(time.Millisecond)
			ledger, err = w.host.Target(t.name).Ledger(ctx)
		}
		if err != nil {
			return err
		}
		sum := int64(0)
		for id, cents := range ledger.Entries {
			if _, twice := got[id]; twice {
				return fmt.Errorf("%s: entry %s is booked twice", t.name, id)
			}
			if owner, _, _ := strings.Cut(id, "/"); owner != t.name {
				return fmt.Errorf("%s has entry %s of another tenant", t.name, id)
			}
			got[id] = cents
			sum += cents
		}
		if sum != ledger.Cents {
			return fmt.Errorf("%s: the entries of database %c add up to %d, and the balance is %d", t.name, db, sum, ledger.Cents)
		}
	}
	for id, d := range t.booked {
		cents, there := got[id]
		switch {
		case there && cents != d.cents:
			return fmt.Errorf("%s: entry %s has %d cents instead of %d", t.name, id, cents, d.cents)
		case !there && d.began == d.end && d.began%2 == 0:
			return fmt.Errorf("%s: entry %s was acknowledged and is lost", t.name, id)
		}
	}
	return nil
}

// TestSoak lets callers on every core meet tenants that are added, removed,
// offboarded, replaced, passivated, migrated and crash at random. Every call ends in a result or an error that is
// allowed at that moment, the ledgers balance, and nothing is left of who is gone.
func TestSoak(t *testing.T) {
	seed := *soakSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("-soak.seed=%d", seed)
	start := runtime.NumGoroutine()
	w := newWorld(t, *tenants)
	for _, tn := range w.all {
		must(t, w.add(t.Context(), tn))
	}
	ctx, stop := context.WithTimeout(t.Context(), *soakFor)
	defer stop()
	fail, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	for i, tn := range w.all {
		wg.Go(func() {
			if err := w.live(fail, tn, rand.New(rand.NewPCG(seed, uint64(i)))); err != nil {
				cancel(err)
			}
		})
	}
	wg.Go(func() { w.dormant(fail) })
	for i := range 4 * runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			rnd := rand.New(rand.NewPCG(seed, 1<<32+uint64(i)))
			for n := 0; fail.Err() == nil; n++ {
				tn := w.all[rnd.IntN(len(w.all))]
				if err := w.call(context.WithoutCancel(ctx), tn, rnd, fmt.Sprintf("%s/%d/%d", tn.name, i, n)); err != nil {
					cancel(err)
					return
				}
			}
		})
	}
	wg.Wait()
	if err := context.Cause(fail); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	for _, tn := range w.all {
		if !tn.look().present {
			must(t, w.add(t.Context(), tn))
		}
		if err := w.balance(t.Context(), tn); err != nil {
			t.Error(err)
		}
	}
	for _, tn := range w.all {
		if err := w.offboard(t.Context(), tn); err != nil {
			t.Error(err)
		}
	}
	if *soakFor >= time.Second && w.counts["found dormant"].Load() == 0 {
		t.Error("nobody was passivated")
	}
	if left := w.k.Remains(); len(left) > 0 {
		t.Errorf("left behind:\n\t%s", strings.Join(left, "\n\t"))
	}
	must(t, w.k.Shutdown(t.Context()))
	deadline := time.Now().Add(10 * time.Second)
	for runtime.NumGoroutine() > start && time.Now().Before(deadline) {
		runtime.Gosched()
		time.Sleep(time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > start {
		buf := make([]byte, 1<<16)
		t.Errorf("%d goroutines at the start and %d at the end:\n%s", start, n, buf[:runtime.Stack(buf, true)])
	}
	for name, n := range w.counts {
		t.Logf("%d %s", n.Load(), name)
	}
}
