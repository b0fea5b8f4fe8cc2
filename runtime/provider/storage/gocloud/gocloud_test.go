package gocloud_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/core"
	"github.com/sigen-dev/sigen/runtime/provider/storage"
	_ "github.com/sigen-dev/sigen/runtime/provider/storage/gocloud"
	"go.uber.org/goleak"
	_ "gocloud.dev/blob/memblob"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A bucket of a linked driver keeps scopes apart like files do.
func TestLinkedDriver(t *testing.T) {
	p := &storage.Provider{URL: "mem://"}
	ctx := t.Context()
	handle := func(tenant string) (sig.Storage, sig.Scope) {
		s, end := core.NewTestScope(tenant, "1", "shop", "one")
		t.Cleanup(end)
		h, err := p.Open(ctx, s)
		if err != nil {
			t.Fatal(err)
		}
		return h, s
	}
	acme, scope := handle("acme")
	globex, _ := handle("globex")
	keys := []string{"a", "a-b", "a.b", "a/b", "a0", "x.attrs"}
	for _, key := range keys {
		if err := acme.Put(ctx, key, []byte(key)); err != nil {
			t.Fatal(err)
		}
	}
	if err := globex.Put(ctx, "secret", []byte("canary")); err != nil {
		t.Fatal(err)
	}
	var got []string
	for key, err := range acme.List(ctx, "") {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, key)
	}
	if fmt.Sprint(got) != fmt.Sprint(keys) {
		t.Errorf("listed %v, want %v", got, keys)
	}
	if data, err := acme.Get(ctx, "a/b"); err != nil || string(data) != "a/b" {
		t.Errorf("%q %v", data, err)
	}
	_, err := acme.Get(ctx, "secret")
	if !errors.Is(err, sig.ErrNotFound) || !errors.Is(acme.Delete(ctx, "secret"), sig.ErrNotFound) {
		t.Errorf("absent: %v", err)
	}
	if _, err := acme.Get(ctx, "../globex/secret"); !errors.Is(err, sig.ErrScope) {
		t.Errorf("traversal: %v", err)
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := acme.Put(gone, "late", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if err := p.Purge(ctx, scope); err != nil {
		t.Fatal(err)
	}
	if left, err := p.Remains(ctx, scope); err != nil || len(left) > 0 {
		t.Errorf("after Purge %v, %v", left, err)
	}
	if data, err := globex.Get(ctx, "secret"); err != nil || string(data) != "canary" {
		t.Errorf("globex reads %q, %v", data, err)
	}
}

func TestUnknownScheme(t *testing.T) {
	p := &storage.Provider{URL: "nowhere://user:hunter2@" + filepath.Base(t.TempDir())}
	err := p.PutObject(t.Context(), "a", nil)
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("%v", err)
	}
}
