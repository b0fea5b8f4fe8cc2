package logging

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log"
	"log/slog"
	"strings"
	"sync"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

// setDefault makes slog.Default write to the buffer for the test.
func setDefault(t *testing.T, l *slog.Logger) {
	old, flags, w := slog.Default(), log.Flags(), log.Writer()
	slog.SetDefault(l)
	t.Cleanup(func() { slog.SetDefault(old); log.SetFlags(flags); log.SetOutput(w) })
}

func TestSlogAdapts(t *testing.T) {
	var b bytes.Buffer
	l := Slog(slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{Level: slog.LevelDebug, AddSource: true})).With("app", "x"))
	for level, want := range map[int]string{sig.LevelDebug: "DEBUG", sig.LevelInfo: "INFO", sig.LevelWarn: "WARN", sig.LevelError: "ERROR", 2: "INFO+2"} {
		b.Reset()
		l.Log(t.Context(), level, "hello", sig.Attr{Key: "tenant", Value: "acme"}, sig.Attr{Key: "k", Value: "a b\n"})
		got := b.String()
		for _, part := range []string{"level=" + want + " ", `msg=hello app=x tenant=acme k="a b\n"`} {
			if !strings.Contains(got, part) {
				t.Errorf("%q lacks %q", got, part)
			}
		}
		if strings.Contains(got, "logging.go") {
			t.Errorf("a source that is not the caller's: %q", got)
		}
	}
	b.Reset()
	Slog(slog.New(slog.NewTextHandler(&b, nil))).Log(t.Context(), sig.LevelDebug, "quiet")
	if b.Len() > 0 {
		t.Errorf("below the level: %q", b.String())
	}
	var none context.Context
	l.Log(none, sig.LevelInfo, "no context") // a logger must not fail over it
}

// The context reaches the handler, which may take a trace from it.
func TestContextReachesTheHandler(t *testing.T) {
	type key struct{}
	h := &contextual{key: key{}, Handler: slog.NewTextHandler(&bytes.Buffer{}, nil)}
	Slog(slog.New(h)).Log(context.WithValue(t.Context(), key{}, "trace"), sig.LevelInfo, "m")
	if h.got != "trace" {
		t.Errorf("got %v", h.got)
	}
}

type contextual struct {
	slog.Handler
	key, got any
}

func (c *contextual) Handle(ctx context.Context, r slog.Record) error {
	c.got = ctx.Value(c.key)
	return c.Handler.Handle(ctx, r)
}

func TestNilFollowsTheDefault(t *testing.T) {
	l := Slog(nil)
	var b bytes.Buffer
	setDefault(t, slog.New(slog.NewJSONHandler(&b, nil)))
	l.Log(t.Context(), sig.LevelInfo, "later default")
	if !strings.Contains(b.String(), `"msg":"later default"`) {
		t.Errorf("%q", b.String())
	}
}

func TestFormatsAndLevels(t *testing.T) {
	for _, c := range []struct {
		level, format string
		logged        int // of debug, info, warn, error
	}{{"", "text", 3}, {"debug", "text", 4}, {"warn", "json", 2}, {"error", "json", 1}, {"info", "json", 3}} {
		var b bytes.Buffer
		l, err := (&Provider{Level: c.level, Format: c.format}).open(&b)
		if err != nil {
			t.Fatal(err)
		}
		for _, level := range []int{sig.LevelDebug, sig.LevelInfo, sig.LevelWarn, sig.LevelError} {
			l.Log(t.Context(), level, "m\nm", sig.Attr{Key: "k", Value: "v"})
		}
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		if len(lines) != c.logged {
			t.Errorf("%+v: %d lines: %q", c, len(lines), lines)
		}
		for _, line := range lines {
			if c.format == "json" != json.Valid([]byte(line)) {
				t.Errorf("%+v: %q", c, line)
			}
		}
	}
}

func TestBadProperties(t *testing.T) {
	for prop, p := range map[string]*Provider{"level": {Level: "loud"}, "format": {Format: "xml"}} {
		err := p.activate(t.Context())
		var e *sig.Error
		if !errors.Is(err, sig.ErrInvalid) || !errors.As(err, &e) || e.Path != prop {
			t.Errorf("%v", err)
		}
	}
}

// Without properties the program's own slog.Default is used, and no text can
// look like a line of its own there.
func TestWithoutProperties(t *testing.T) {
	var b bytes.Buffer
	setDefault(t, slog.Default())
	log.SetOutput(&b)
	log.SetFlags(0)
	p := new(Provider)
	p.Logger().Log(t.Context(), sig.LevelInfo, "before activation")
	if err := p.activate(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.Logger().Log(t.Context(), sig.LevelInfo, "fine: \"é\"\n2026/01/02 ERROR forged\x1b[31m", sig.Attr{Key: "k", Value: "v\nv"})
	p.Logger().Log(t.Context(), sig.LevelDebug, "below")
	want := "INFO before activation\nINFO fine: \"é\"\\n2026/01/02 ERROR forged\\x1b[31m k=\"v\\nv\"\n"
	if b.String() != want {
		t.Errorf("got  %q\nwant %q", b.String(), want)
	}

	b.Reset()
	p = &Provider{Level: "error"}
	if err := p.activate(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.Logger().Log(t.Context(), sig.LevelWarn, "below")
	p.Logger().Log(t.Context(), sig.LevelError, "above")
	if b.String() != "ERROR above\n" {
		t.Errorf("%q", b.String())
	}
}

func TestConcurrentUse(t *testing.T) {
	var b bytes.Buffer
	l, err := (&Provider{Format: "text"}).open(&b)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				l.Log(t.Context(), sig.LevelInfo, "m", sig.Attr{Key: "k", Value: "v"})
			}
		})
	}
	wg.Wait()
	for line := range strings.Lines(b.String()) {
		if !strings.HasSuffix(line, "level=INFO msg=m k=v\n") {
			t.Fatalf("%q", line)
		}
	}
}
