// Package blindloglogger: a logger of the log package kept by the package
package blindloglogger

import (
	"context"
	"log"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var lines strings.Builder

var logger = log.New(&lines, "", 0)

// C is the component.
//
//sig:component name=blind-log-logger scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Note(ctx context.Context, p P) error {
	logger.Printf("got %s", p.V) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
