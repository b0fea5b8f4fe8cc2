package gen

import "github.com/sigen-dev/sigen/gen/internal/cache"

// CacheDir is the folder for Config.Cache that env names in SIGEN_CACHE, or that of
// the user. An error says that the name is no absolute path, or that the user has none.
func CacheDir(env func(name string) string) (string, error) { return cache.Dir(env) }

// CacheSize counts the entries of the cache in dir and their bytes.
func CacheSize(dir string) (entries int, bytes int64, err error) {
	n, err := cache.Open(dir).Size()
	return n.Entries, n.Bytes, err
}

// CleanCache removes every entry of the cache in dir, and nothing else that lies there.
func CleanCache(dir string) error { return cache.Open(dir).Clean() }
