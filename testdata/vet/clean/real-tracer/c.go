// Package realtracer: spans through an interface, as OpenTelemetry has it
package realtracer

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type span interface {
	End()
	SetAttr(k, v string)
}

type tracer interface {
	Start(ctx context.Context, name string) (context.Context, span)
}

type memSpan struct {
	name  string
	attrs map[string]string
	out   *memTracer
}

func (s *memSpan) SetAttr(k, v string) { s.attrs[k] = v }

func (s *memSpan) End() {
	s.out.mu.Lock()
	defer s.out.mu.Unlock()
	s.out.names = append(s.out.names, s.name)
}

type memTracer struct {
	mu    sync.Mutex
	names []string
}

type spanKey struct{}

func (t *memTracer) Start(ctx context.Context, name string) (context.Context, span) {
	s := &memSpan{name: name, attrs: map[string]string{}, out: t}
	return context.WithValue(ctx, spanKey{}, s), s
}

// C is the component.
//
//sig:component name=real-tracer scope=tenant
type C struct {
	sig.Instance
	tracer tracer
	Files  sig.Storage `sig:"requires"`
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.tracer = &memTracer{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Read(ctx context.Context, p P) (R, error) {
	ctx, s := c.tracer.Start(ctx, "read")
	defer s.End()
	s.SetAttr("key", p.K)
	b, err := c.Files.Get(ctx, p.K)
	if err != nil {
		return R{}, err
	}
	return R{V: string(b)}, nil
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
