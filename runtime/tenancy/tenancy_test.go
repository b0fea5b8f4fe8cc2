package tenancy_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/tenancy"
)

// The tenant comes from what was verified; everything else about a request may be forged.
func TestMiddleware(t *testing.T) {
	tokens := map[string]string{"good": "acme", "odd": "../globex", "empty": ""}
	resolve := func(r *http.Request) (string, error) {
		target, ok := tokens[r.Header.Get("Authorization")]
		if !ok {
			return "", errors.New("unknown token")
		}
		return target, nil
	}
	var got string
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got, _ = tenancy.Target(r.Context())
	})
	for _, c := range []struct {
		name, token, query string
		resolve            func(*http.Request) (string, error)
		status             int
		target             string
	}{
		{"verified", "good", "", resolve, 200, "acme"},
		{"forged in the query", "good", "?target=globex", resolve, 200, "acme"},
		{"unknown", "bad", "", resolve, 403, ""},
		{"no token", "", "?target=acme", resolve, 403, ""},
		{"a name that is none", "odd", "", resolve, 403, ""},
		{"no tenant", "empty", "", resolve, 403, ""},
		{"no resolver", "good", "", nil, 403, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got = ""
			r := httptest.NewRequest("GET", "/"+c.query, nil)
			r.Header.Set("Authorization", c.token)
			w := httptest.NewRecorder()
			tenancy.Middleware(c.resolve)(handler).ServeHTTP(w, r)
			if w.Code != c.status || got != c.target {
				t.Errorf("status %d, target %q, want %d, %q", w.Code, got, c.status, c.target)
			}
		})
	}
	if _, ok := tenancy.Target(context.Background()); ok {
		t.Error("a plain context has a target")
	}
	ctx, err := tenancy.WithTarget(context.Background(), "acme")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tenancy.WithTarget(ctx, "globex"); !errors.Is(err, sig.ErrScope) {
		t.Errorf("rebinding: %v", err)
	}
}

// A verifier that panics lets nobody in, and a request that one middleware bound to a tenant is bound to no other by the next. A
// handler that reads the tenant itself is let in by both.
func TestMiddlewareInTheWrong(t *testing.T) {
	resolve := func(r *http.Request) (string, error) {
		tokens := map[string]*string{}
		return *tokens[r.Header.Get("Authorization")], nil // of an unknown token a nil pointer
	}
	reached := 0
	handler := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached++ })
	serve := func(h http.Handler) (status int) {
		defer func() { _ = recover() }() // as net/http does
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		return w.Code
	}
	naive := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() { _ = recover(); handler.ServeHTTP(w, r) }() // a filter that goes on
		_, _ = resolve(r)
	})
	if serve(naive); reached != 1 {
		t.Fatal("the naive filter lets nobody in, so that nothing is shown")
	}
	reached = 0
	if serve(tenancy.Middleware(resolve)(handler)); reached != 0 {
		t.Error("a verifier that panics lets a request in")
	}
	of := func(target string) func(http.Handler) http.Handler {
		return tenancy.Middleware(func(*http.Request) (string, error) { return target, nil })
	}
	if status := serve(of("acme")(of("globex")(handler))); status != http.StatusForbidden || reached != 0 {
		t.Errorf("a request of acme's, bound to globex: %d, reached %d times", status, reached)
	}
	if status := serve(of("acme")(of("acme")(handler))); status != http.StatusOK || reached != 1 {
		t.Errorf("bound to acme twice: %d, reached %d times", status, reached)
	}
}
