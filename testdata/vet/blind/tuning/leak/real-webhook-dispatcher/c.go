// Package realwebhookdispatcher: a shared dispatcher queues deliveries with the caller's context.
//
// Verdict: leak.
// Why: The queue of the shared instance keeps callers' bodies and contexts; its history is shown to
// everybody.
package realwebhookdispatcher

import (
	"context"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Hook is a delivery.
type Hook struct {
	URL  string `json:"url" sig:"min=1"`
	Body string `json:"body" sig:"max=10000"`
}

// Deliveries are what was sent.
type Deliveries struct {
	Done []string `json:"done"`
}

type delivery struct {
	ctx     context.Context
	hook    Hook
	attempt int
}

// Dispatcher delivers web hooks, with retries.
//
//sig:component name=real-webhook-dispatcher scope=shared
type Dispatcher struct {
	sig.Instance

	HTTP sig.HTTP `sig:"requires"`

	queue chan delivery
	mu    sync.Mutex
	done  []string
}

//sig:activate
func (d *Dispatcher) activate(ctx context.Context) error {
	d.queue = make(chan delivery, 256)
	for range 4 {
		d.Go(d.work)
	}
	return nil
}

func (d *Dispatcher) work(ctx context.Context) error {
	for {
		select {
		case job := <-d.queue:
			d.deliver(job)
		case <-ctx.Done():
			return nil
		}
	}
}

func (d *Dispatcher) deliver(job delivery) {
	resp, err := d.HTTP.Do(job.ctx, sig.HTTPRequest{Method: "POST", URL: job.hook.URL, Body: []byte(job.hook.Body)})
	if err == nil && resp.Status < 300 {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.done = append(d.done, job.hook.URL)
		return
	}
	if job.attempt++; job.attempt < 5 {
		d.After(time.Duration(job.attempt)*time.Second, func(context.Context) { d.queue <- job })
	}
}

// Send queues a delivery.
//
//sig:runnable desc="Queue a delivery"
func (d *Dispatcher) Send(ctx context.Context, h Hook) error {
	select {
	case d.queue <- delivery{ctx: context.WithoutCancel(ctx), hook: h}: // want leak
		return nil
	default:
		return sig.ErrBusy
	}
}

// Delivered lists deliveries.
//
//sig:runnable desc="List deliveries"
func (d *Dispatcher) Delivered(ctx context.Context) (Deliveries, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return Deliveries{Done: append([]string(nil), d.done...)}, nil
}
