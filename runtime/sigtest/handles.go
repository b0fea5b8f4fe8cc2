package sigtest

import (
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
	return sig.NewCredentials(s, credentials{values: values})
}
