package backend

import (
	"context"
	"errors"
	"net"
	"testing"
	"time"
)

// Every package may change net.DefaultResolver: a hostile one would be given the logins of all tenants.
func TestTheDefaultResolverOfOthersIsNotAsked(t *testing.T) {
	asked := 0
	goFirst, dial := net.DefaultResolver.PreferGo, net.DefaultResolver.Dial
	net.DefaultResolver.PreferGo = true
	net.DefaultResolver.Dial = func(context.Context, string, string) (net.Conn, error) {
		asked++
		return nil, errors.New("a hostile resolver")
	}
	defer func() { net.DefaultResolver.PreferGo, net.DefaultResolver.Dial = goFirst, dial }()
	const server = "nowhere.invalid:5432"
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if _, err := new(net.Dialer).DialContext(ctx, "tcp", server); err == nil || asked == 0 {
		t.Fatalf("the naive dialler does not ask it, so that nothing is shown: %v", err)
	}
	asked = 0
	if _, err := Dial(ctx, "tcp", server); err == nil || asked > 0 {
		t.Errorf("by Dial, a hostile resolver was asked %d times: %v", asked, err)
	}
	if _, err := Resolver.LookupHost(ctx, "nowhere.invalid"); err == nil || asked > 0 {
		t.Errorf("by Resolver, a hostile resolver was asked %d times: %v", asked, err)
	}
}
