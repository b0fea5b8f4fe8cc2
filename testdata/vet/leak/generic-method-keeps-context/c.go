// Package f2: a method by a constraint keeps the context that carries memory of all as its cause
package genericmethodkeepscontext

import (
	"context"
	sig "github.com/sigen-dev/sigen/runtime"
	"sync"
)

// C is the component.
//
//sig:component name=generic-method-keeps-context scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (r R, err error) {
	var x3 context.Context = g
	x4 := context.Cause(x3).(*err1).f
	{
		_ = x4.do(p.K, func() string { return p.V }) // want SIG701
	}
	return r, nil
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
}

var g context.Context
var _ = func() bool {
	g = mk()
	return true
}()

type Cache0[K interface{ ~string }, V any] struct {
	mu sync.RWMutex
	m  map[K]V
}

func NewCache0[K interface{ ~string }, V any]() *Cache0[K, V] { return &Cache0[K, V]{m: make(map[K]V)} }
func (c *Cache0[K, V]) do(k K, make func() V) V {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.m[k]; ok {
		return v
	}
	v := make()
	c.m[k] = v
	return v
}

type err1 struct{ f *Cache0[string, string] }

func (e *err1) Error() string { return "" }

type slot2 struct{ f context.Context }

func (s *slot2) set(f context.Context) { s.f = f }
func New2[A any, P interface {
	*A
	set(context.Context)
}](f context.Context) A {
	var a A
	P(&a).set(f)
	return a
}

var table3 = map[string]func(context.Context) context.Context{"k": func(f context.Context) context.Context { return f }}

func mk() (made context.Context) {
	var x0 *Cache0[string, string] = NewCache0[string, string]()
	x1, cancelx1 := context.WithCancelCause(context.Background())
	cancelx1(&err1{f: x0})
	slotx2 := New2[slot2](x1)
	x2 := slotx2.f
	x3 := x2
	made = x3
	return made
}
