package logging

import (
	"context"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Provider is the provider of logging. Without properties it writes what
// slog.Default writes, which is text to stderr unless the program set another.
// The kernel takes its Logger. It is safe for concurrent use.
//
//sig:component name=logging version=1.0 scope=provider
type Provider struct {
	sig.Instance

	// Level is the least level to write; when it is empty and Format is too,
	// slog.Default decides, otherwise info.
	Level string `sig:"prop,optional,enum=debug|info|warn|error"`
	// Format makes the provider write to stderr itself, as text or JSON.
	Format string `sig:"prop,optional,enum=text|json"`

	logger atomic.Pointer[sig.Logger]
}

var _ sig.LoggerSource = (*Provider)(nil)

//sig:activate
func (p *Provider) activate(ctx context.Context) error {
	l, err := p.open(os.Stderr)
	if err != nil {
		return err
	}
	p.logger.Store(&l)
	return nil
}

// open makes the logger that the properties describe.
func (p *Provider) open(w io.Writer) (sig.Logger, error) {
	level, set := slog.LevelInfo, p.Level != ""
	switch p.Level {
	case "", "info":
	case "debug":
		level = slog.LevelDebug
	case "warn":
		level = slog.LevelWarn
	case "error":
		level = slog.LevelError
	default:
		return nil, refused("level", "debug, info, warn or error", p.Level)
	}
	opts := &slog.HandlerOptions{Level: level}
	switch p.Format {
	case "text":
		return Slog(slog.New(slog.NewTextHandler(w, opts))), nil
	case "json":
		return Slog(slog.New(slog.NewJSONHandler(w, opts))), nil
	case "":
		return standard{least: int(level), set: set}, nil
	}
	return nil, refused("format", "text or json", p.Format)
}

func refused(prop, want, got string) error {
	return &sig.Error{Code: sig.CodeInvalid, Path: prop, Expected: want + ", not " + strconv.Quote(got)}
}

// A standard logger writes to slog.Default, whose own handler puts messages on
// the line as they are: control characters are escaped, so that no text of a
// tenant can look like a line of another's.
type standard struct {
	least int
	set   bool
}

func (s standard) Log(ctx context.Context, level int, msg string, attrs ...sig.Attr) {
	if s.set && level < s.least {
		return
	}
	Slog(nil).Log(ctx, level, oneLine(msg), attrs...)
}

// oneLine escapes what is not printable.
func oneLine(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r != ' ' && !strconv.IsPrint(r) }) < 0 {
		return s
	}
	q := strconv.Quote(s)
	return strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`)
}

// Logger implements sig.LoggerSource: the logger that the properties describe.
// Before activation it is that of a provider without properties.
func (p *Provider) Logger() sig.Logger {
	if l := p.logger.Load(); l != nil {
		return *l
	}
	return standard{}
}
