// Package cursorpages: pagination by an opaque cursor
package cursorpages

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cursor struct {
	After string    `json:"a"`
	At    time.Time `json:"t"`
}

func (c cursor) encode() string {
	b, _ := json.Marshal(c)
	return base64.RawURLEncoding.EncodeToString(b)
}

func decodeCursor(s string) (c cursor, err error) {
	if s == "" {
		return c, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return c, fmt.Errorf("cursor: %w", err)
	}
	return c, json.Unmarshal(b, &c)
}

type page[T any] struct {
	items []T
	next  string
}

func paginate[T any](all []T, after string, size int, id func(T) string) page[T] {
	i, found := slices.BinarySearchFunc(all, after, func(t T, s string) int { return strings.Compare(id(t), s) })
	if found {
		i++
	}
	rest := all[i:]
	if len(rest) <= size {
		return page[T]{items: rest}
	}
	return page[T]{rest[:size:size], cursor{After: id(rest[size-1])}.encode()}
}

type user struct{ id, name string }

// C is the component.
//
//sig:component name=cursor-pages scope=tenant
type C struct {
	sig.Instance
	mu    sync.RWMutex
	users []user
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	i, found := slices.BinarySearchFunc(c.users, p.K, func(u user, k string) int { return strings.Compare(u.id, k) })
	if found {
		c.users[i].name = p.V
		return nil
	}
	c.users = slices.Insert(c.users, i, user{p.K, p.V})
	return nil
}

//sig:runnable desc="one call"
func (c *C) List(ctx context.Context, p P) (R, error) {
	cur, err := decodeCursor(p.K)
	if err != nil {
		return R{}, err
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	pg := paginate(c.users, cur.After, min(max(p.N, 1), 100), func(u user) string { return u.id })
	var b strings.Builder
	for _, u := range pg.items {
		fmt.Fprintln(&b, u.id, u.name)
	}
	return R{V: b.String() + pg.next, N: len(pg.items)}, nil
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
