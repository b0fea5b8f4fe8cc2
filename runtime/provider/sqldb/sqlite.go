package sqldb

import (
	"context"
	"os"
	"path/filepath"
	"sync"

	"github.com/ncruces/go-sqlite3/vfs/memdb"
	sig "github.com/sigen-dev/sigen/runtime"
)

// sqlite is the engine of SQLite: one file per database below one directory, or
// a database in memory that is private to a scope.
type sqlite struct {
	dirName string
	memory  int64 // bytes that one connection may use

	mu     sync.Mutex
	dir    *directory     // guarded by mu; nil before first use
	owners *registry      // guarded by mu
	inRAM  map[string]int // guarded by mu; holds of databases in memory, by key
}

func newSQLite(dir string, memory int64) *sqlite {
	return &sqlite{dirName: dir, memory: memory, inRAM: map[string]int{}}
}

// place is where a SQLite database is.
type place struct {
	uri    string // of the connection
	file   string // absolute; "" in memory
	id     fileID
	normal bool
}

// use makes the directory and the registry on first use.
func (e *sqlite) use() (*directory, *registry, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.owners != nil {
		return e.dir, e.owners, nil
	}
	dir, err := openDirectory(e.dirName)
	if err != nil {
		return nil, nil, err
	}
	owners, err := openRegistry(filepath.Join(dir.real, registryFile))
	if err != nil {
		dir.close()
		return nil, nil, err
	}
	e.dir, e.owners = dir, owners
	return dir, owners, nil
}

// peek is use for those who only look: nothing is made.
func (e *sqlite) peek() (*directory, *registry, error) {
	if _, err := os.Stat(filepath.Join(e.dirName, registryFile)); err != nil {
		return nil, nil, nil
	}
	return e.use()
}

func (e *sqlite) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.owners == nil {
		return nil
	}
	err := e.owners.close()
	e.dir.close()
	e.dir, e.owners = nil, nil
	return err
}

func (e *sqlite) Claim(ctx context.Context, loc location, by claimant) (target, error) {
	if loc.Memory {
		// The namespace is part of the name, so no other scope has it.
		key := "memory/" + by.Namespace
		return target{Key: key, Name: ":memory:", At: place{uri: uriOf("/"+key, "vfs=memdb"), normal: true}}, nil
	}
	dir, owners, err := e.use()
	if err != nil {
		return target{}, err
	}
	path, err := dir.canonical(loc.Path)
	if err != nil {
		return target{}, err
	}
	var id fileID
	identify := func(path string) (fileID, error) {
		var err error
		id, err = dir.identify(path, loc.Reuse)
		return id, err
	}
	if path, err = owners.claim(ctx, path, by, identify, dir.current); err != nil {
		return target{}, err
	}
	file, mode := dir.abs(path), "full"
	if loc.Normal {
		mode = "normal"
	}
	return target{Key: path, Mode: mode, Name: path, At: place{uri: uriOf(file, ""), file: file, id: id, normal: loc.Normal}}, nil
}

// hold keeps a database in memory from vanishing while no connection is open.
func (e *sqlite) Hold(_ context.Context, t target) (func(), error) {
	if t.At.(place).file != "" {
		return nil, nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.inRAM[t.Key]++; e.inRAM[t.Key] == 1 {
		memdb.Create(t.Key, nil)
	}
	return func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		if e.inRAM[t.Key]--; e.inRAM[t.Key] == 0 {
			delete(e.inRAM, t.Key)
			memdb.Delete(t.Key)
		}
	}, nil
}

func (e *sqlite) Remains(ctx context.Context, by claimant) ([]string, error) {
	dir, owners, err := e.peek()
	if err != nil || owners == nil {
		return nil, err
	}
	records, err := owners.owned(ctx, by)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, r := range records {
		files := dir.files(r.path)
		if len(files) == 0 {
			files = []string{r.path} // the record itself remains
		}
		names = append(names, files...)
	}
	return names, nil
}

func (e *sqlite) Purge(ctx context.Context, by claimant, busy func(key string) bool) error {
	dir, owners, err := e.peek()
	if err != nil || owners == nil {
		return err
	}
	records, err := owners.owned(ctx, by)
	if err != nil {
		return err
	}
	for _, r := range records {
		err := owners.leave(ctx, r.path, by, func() error {
			if busy(r.path) {
				return &sig.Error{Code: sig.CodeBusy, Path: r.path, Expected: "no pool that still uses the database"}
			}
			return dir.remove(r.path)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (e *sqlite) Open(ctx context.Context, t target) (conn, error) {
	p := t.At.(place)
	if p.file != "" {
		if info, err := os.Lstat(p.file); err != nil || idOf(info) != p.id {
			return nil, &sig.Error{Code: sig.CodeNotFound, Path: t.Name, Expected: "the file that was opened before: it has been removed or replaced"}
		}
	}
	return openSQLite(ctx, t, e.memory)
}

// uriOf escapes a file name for SQLite, which then reads nothing in it as a parameter.
func uriOf(file, params string) string {
	file = filepath.ToSlash(file)
	if file[0] != '/' { // a drive letter
		file = "/" + file
	}
	return "file:" + escapePath(file) + "?" + params
}

func escapePath(s string) string {
	const hex = "0123456789ABCDEF"
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if c := s[i]; c == '%' || c == '?' || c == '#' || c < 0x20 || c >= 0x7f {
			b = append(b, '%', hex[c>>4], hex[c&15])
		} else {
			b = append(b, c)
		}
	}
	return string(b)
}
