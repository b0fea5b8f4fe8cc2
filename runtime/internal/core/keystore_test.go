package core

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// heldBy is what a tenant's keys take: how many are known, how many of these have ended, and the bytes.
func heldBy(k *Kernel, tenant string) (runs, ended, bytes int) {
	keys := &k.tenantOf(tenant).flow().keys
	keys.mu.Lock()
	defer keys.mu.Unlock()
	for _, r := range keys.order {
		bytes += len(r.id.key) + len(r.out)
		if r.err != nil {
			bytes += len(r.err.Error())
		}
	}
	return len(keys.runs), len(keys.order), bytes
}

// sizedKernel has a greeter whose result, or error, is as long as its params say.
func sizedKernel(t *testing.T, runs *sync.Map, gate <-chan struct{}) *Kernel {
	return limitedKernel(t, Limit{}, nil, func(_ context.Context, name string) (string, error) {
		if gate != nil {
			<-gate
		}
		n, _ := runs.LoadOrStore(name, 0)
		runs.Store(name, n.(int)+1)
		what, text, _ := strings.Cut(name, " ")
		size, err := strconv.Atoi(strings.Fields(text)[0])
		if err != nil {
			return "", err
		}
		if what == "fail" {
			return "", errors.New(strings.Repeat("e", size))
		}
		return strings.Repeat("x", size), nil
	})
}

// What is remembered never takes more than its bound, also when many runs were begun while there was room. Who
// waited for a run has its result; who asks for it later is told that it ran, and that the
// result is not kept. It does not run again.
func TestResultsThatDoNotFitAreNotKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var runs sync.Map
		gate := make(chan struct{})
		k := sizedKernel(t, &runs, gate)
		var wg sync.WaitGroup
		const each, size = 16, keyBytes / 4
		for n := range each {
			wg.Go(func() {
				id := strconv.Itoa(n)
				if out, err := keyed(k, "acme", id, "ok "+strconv.Itoa(size)+" "+id); err != nil || len(out) != size+2 {
					t.Errorf("run %d: %d bytes, %v", n, len(out), err)
				}
			})
		}
		synctest.Wait()
		close(gate)
		wg.Wait()
		if known, ended, bytes := heldBy(k, "acme"); known != each || ended != each || bytes > keyBytes {
			t.Errorf("%d keys, %d of them ended, %d bytes; want %d and at most %d bytes", known, ended, bytes, each, keyBytes)
		}
		kept, gone := 0, 0
		for n := range each {
			id := strconv.Itoa(n)
			out, err := keyed(k, "acme", id, "ok "+strconv.Itoa(size)+" "+id)
			var e *Error
			switch {
			case err == nil && len(out) == size+2:
				kept++
			case errors.As(err, &e) && e.Code == CodeLimited && e.Path == "idempotency key" && e.Retry == 0 && e.Runnable == "greet.greet":
				gone++
			default:
				t.Errorf("asked again: %d bytes, %v", len(out), err)
			}
			if n, _ := runs.Load("ok " + strconv.Itoa(size) + " " + id); n != 1 {
				t.Errorf("run %s was made %v times", id, n)
			}
		}
		if kept != 3 || gone != each-3 {
			t.Errorf("%d results are kept and %d are not, want 3 of a quarter each", kept, gone)
		}
		_, err := keyed(k, "acme", "new", "ok 1 new")
		wantErr(t, "a new key while there is no room", err, ErrLimited)
		if retryOf(err) != keyWindow {
			t.Errorf("come back in %v, want %v", retryOf(err), keyWindow)
		}
	})
}

// One result that could never be kept takes no room from others, and an error counts as a result does.
func TestWhatNeverFitsTakesNoRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var runs sync.Map
		k := sizedKernel(t, &runs, nil)
		huge := strconv.Itoa(keyBytes + 1)
		if _, err := keyed(k, "acme", "huge", "ok "+huge); err != nil {
			t.Error(err)
		}
		if _, err := keyed(k, "acme", "fails", "fail "+huge); err == nil || len(err.Error()) < keyBytes {
			t.Errorf("a long error: %d bytes", len(err.Error()))
		}
		_, err := keyed(k, "acme", "huge", "ok "+huge)
		wantErr(t, "a result that is not kept", err, ErrLimited)
		_, err = keyed(k, "acme", "fails", "fail "+huge)
		var e *Error
		if !errors.As(err, &e) || e.Code != CodeFailed || len(err.Error()) > 1000 {
			t.Errorf("an error that is not kept: %.100v", err)
		}
		if _, err := keyed(k, "acme", "small", "ok 9"); err != nil {
			t.Errorf("another key: %v", err)
		}
		for _, name := range []string{"ok " + huge, "fail " + huge} {
			if n, _ := runs.Load(name); n != 1 {
				t.Errorf("%.8s was made %v times", name, n)
			}
		}
		if _, _, bytes := heldBy(k, "acme"); bytes > 2000 {
			t.Errorf("%d bytes are held", bytes)
		}
	})
}

// What is no longer remembered is gone without anybody asking, and with the tenant and the kernel.
func TestOutcomesAreSwept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := limitedKernel(t, Limit{}, nil, echo)
		for n := range 3 {
			if _, err := keyed(k, "acme", strconv.Itoa(n), "x"); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Minute)
		}
		keys := &k.tenantOf("acme").flow().keys
		for _, want := range []int{3, 2, 1, 0} {
			if n, ended, _ := heldBy(k, "acme"); n != want || ended != want {
				t.Errorf("%d keys, %d ended, want %d", n, ended, want)
			}
			if want == 3 {
				time.Sleep(keyWindow - 3*time.Minute)
			} else {
				time.Sleep(time.Minute)
			}
			synctest.Wait()
		}
		if keys.bytes != 0 || keys.sweeper != nil {
			t.Errorf("%d bytes, sweeper %v", keys.bytes, keys.sweeper)
		}
		if _, err := keyed(k, "acme", "last", "x"); err != nil {
			t.Fatal(err)
		}
		if err := k.Remove(t.Context(), "acme-g"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if len(keys.runs) != 0 || len(keys.order) != 0 || keys.sweeper != nil {
			t.Errorf("a removed tenant has %d keys, sweeper %v", len(keys.runs), keys.sweeper)
		}
		if _, err := keyed(k, "globex", "last", "x"); err != nil {
			t.Fatal(err)
		}
		keys = &k.tenantOf("globex").flow().keys
		if err := k.Shutdown(t.Context()); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if len(keys.runs) != 0 || keys.sweeper != nil {
			t.Errorf("a kernel that is shut down has %d keys, sweeper %v", len(keys.runs), keys.sweeper)
		}
	})
}
