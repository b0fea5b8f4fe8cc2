package reuse

import (
	"os"

	"github.com/sigen-dev/sigen/gen/internal/cache"
)

// program is the file that this process runs, and what it was when the process started. What
// lies there later may be another build, whose entries are not ours to write.
var program = func() (p struct {
	file string
	sign Sign
}) {
	if file, err := os.Executable(); err == nil {
		p.file, p.sign = file, signOf(file)
	}
	return p
}()

// Tool is the hash of this program, which is taken once for each build of it and kept in
// the store; false when it cannot be read, or another one has taken its place.
func Tool(store *cache.Store) (string, bool) { return tool(store, program.file, program.sign) }

func tool(store *cache.Store, file string, started Sign) (string, bool) {
	if !started.Exists {
		return "", false
	}
	key := cache.KeyOf("tool", file)
	var st Stamp
	known := false
	if data, ok := store.Get(key); ok {
		known = cache.Decode(data, &st) == nil && st.Path == file && st.Kind == Content && st.Check() == Same
	}
	if !known {
		st = Take(file, Content)
		if data, err := cache.Encode(st); err == nil {
			_ = store.Put(key, data) // a store that cannot be written makes the next run slower, not wrong
		}
	}
	return st.Digest, st.Digest != "" && st.Digest != unreadable && st.Sign == started
}
