package attack

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/provider/logging"
)

// A callerHandler adds whose call it is, as programs do that take it from the context.
type callerHandler struct{ slog.Handler }

func (h callerHandler) Handle(ctx context.Context, r slog.Record) error {
	if c, ok := sig.CallerOf(ctx); ok && c.Tenant() != "" {
		r.AddAttrs(slog.String("caller", c.Tenant()))
	}
	return h.Handler.Handle(ctx, r)
}

// Whoever reads lines of JSON takes the last of two attributes with one name, and some readers do not
// look at case. A tenant cannot sign a line as another one by that, nor by a line break, nor by a context.
func TestForgedLogLines(t *testing.T) {
	var out bytes.Buffer
	l := slog.New(callerHandler{slog.NewJSONHandler(&out, nil)})
	w := newWorld(t, sig.WithLogger(logging.Slog(l)))
	out.Reset()
	naive := func() string { // a component that is given the program's logger
		l.With("tenant", "acme").Info("x", "tenant", "globex")
		var line struct{ Tenant string }
		if err := json.Unmarshal(out.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		return line.Tenant
	}
	if got := naive(); got != "globex" {
		t.Fatalf("the naive line is %s's, so that nothing is shown", got)
	}
	out.Reset()
	forged, err := sig.ForTenant(context.Background(), "globex")
	if err != nil {
		t.Fatal(err)
	}
	w.must("acme", func(_ context.Context, s *victim.Suspect) error {
		for _, ctx := range []context.Context{context.Background(), forged} {
			for _, key := range []string{"tenant", "Tenant", "TENANT", "ſenant", "tenant\u0000", "instance", "component"} {
				s.Log().Log(ctx, sig.LevelError, "x\n{\"tenant\":\"globex\"}", sig.Attr{Key: key, Value: "globex"}, sig.Attr{Key: "other", Value: "kept"})
			}
		}
		return nil
	})
	lines := 0
	for text := range strings.Lines(out.String()) {
		var line struct{ Tenant, Instance, Component, Caller, Other string }
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			t.Fatal(err)
		}
		lines++
		if line.Tenant != "acme" || line.Instance != "acme-suspect" || line.Component != "suspect" || line.Caller == "globex" || line.Other != "kept" {
			t.Errorf("signed as somebody else: %s", text)
		}
	}
	if lines != 14 {
		t.Errorf("%d lines:\n%s", lines, out.String())
	}
	// A shared component may say for whom it works: its lines have no tenant of their own.
	victim.PlanBoard("log", func(ctx context.Context, b *victim.Board, _ string) (victim.Loot, error) {
		c, _ := sig.CallerOf(ctx)
		b.Log().Log(ctx, sig.LevelInfo, "works", sig.Attr{Key: "tenant", Value: c.Tenant()}, sig.Attr{Key: "component", Value: "kernel"})
		return victim.Loot{}, nil
	})
	out.Reset()
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		_, err := s.Board.Run(ctx, victim.Order{Plot: "log"})
		return err
	})
	if got := out.String(); !strings.Contains(got, `"tenant":"acme"`) || strings.Contains(got, `"component":"kernel"`) {
		t.Errorf("the board's line: %s", got)
	}
}
