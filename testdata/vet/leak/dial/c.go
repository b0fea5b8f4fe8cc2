// Package dial: a connection
package dial

import (
	"context"
	"net"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=dial scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Ping(ctx context.Context, p P) error {
	conn, err := net.Dial("tcp", p.K) // want SIG703
	if err != nil {
		return err
	}
	return conn.Close()
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
