package sigtest

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/core"
	"github.com/sigen-dev/sigen/runtime/reactive"
)

// Settings makes settings with a fixed value, for a component that is
// constructed by hand.
func Settings[T any](v T) sig.Settings[T] {
	src := new(reactive.Field[T])
	src.Set(v)
	return core.SettingsOver(src)
}

// Storage makes an empty object store of its own.
func Storage() sig.Storage {
	s, _ := core.NewTestScope("test", "1", "component", "instance")
	return sig.NewStorage(s, &storage{objects: map[string][]byte{}})
}

// Credentials makes credentials with fixed values by key.
func Credentials(values map[string]string) sig.Credentials {
	s, _ := core.NewTestScope("test", "1", "component", "instance")
	return sig.NewCredentials(s, &credentials{values: values})
}

// RawConfig makes raw configuration with fixed values, by keys relative to the scope.
func RawConfig(values map[string]string) sig.Config {
	s, _ := core.NewTestScope("test", "1", "component", "instance")
	v := view{}
	for key, value := range values {
		v[core.ConfigRoot(s)+"."+key] = value
	}
	return core.NewConfig(s, v)
}

// HTTP makes a way outside whose requests do answers; nothing leaves the process.
func HTTP(do func(ctx context.Context, r sig.HTTPRequest) (*sig.HTTPResponse, error)) sig.HTTP {
	s, _ := core.NewTestScope("test", "1", "component", "instance")
	return core.NewHTTP(s, sender(do))
}

type sender func(ctx context.Context, r sig.HTTPRequest) (*sig.HTTPResponse, error)

func (f sender) SendHTTP(ctx context.Context, r sig.HTTPRequest) (*sig.HTTPResponse, error) {
	return f(ctx, r)
}
