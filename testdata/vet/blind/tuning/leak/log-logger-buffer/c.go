// Package logloggerbuffer: a log.Logger over a package-level buffer.
//
// Verdict: leak.
// Why: The log of all tenants is read back by Tail.
package logloggerbuffer

import (
	"context"
	"log"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	logBuf lockedBuffer
	logger = log.New(&logBuf, "", log.LstdFlags)
)

type lockedBuffer struct {
	mu sync.Mutex
	b  []byte
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.b = append(l.b, p...) // want leak
	return len(p), nil
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return string(l.b)
}

// C is the component.
//
//sig:component name=log-logger-buffer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) error {
	logger.Printf("did %s with %q", p.K, p.V)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Tail(ctx context.Context) (R, error) { return R{V: logBuf.String()}, nil }

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
