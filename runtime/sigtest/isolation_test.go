package sigtest

import (
	"context"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/abi"
	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// cache is a component as sigen would generate it, with a bug to plant in its body.
type cache struct {
	abi.Instance
	in    sig.Instance
	store sig.Storage
	body  func(c *cache, ctx context.Context, key, value string) (string, error)
}

func cacheFactory(name string, body func(c *cache, ctx context.Context, key, value string) (string, error)) sig.Factory {
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
	return abi.NewFactory(abi.Component{
		Component: name, Type: "sigtest." + name, Scope: abi.ScopeTenant,
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
		Requires: []abi.Requirement{{Field: "store", Kind: abi.NeedHandle, Name: "sig.Storage", Match: abi.ProvidesHandle[sig.Storage]}},
		New: func(m *abi.Mount) abi.Body {
			c := &cache{body: body}
			abi.Attach(m, &c.in, c)
			c.store = abi.Handle[sig.Storage](m, "store", false, false)
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
	Isolation(t, Kernel(t, clean), "clean")
}

// Every planted bug must be caught, or the net has a hole.
func TestIsolationCatchesPlantedBugs(t *testing.T) {
	last, memo := "", map[string]string{}
	for name, body := range map[string]func(c *cache, ctx context.Context, key, value string) (string, error){
		"package-variable": func(c *cache, ctx context.Context, key, value string) (string, error) {
			old := last
			last = value
			return old, nil
		},
		"unkeyed-cache": func(c *cache, ctx context.Context, key, value string) (string, error) {
			if v, ok := memo[key]; ok {
				return v, nil
			}
			memo[key] = "computed for " + value
			return memo[key], nil
		},
		"error-text": func(c *cache, ctx context.Context, key, value string) (string, error) {
			old := last
			last = value
			return "", &sig.Error{Code: sig.CodeFailed, Expected: "nothing like " + old}
		},
	} {
		t.Run(name, func(t *testing.T) {
			last = ""
			crossings := isolation(t, Kernel(t, cacheFactory("buggy", body)), []string{"buggy"})
			if len(crossings) == 0 {
				t.Error("the bug was not caught")
			}
			for _, c := range crossings {
				if !strings.Contains(c, "buggy.swap") {
					t.Errorf("a crossing must name the runnable: %s", c)
				}
			}
		})
	}
}
