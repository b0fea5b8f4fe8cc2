package core

import (
	"sync"
	"testing"
)

// A tenant whose last instance goes while another asks for what they share, while a call fails and while an
// offboarding begins: what they shared has ended, and no flag is lost, whoever comes first.
func TestATenantEndsWhateverComesWithIt(t *testing.T) {
	for range 3000 {
		ten := &tenant{name: "acme"}
		ten.lived().incarnation = "one"
		var scope *scope
		ends := 0
		var all sync.WaitGroup
		all.Go(func() {
			scope = ten.sharedScope()
			Scope{s: scope}.OnEnd(func() { ends++ })
		})
		all.Go(func() {
			if ten.over() {
				ten.end()
			}
		})
		all.Go(func() {
			ten.lastFailed(ErrBusy)
			ten.lastFailed(ErrDenied)
		})
		all.Go(ten.suspend)
		all.Wait()
		if err := (Scope{s: scope}).Err(); err == nil || ends != 1 {
			t.Fatalf("what the tenant's instances shared is alive (%v), or ended %d times", err, ends)
		}
		if ten.end(); ends != 1 { // as whoever offboards it does, besides
			t.Fatalf("what they shared ended %d times", ends)
		}
		if met := ten.life.Load().met.Load(); met&(lifeSuspended|lifeOver) != lifeSuspended|lifeOver || Code(met&^lifeFlags) != CodeDenied {
			t.Fatalf("its life has met %x", met)
		}
	}
}

// The scope of a tenant that is over is dead when it is minted, and nobody waits for its end.
func TestAScopeMintedAfterTheEndIsDead(t *testing.T) {
	ten := &tenant{name: "acme"}
	ten.lived().incarnation = "one"
	if ten.over() {
		t.Error("a tenant that shared nothing has something to end")
	}
	wantErr(t, "its scope", Scope{s: ten.sharedScope()}.Err(), ErrInstanceGone)
	if !ten.over() {
		t.Error("a tenant that shared something has nothing to end")
	}
}
