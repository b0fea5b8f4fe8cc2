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
