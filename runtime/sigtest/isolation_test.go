package sigtest

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/abi"
	"github.com/sigen-dev/sigen/runtime/abi/codec"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// cache is a component as sigen would generate it, with a bug to plant in its body.
type cache struct {
	abi.Instance
	in    sig.Instance
	store sig.Storage
	creds sig.Credentials
	http  sig.HTTP
	body  func(c *cache, ctx context.Context, key, value string) (string, error)
	kept  string
}

// A body is what a runnable does with a key and a value.
type body = func(c *cache, ctx context.Context, key, value string) (string, error)

func cacheFactory(name string, f body) sig.Factory { return cacheFactoryOf(abi.ScopeTenant, name, f) }

// said is the event of a cache.
type said string

var saidEvent = abi.Event{Topic: "cache.said", Type: "sigtest.said", Encode: func(dst []byte, payload any) ([]byte, bool, error) {
	v, ok := payload.(said)
	return codec.AppendString(dst, string(v)), ok, nil
}}

func cacheFactoryOf(scope core.ScopeKind, name string, body body) sig.Factory {
	return listeningFactoryOf(scope, name, body, nil)
}

func listeningFactoryOf(scope core.ScopeKind, name string, body body, heard func(c *cache, value string) error) sig.Factory {
	call := func(ctx context.Context, self any, d *codec.Decoder) (string, error) {
		var key, value string
		var seen uint64
		keys := []string{"key", "value"}
		for k := d.Object(); k != nil; k = d.NextKey() {
			switch string(k) {
			case "key":
				seen = d.Once(seen, 1)
				key = d.String()
				d.Check(codec.MinLength(key, 3))
			case "value":
				seen = d.Once(seen, 2)
				value = d.String()
			default:
				d.Unknown(k, keys)
			}
		}
		d.Require(seen, 3, keys)
		if err := d.Finish(); err != nil {
			return "", err
		}
		c := self.(*cache)
		return c.body(c, ctx, key, value)
	}
	var subs []abi.Subscription
	if heard != nil {
		subs = append(subs, abi.Subscription{Topic: "cache.*", Type: saidEvent.Type, Method: "hear", Deliver: func(b abi.Body, _ context.Context, data []byte) error {
			d := codec.NewDecoder(data, codec.Lenient)
			v := d.String()
			if err := d.Finish(); err != nil {
				return err
			}
			return heard(b.(*cache), v)
		}})
	}
	return abi.NewFactory(abi.Component{
		Component: name, Type: "sigtest." + name, Scope: scope, Events: []abi.Event{saidEvent}, Subs: subs,
		Provides: []*abi.Contract{{Name: name, Type: "sigtest." + name, Methods: []abi.Method{{
			Name: "swap",
			Call: func(ctx context.Context, self any, d *codec.Decoder) (any, error) { return call(ctx, self, d) },
			CallJSON: func(ctx context.Context, self any, d *codec.Decoder, dst []byte) ([]byte, error) {
				r, err := call(ctx, self, d)
				if err != nil {
					return dst, err
				}
				return codec.AppendString(dst, r), nil
			},
		}}}},
		Requires: []abi.Requirement{
			{Field: "store", Kind: abi.NeedHandle, Name: "sig.Storage", Match: abi.ProvidesHandle[sig.Storage]},
			{Field: "creds", Kind: abi.NeedHandle, Name: "sig.Credentials", Match: abi.ProvidesHandle[sig.Credentials]},
			{Field: "http", Kind: abi.NeedHandle, Name: "sig.HTTP", Match: abi.ProvidesHandle[sig.HTTP], Optional: true},
		},
		New: func(m *abi.Mount) abi.Body {
			c := &cache{body: body}
			abi.Attach(m, &c.in, c)
			c.store = abi.Handle[sig.Storage](m, "store", false, false)
			c.creds = abi.Handle[sig.Credentials](m, "creds", false, false)
			c.http = abi.Handle[sig.HTTP](m, "http", true, false)
			return c
		},
		Self: func(b abi.Body) any { return b },
	})
}

