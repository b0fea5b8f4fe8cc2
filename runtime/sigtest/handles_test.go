package sigtest

import (
	"context"
	"errors"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A component that is constructed by hand gets every handle from here.
func TestHandlesMadeByHand(t *testing.T) {
	ctx := t.Context()
	if got := Settings(7).Get(); got != 7 {
		t.Errorf("settings: %d", got)
	}
	c := RawConfig(map[string]string{"db.size": "3"})
	if c.Int("db.size", 0) != 3 || c.String("db.other", "none") != "none" || c.String("tenants.test.db.size", "") != "" {
		t.Error("raw configuration reads something else")
	}
	s := Storage()
	if err := s.Put(ctx, "a", []byte("x")); err != nil {
		t.Error(err)
	}
	if data, err := s.Get(ctx, "a"); err != nil || string(data) != "x" {
		t.Errorf("storage: %q, %v", data, err)
	}
	secret, err := Credentials(map[string]string{"key": "x"}).Get(ctx, "key")
	if err != nil || secret.Reveal() != "x" {
		t.Errorf("credentials: %v", err)
	}
	down := errors.New("down")
	h := HTTP(func(_ context.Context, r sig.HTTPRequest) (*sig.HTTPResponse, error) {
		if r.URL == "https://down" {
			return nil, down
		}
		return &sig.HTTPResponse{Status: 200, Body: []byte(r.URL)}, nil
	})
	if resp, err := h.Do(ctx, sig.HTTPRequest{URL: "https://up"}); err != nil || string(resp.Body) != "https://up" {
		t.Errorf("outside: %+v, %v", resp, err)
	}
	if _, err := h.Do(ctx, sig.HTTPRequest{URL: "https://down"}); !errors.Is(err, down) {
		t.Errorf("outside: %v", err)
	}
}
