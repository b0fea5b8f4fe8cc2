// Package blindscheduler: timers and jobs of the instance
package blindscheduler

import (
	"context"
	"slices"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type job struct {
	at   time.Time
	name string
}

// C is the component.
//
//sig:component name=blind-scheduler scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
	mu    sync.Mutex
	jobs  []job
}

//sig:runnable desc="one call"
func (c *C) Schedule(ctx context.Context, p P) error {
	c.mu.Lock()
	c.jobs = append(c.jobs, job{time.Now().Add(time.Duration(p.N) * time.Second), p.K})
	slices.SortFunc(c.jobs, func(a, b job) int { return a.at.Compare(b.at) })
	c.mu.Unlock()
	c.After(time.Duration(p.N)*time.Second, c.due)
	return nil
}

func (c *C) due(ctx context.Context) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	for len(c.jobs) > 0 && !c.jobs[0].at.After(now) {
		if err := c.Files.Put(ctx, "done/"+c.jobs[0].name, nil); err != nil {
			c.Log().Log(ctx, sig.LevelError, "job", sig.Attr{Key: "err", Value: err.Error()})
		}
		c.jobs = c.jobs[1:]
	}
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