func TestIsolationPassesWhatIsClean(t *testing.T) {
	clean := cacheFactory("clean", func(c *cache, ctx context.Context, key, value string) (string, error) {
		old, err := c.store.Get(ctx, key)
		if err != nil {
			old = nil // a hostile key, or nothing there
		}
		_ = c.store.Put(ctx, "last", []byte(value))
		return string(old), nil
	})
	telling := cacheFactory("telling", func(c *cache, ctx context.Context, key, value string) (string, error) {
		c.in.Log().Log(ctx, sig.LevelInfo, "called with "+key)
		_, err := c.http.Do(ctx, sig.HTTPRequest{URL: "https://example.org/?q=" + key, Body: []byte(value)})
		return key, errors.Join(err, c.store.Put(ctx, "last", []byte(key+value)))
	})
	Isolation(t, Kernel(t, clean, telling, outsideFactory()), "clean", "telling")
}

// keep puts a value where the next call finds it, and returns what was there.
func keep(place *string, value string) (old string) {
	old, *place = *place, value
	return old
}

// outside answers every request; nothing leaves the process.
type outside struct{}

func (o outside) Open(_ context.Context, s sig.Scope) (sig.HTTP, error) {
	return sig.NewHTTP(s, o), s.Err()
}
func (outside) Remains(context.Context, sig.Scope) ([]string, error) { return nil, nil }
func (outside) Purge(context.Context, sig.Scope) error               { return nil }
func (outside) SendHTTP(context.Context, sig.HTTPRequest) (*sig.HTTPResponse, error) {
	return &sig.HTTPResponse{Status: 204}, nil
}

func outsideFactory() sig.Factory { return memoryFactory("outside", func() any { return outside{} }) }

// quietError says nothing of what it wraps.
type quietError struct{ cause error }

func (e quietError) Error() string { return "it failed" }
func (e quietError) Unwrap() error { return e.cause }

// heavyError says nothing of what it carries.
type heavyError struct{ row string }

func (e *heavyError) Error() string { return "a row is wrong" }

// A row is one of a table that tenants share.
type row struct{ tenant, text string }

