// Package cidrtable: networks parsed at start
package cidrtable

import (
	"context"
	"net"

	sig "github.com/sigen-dev/sigen/runtime"
)

var private = mustNets("10.0.0.0/8", "192.168.0.0/16")

func mustNets(list ...string) []*net.IPNet {
	var out []*net.IPNet
	for _, s := range list {
		_, n, err := net.ParseCIDR(s)
		if err != nil {
			panic(err)
		}
		out = append(out, n)
	}
	return out
}

// C is the component.
//
//sig:component name=cidr-table scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	ip := net.ParseIP(p.V)
	for _, n := range private {
		if n.Contains(ip) {
			return R{N: 1}, nil
		}
	}
	return R{}, nil
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
