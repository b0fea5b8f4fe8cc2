package attack

import (
	"context"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A store is what attacks need of sig.Storage.
type store interface {
	Get(ctx context.Context, key string) ([]byte, error)
	Put(ctx context.Context, key string, data []byte) error
	List(ctx context.Context, prefix string) iter.Seq2[string, error]
}

var _ store = sig.Storage{}

// A program keeps its tenants apart as an ordinary one does that grew without a thought of
// hostile code: each has a folder of its name, and whoever was let in once has a handle of it.
type program struct{ dir string }

func (p program) open(tenant string) (cabinet, error) {
	c := cabinet{filepath.Join(p.dir, tenant)}
	return c, os.MkdirAll(c.dir, 0o700)
}

// remove deletes one thing of a tenant after the other, and writes down nothing. It says what it
// is about to do.
func (p program) remove(tenant string, step func(string)) error {
	things, err := os.ReadDir(filepath.Join(p.dir, tenant))
	if err != nil {
		return err
	}
	for _, thing := range things {
		step("deleting " + thing.Name())
		if err := os.RemoveAll(filepath.Join(p.dir, tenant, thing.Name())); err != nil {
			return err
		}
	}
	step("deleted")
	return os.Remove(filepath.Join(p.dir, tenant))
}

// A cabinet is such a handle. It asks nobody who uses it, and when.
type cabinet struct{ dir string }

func (c cabinet) Get(_ context.Context, key string) ([]byte, error) {
	return os.ReadFile(filepath.Join(c.dir, key))
}

func (c cabinet) Put(_ context.Context, key string, data []byte) error {
	name := filepath.Join(c.dir, key)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}

func (c cabinet) List(_ context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		_ = filepath.WalkDir(c.dir, func(path string, d fs.DirEntry, err error) error {
			key, _ := filepath.Rel(c.dir, path)
			if err == nil && (d.IsDir() || !strings.HasPrefix(key, prefix)) || yield(key, err) {
				return nil
			}
			return fs.SkipAll
		})
	}
}
