package backend

import (
	"context"
	"net"
	"time"
)

// DialTimeout bounds how long a connection takes to come about.
const DialTimeout = 10 * time.Second

// Resolver looks servers up. net.DefaultResolver is a variable that every package may change, and so
// lead the logins of all tenants elsewhere.
var Resolver = new(net.Resolver)

var dialer = net.Dialer{Timeout: DialTimeout, KeepAlive: time.Minute, Resolver: Resolver}

// Dial connects to a server.
func Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	return dialer.DialContext(ctx, network, addr)
}
