package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Cache caches.
//
//sig:contract name=ranking-cache
type Cache interface {
	//sig:runnable
	Who(ctx context.Context) (Text, error)
}

// Memory is the fallback.
//
//sig:component name=ranking-memory scope=tenant
//sig:provides Cache
type Memory struct{ sig.Instance }

// Who says who.
func (m *Memory) Who(ctx context.Context) (Text, error) { return Text(m.Name()), nil }

// Fast is better.
//
//sig:component name=ranking-fast scope=tenant
//sig:provides Cache rank=10
type Fast struct{ sig.Instance }

// Who says who.
func (f *Fast) Who(ctx context.Context) (Text, error) { return Text(f.Name()), nil }

// Common is for all tenants, and best of all.
//
//sig:component name=ranking-common scope=shared
//sig:provides Cache rank=100
type Common struct{ sig.Instance }

// Who says who.
func (c *Common) Who(ctx context.Context) (Text, error) { return Text(c.Name()), nil }

// User uses one.
//
//sig:component name=ranking-user scope=tenant
type User struct {
	sig.Instance
	Cache CacheClient `sig:"requires"`
}

//sig:runnable
func (u *User) Ask(ctx context.Context) (Text, error) { return u.Cache.Who(ctx) }
