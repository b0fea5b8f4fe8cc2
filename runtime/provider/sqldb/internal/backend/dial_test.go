package backend

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"sync/atomic"
	"testing"
	"time"
)

// Every package may change net.DefaultResolver: a hostile one would be given the logins of all tenants.
func TestTheDefaultResolverOfOthersIsNotAsked(t *testing.T) {
	// In a process of its own, since look-ups may go on when a call that needs them has ended, and read the variable.
	const child = "SIGEN_TEST_HOSTILE_RESOLVER"
	if os.Getenv(child) == "" {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.count=1")
		cmd.Env = append(os.Environ(), child+"=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	var asked atomic.Int64 // by a look-up of each family of addresses at a time
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		asked.Add(1)
		return nil, errors.New("a hostile resolver")
	}}
	const server = "nowhere.invalid:5432"
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if _, err := new(net.Dialer).DialContext(ctx, "tcp", server); err == nil || asked.Load() == 0 {
		t.Fatalf("the naive dialler does not ask it, so that nothing is shown: %v", err)
	}
	asked.Store(0)
	if _, err := Dial(ctx, "tcp", server); err == nil || asked.Load() > 0 {
		t.Errorf("by Dial, a hostile resolver was asked %d times: %v", asked.Load(), err)
	}
	if _, err := Resolver.LookupHost(ctx, "nowhere.invalid"); err == nil || asked.Load() > 0 {
		t.Errorf("by Resolver, a hostile resolver was asked %d times: %v", asked.Load(), err)
	}
}
