// Package lockermethod: a lock whose method writes, called by sync.Cond
package lockermethod

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var waits int

type lock struct{ sync.Mutex }

func (l *lock) Lock() {
	waits++ // want SIG701
	l.Mutex.Lock()
}

// C is the component.
//
//sig:component name=locker-method scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c2 := sync.NewCond(&lock{})
	c2.L.Lock()
	c2.Signal()
	c2.L.Unlock()
	return R{N: waits}, nil
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
