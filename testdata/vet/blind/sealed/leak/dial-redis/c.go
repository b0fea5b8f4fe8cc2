// Package dialredis: a raw TCP connection.
//
// Verdict: leak.
// Why: The socket speaks to a server that all tenants use, around the handles.
package dialredis

import (
	"bufio"
	"context"
	"fmt"
	"net"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=dial-redis scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", "127.0.0.1:6379") // want leak
	if err != nil {
		return R{}, err
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET %s\r\n", p.K)
	line, err := bufio.NewReader(conn).ReadString('\n')
	return R{V: line}, err
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