// Every planted bug must be caught, or the net has a hole.
func TestIsolationCatchesPlantedBugs(t *testing.T) {
	const variable = "SIGEN_SIGTEST_PLANTED"
	dir := t.TempDir()
	t.Cleanup(func() { os.Unsetenv(variable) })
	var (
		last, first string
		once        = new(sync.Once)
		memo        = map[string]string{}
		buffers     = sync.Pool{New: func() any { return new([64]byte) }}
		queue       = make(chan string, 1)
		stolen      []sig.Storage
		stolenCtx   context.Context
		seen        sig.PerTenant[string]
		rows        []row
		mu          sync.Mutex
		byKey       = map[string]string{}
		asked       chan chan string
		result      []byte
		requests    = map[string]int{}
	)
	t.Cleanup(func() {
		if asked != nil {
			close(asked)
		}
	})
	for name, plant := range map[string]struct {
		scope core.ScopeKind
		body  body
	}{
		"package variable": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			return keep(&last, value), nil
		}},
		"cache without the tenant in its key": {abi.ScopeTenant, func(_ *cache, _ context.Context, key, value string) (string, error) {
			if _, ok := memo[key]; !ok {
				memo[key] = "computed for " + value
			}
			return memo[key], nil
		}},
		"text of an error": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			return "", &sig.Error{Code: sig.CodeFailed, Expected: "nothing like " + keep(&last, value)}
		}},
		"panic": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			panic("after " + keep(&last, value))
		}},
		"log": {abi.ScopeTenant, func(c *cache, ctx context.Context, _, value string) (string, error) {
			c.in.Log().Log(ctx, sig.LevelInfo, "called", sig.Attr{Key: "before", Value: keep(&last, value)})
			return "", nil
		}},
		"made for the first caller": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			once.Do(func() { first = value })
			return first, nil
		}},
		"buffer that is used again": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			b := buffers.Get().(*[64]byte)
			defer buffers.Put(b)
			old := string(b[:])
			copy(b[:], value)
			return strings.ToValidUTF8(strings.TrimRight(old, "\x00"), ""), nil
		}},
		"channel": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (old string, err error) {
			select {
			case old = <-queue:
			default:
			}
			queue <- value
			return old, nil
		}},
		"environment": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			old := os.Getenv(variable)
			return old, os.Setenv(variable, value)
		}},
		"file": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			old, _ := os.ReadFile(filepath.Join(dir, "state"))
			return string(old), os.WriteFile(filepath.Join(dir, "state"), []byte(value), 0o600)
		}},
		"handle of somebody else": {abi.ScopeTenant, func(c *cache, _ context.Context, _, _ string) (string, error) {
			stolen = append(stolen, c.store)
			var all strings.Builder
			for _, s := range stolen { // with a context of its own, so that no call gives it away
				data, _ := s.Get(context.Background(), "canary")
				all.Write(data)
			}
			return all.String(), nil
		}},
		"field of a shared component": {abi.ScopeShared, func(c *cache, _ context.Context, _, value string) (string, error) {
			return keep(&c.kept, value), nil
		}},
		"storage of a shared component": {abi.ScopeShared, func(c *cache, ctx context.Context, _, value string) (string, error) {
			old, _ := c.store.Get(ctx, "state")
			return string(old), c.store.Put(ctx, "state", []byte(value))
		}},
		"context that a shared component keeps": {abi.ScopeShared, func(_ *cache, ctx context.Context, _, value string) (string, error) {
			mine, err := seen.Get(ctx)
			if err != nil {
				return "", err
			}
			*mine = value
			before := stolenCtx
			if stolenCtx = ctx; before == nil {
				return "", nil
			}
			theirs, err := seen.Get(before)
			if err != nil {
				return "", err
			}
			return *theirs, nil
		}},
		"map of a shared component with the wrong key": {abi.ScopeShared, func(_ *cache, _ context.Context, key, value string) (string, error) {
			mu.Lock()
			defer mu.Unlock()
			if _, ok := byKey[key]; !ok {
				byKey[key] = value
			}
			return byKey[key], nil
		}},
		"table of all tenants without a filter": {abi.ScopeShared, func(_ *cache, ctx context.Context, _, value string) (string, error) {
			who, _ := sig.CallerOf(ctx)
			rows = append(rows, row{who.Tenant(), value})
			var all []string
			for _, r := range rows[max(0, len(rows)-8):] { // WHERE tenant = … was forgotten
				all = append(all, r.text)
			}
			return strings.Join(all, " "), nil
		}},
		"goroutine that keeps a context": {abi.ScopeShared, func(_ *cache, ctx context.Context, _, value string) (string, error) {
			if mine, err := seen.Get(ctx); err == nil {
				*mine = value
			}
			if asked == nil { // started by whoever comes first, and as that one for ever
				asked = make(chan chan string)
				go func() {
					for answer := range asked {
						mine, err := seen.Get(ctx)
						if err != nil {
							mine = new(string)
						}
						answer <- *mine
					}
				}()
			}
			answer := make(chan string)
			asked <- answer
			return <-answer, nil
		}},
		"in capitals": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			return strings.ToUpper(keep(&last, value)), nil
		}},
		"cut off": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			old := keep(&last, value)
			return old[:min(len(old), 12)], nil
		}},
		"backwards": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			b := []byte(keep(&last, value))
			slices.Reverse(b)
			return string(b), nil
		}},
		"in hexadecimal": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			return fmt.Sprintf("%X", keep(&last, value)), nil
		}},
		"in base64": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			return base64.StdEncoding.EncodeToString([]byte(keep(&last, value))), nil
		}},
		"in base64 behind one byte": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			return base64.RawURLEncoding.EncodeToString([]byte("?" + keep(&last, value))), nil
		}},
		"in base64 behind two bytes": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			return base64.StdEncoding.EncodeToString([]byte("{:" + keep(&last, value) + "}")), nil
		}},
		"cause of an error that says nothing": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			return "", quietError{errors.New("row " + keep(&last, value))}
		}},
		"field of an error that says nothing": {abi.ScopeTenant, func(_ *cache, _ context.Context, _, value string) (string, error) {
			return "", errors.Join(errors.New("no"), &heavyError{keep(&last, value)})
		}},
		"written into the storage of another": {abi.ScopeTenant, func(c *cache, ctx context.Context, _, value string) (string, error) {
			return "", c.store.Put(ctx, "draft", []byte(keep(&last, value)))
		}},
		"key of an object of another": {abi.ScopeTenant, func(c *cache, ctx context.Context, _, value string) (string, error) {
			return "", c.store.Put(ctx, "drafts/"+keep(&last, value), nil)
		}},
		"credential of the first one": {abi.ScopeTenant, func(c *cache, ctx context.Context, _, _ string) (string, error) {
			s, err := c.creds.Get(ctx, "api-key")
			once.Do(func() { first = s.Reveal() })
			return "signed with " + first, err
		}},
		"names of files in one directory": {abi.ScopeTenant, func(c *cache, _ context.Context, _, _ string) (string, error) {
			at := filepath.Join(dir, "exports")
			if err := errors.Join(os.MkdirAll(at, 0o700), os.WriteFile(filepath.Join(at, c.in.Name()+".csv"), nil, 0o600)); err != nil {
				return "", err
			}
			files, err := os.ReadDir(at)
			return fmt.Sprint(files), err
		}},
		"labels of a metric": {abi.ScopeShared, func(_ *cache, ctx context.Context, _, _ string) (string, error) {
			who, _ := sig.CallerOf(ctx)
			requests[who.Tenant()]++
			var text strings.Builder
			for tenant, n := range requests {
				fmt.Fprintf(&text, "requests_total{tenant=%q} %d\n", tenant, n)
			}
			return text.String(), nil
		}},
		"line of a log that names the one before": {abi.ScopeTenant, func(c *cache, ctx context.Context, _, _ string) (string, error) {
			c.in.Log().Log(ctx, sig.LevelInfo, "after "+keep(&last, c.in.Name()))
			return "", nil
		}},
		"header of a request": {abi.ScopeTenant, func(c *cache, ctx context.Context, _, value string) (string, error) {
			_, err := c.http.Do(ctx, sig.HTTPRequest{URL: "https://example.org", Header: map[string][]string{"Authorization": {"Bearer " + keep(&last, value)}}})
			return "", err
		}},
		"body of a request": {abi.ScopeTenant, func(c *cache, ctx context.Context, _, value string) (string, error) {
			_, err := c.http.Do(ctx, sig.HTTPRequest{Method: "POST", URL: "https://example.org", Body: []byte(keep(&last, value))})
			return "", err
		}},
		"address of a request": {abi.ScopeTenant, func(c *cache, ctx context.Context, _, value string) (string, error) {
			_, err := c.http.Do(ctx, sig.HTTPRequest{URL: "https://example.org/?q=" + keep(&last, value)})
			return "", err
		}},
		"results that share memory": {abi.ScopeShared, func(_ *cache, _ context.Context, _, value string) (string, error) {
			before := string(result[:cap(result)]) // what is left of whoever came last
			result = append(result[:0], value...)
			return strings.ToValidUTF8(strings.Trim(before, "\x00"), ""), nil
		}},
	} {
		t.Run(name, func(t *testing.T) {
			last, first, stolen, stolenCtx, once = "", "", nil, nil, new(sync.Once)
			clean := cacheFactory("clean", func(*cache, context.Context, string, string) (string, error) { return "", nil })
			crossings := isolation(t, Kernel(t, clean, cacheFactoryOf(plant.scope, "buggy", plant.body), outsideFactory()), []string{"clean", "buggy"})
			if len(crossings) == 0 {
				t.Error("the bug was not caught")
			}
			for _, c := range crossings {
				if !strings.Contains(c, "buggy") {
					t.Errorf("a crossing must name the component: %s", c)
				}
			}
		})
	}
}
