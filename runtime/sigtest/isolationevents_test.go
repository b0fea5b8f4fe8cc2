package sigtest

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/abi"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// What crosses by events, and what subscriptions make of them, is caught as answers are.
func TestIsolationCatchesEvents(t *testing.T) {
	var (
		mu     sync.Mutex // subscriptions run on goroutines of their own
		last   string
		stolen []*cache
		calls  int
	)
	swap := func(value string) string {
		mu.Lock()
		defer mu.Unlock()
		return keep(&last, value)
	}
	say := func(c *cache, ctx context.Context, _, value string) (string, error) {
		return "", c.in.Publish(ctx, "cache.said", said(value))
	}
	type heard = func(c *cache, value string) error
	for name, plant := range map[string]struct {
		scope core.ScopeKind
		body  body
		heard heard
		want  string // in one of the crossings
	}{
		"published": {abi.ScopeTenant, func(c *cache, ctx context.Context, key, value string) (string, error) {
			return say(c, ctx, key, swap(value))
		}, nil, "published data of"},
		"published by somebody else": {abi.ScopeTenant, func(c *cache, _ context.Context, _, value string) (string, error) {
			stolen = append(stolen, c)
			for _, s := range stolen { // with a context of its own, so that no call gives it away
				_ = s.in.Publish(context.Background(), "cache.said", said(value))
			}
			return "", nil
		}, func(*cache, string) error { return nil }, "heard data of"},
		"kept by a subscription": {abi.ScopeTenant, func(c *cache, ctx context.Context, key, value string) (string, error) {
			mu.Lock()
			before := last
			mu.Unlock()
			_, err := say(c, ctx, key, value)
			return before, err
		}, func(_ *cache, value string) error { swap(value); return nil }, "answered with data of"},
		"kept by a subscription that takes its time": {abi.ScopeTenant, func(c *cache, ctx context.Context, key, value string) (string, error) {
			mu.Lock()
			before := last
			mu.Unlock()
			if calls++; calls > 2 {
				return before, nil // all calls are over before it is kept, if nobody waits
			}
			_, err := say(c, ctx, key, value)
			return before, err
		}, func(_ *cache, value string) error {
			time.Sleep(300 * time.Millisecond)
			swap(value)
			return nil
		}, "answered with data of"},
		"kept by a subscription of a shared component": {abi.ScopeShared, func(c *cache, ctx context.Context, key, value string) (string, error) {
			mu.Lock()
			before := c.kept
			mu.Unlock()
			_, err := say(c, ctx, key, value)
			return before, err
		}, func(c *cache, value string) error {
			mu.Lock()
			defer mu.Unlock()
			c.kept = value
			return nil
		}, "answered with data of"},
		"failure of a subscription": {abi.ScopeTenant, say, func(_ *cache, value string) error {
			if before := swap(value); before != "" && before != value {
				return errors.New("after " + before)
			}
			return nil
		}, "logged data of"},
		"said again by a subscription": {abi.ScopeTenant, say, func(c *cache, value string) error {
			if strings.HasPrefix(value, "again ") {
				return nil
			}
			if before := swap(value); before != "" && before != value {
				return c.in.Publish(context.Background(), "cache.said", said("again "+before))
			}
			return nil
		}, "published data of"},
	} {
		t.Run(name, func(t *testing.T) {
			last, stolen, calls = "", nil, 0
			buggy := listeningFactoryOf(plant.scope, "buggy", plant.body, plant.heard)
			clean := cacheFactory("clean", func(*cache, context.Context, string, string) (string, error) { return "", nil })
			crossings := isolation(t, Kernel(t, clean, buggy), []string{"clean", "buggy"})
			if !strings.Contains(strings.Join(crossings, "\n"), plant.want) {
				t.Errorf("the bug was not caught: want one that %s, got %q", plant.want, crossings)
			}
			for _, c := range crossings {
				if !strings.Contains(c, "buggy") {
					t.Errorf("a crossing must name the component: %s", c)
				}
			}
		})
	}
}

// Events that stay where they belong are none, nor is a subscription that fails.
func TestIsolationPassesEventsThatStay(t *testing.T) {
	say := func(c *cache, ctx context.Context, _, value string) (string, error) {
		return "", c.in.Publish(ctx, "cache.said", said(value))
	}
	failing := listeningFactoryOf(abi.ScopeTenant, "failing", say, func(_ *cache, value string) error {
		return &sig.Error{Code: sig.CodeFailed, Expected: "anything but " + value}
	})
	keeping := listeningFactoryOf(abi.ScopeTenant, "keeping", say, func(c *cache, value string) error {
		return c.store.Put(context.Background(), "heard", []byte(value))
	})
	Isolation(t, Kernel(t, failing, keeping), "failing", "keeping")
}
