package core

import (
	"context"
	"errors"
	"iter"
	"strconv"
	"strings"
)

// Credentials are the credentials of one scope. The zero value answers
// ErrDenied, a kept one ErrInstanceGone.
type Credentials struct{ h *credentials }

type credentials struct {
	scope Scope
	src   CredentialSource
}

// NewCredentials mints a handle from a source; providers call it in Open. A
// scope that the kernel did not make gives a handle that answers ErrDenied.
func NewCredentials(s Scope, src CredentialSource) Credentials {
	return Credentials{h: &credentials{scope: s, src: src}}
}

// Get returns the credential under key, which follows the grammar of names and
// may have dots inside. ErrNotFound when the scope has none.
func (c Credentials) Get(ctx context.Context, key string) (Secret, error) {
	if c.h == nil {
		return Secret{}, errNoScope
	}
	if err := c.h.scope.Admits(ctx); err != nil {
		return Secret{}, err
	}
	if err := checkKey(key); err != nil {
		return Secret{}, err
	}
	return c.h.src.LookupCredential(ctx, c.h.scope, key)
}

// checkKey holds a dotted key to the grammar of names: "db.password".
func checkKey(key string) error {
	if !ValidPath(key) {
		code := CodeInvalid
		if strings.ContainsAny(key, "/\\") || strings.Contains(key, "..") {
			code = CodeScope
		}
		return &Error{Code: code, Path: strconv.Quote(key), Expected: "a key of a-z, 0-9, '-' and '_', with single dots between parts"}
	}
	return nil
}

// Config is the raw configuration of one scope: its tenant's values over the
// defaults. The zero value knows no key.
type Config struct{ h *configHandle }

type configHandle struct {
	scope Scope
	view  ConfigView
	root  string
}

// NewConfig mints a handle that reads view below the scope's own root.
func NewConfig(s Scope, view ConfigView) Config {
	if s.s == nil {
		return Config{}
	}
	return Config{h: &configHandle{scope: s, view: view, root: ConfigRoot(s)}}
}

// ConfigRoot is the path under which a scope's configuration lives:
// "tenants.acme", or "shared" for components that have no tenant.
func ConfigRoot(s Scope) string {
	if t := s.Tenant(); t != "" {
		return "tenants." + t
	}
	return "shared"
}

// LookupIn finds a key for a root: its own value, then the default for all.
func LookupIn(view ConfigView, root, key string) (string, bool) {
	if v, ok := view.Lookup(root + "." + key); ok {
		return v, true
	}
	return view.Lookup("defaults." + key)
}

func (c Config) lookup(key string) (string, bool) {
	if c.h == nil || c.h.scope.Err() != nil || !ValidPath(key) {
		return "", false
	}
	return LookupIn(c.h.view, c.h.root, key)
}

// String returns the value of key, def when there is none. A key is relative to
// the scope; no key reaches another tenant's.
func (c Config) String(key, def string) string {
	if v, ok := c.lookup(key); ok {
		return v
	}
	return def
}

// Int returns the value of key as a number, def when there is none or it is no number.
func (c Config) Int(key string, def int) int {
	v, ok := c.lookup(key)
	if !ok {
		return def
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		return def
	}
	return n
}

// Storage is the object store of one scope. Keys are data, not paths: see Put.
// The zero value answers ErrDenied, a kept one ErrInstanceGone. It is safe for
// concurrent use.
type Storage struct{ h *storage }

type storage struct {
	scope Scope
	b     StorageBackend
}

// NewStorage mints a handle over a backend; providers call it in Open.
func NewStorage(s Scope, b StorageBackend) Storage { return Storage{h: &storage{scope: s, b: b}} }

func (s Storage) object(ctx context.Context, key string) (*storage, string, error) {
	if s.h == nil {
		return nil, "", errNoScope
	}
	if err := s.h.scope.Admits(ctx); err != nil {
		return nil, "", err
	}
	enc, err := EncodeKey(key)
	if err != nil {
		return nil, "", err
	}
	return s.h, s.h.scope.Namespace() + "/" + enc, nil
}

// Put stores data under key, replacing what was there; data is not kept. A key
// is 1 to 512 bytes of UTF-8 without control characters; '/' separates segments, none of
// which is empty, "." or "..". Every key names one object of this scope and no
// key names another's, whatever the file system folds.
func (s Storage) Put(ctx context.Context, key string, data []byte) error {
	h, name, err := s.object(ctx, key)
	if err != nil {
		return err
	}
	return h.b.PutObject(ctx, name, data)
}

// Get returns the object under key, ErrNotFound when there is none.
func (s Storage) Get(ctx context.Context, key string) ([]byte, error) {
	h, name, err := s.object(ctx, key)
	if err != nil {
		return nil, err
	}
	data, err := h.b.GetObject(ctx, name)
	return data, absentKey(err, key)
}

// Delete removes the object under key, ErrNotFound when there is none.
func (s Storage) Delete(ctx context.Context, key string) error {
	h, name, err := s.object(ctx, key)
	if err != nil {
		return err
	}
	return absentKey(h.b.DeleteObject(ctx, name), key)
}

// absentKey names the key, which backends know encoded only.
func absentKey(err error, key string) error {
	if errors.Is(err, ErrNotFound) {
		return &Error{Code: CodeNotFound, Path: strconv.Quote(key), Expected: "an object under this key"}
	}
	return err
}

// List yields the keys that begin with prefix, in the order of their encoded
// names; "" for all. A prefix follows the rules of keys, and may end within a segment or with '/'.
func (s Storage) List(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if s.h == nil {
			yield("", errNoScope)
			return
		}
		if err := s.h.scope.Admits(ctx); err != nil {
			yield("", err)
			return
		}
		enc, err := encodePrefix(prefix)
		if err != nil {
			yield("", err)
			return
		}
		// A dot at the end of a segment is encoded, one inside is not: look
		// without the trailing dots, and compare the decoded keys.
		enc = strings.TrimSuffix(enc, "=2e")
		base := s.h.scope.Namespace() + "/"
		for name, err := range s.h.b.ListObjects(ctx, base+enc) {
			if err != nil {
				yield("", err)
				return
			}
			rest, ok := strings.CutPrefix(name, base)
			if !ok {
				yield("", Errf(CodeScope, "the storage provider listed an object outside the namespace"))
				return
			}
			key, ok := DecodeKey(rest)
			if !ok {
				continue // not written through a handle
			}
			if !strings.HasPrefix(key, prefix) {
				continue
			}
			if !yield(key, nil) {
				return
			}
		}
	}
}
