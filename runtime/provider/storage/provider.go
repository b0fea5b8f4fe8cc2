package storage

import (
	"context"
	"iter"
	"net/url"
	"path"
	"path/filepath"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/storage/internal/opener"
)

// Provider keeps the objects of all scopes in one bucket, each scope's under its
// own namespace. It works with no property set, and makes its directory on first
// use. It is safe for concurrent use.
//
//sig:component name=storage version=1.0 scope=provider
type Provider struct {
	sig.Instance

	// URL is where objects are: "file:" and a directory, relative to the working
	// directory or absolute, or what a linked driver understands.
	URL string `sig:"prop,default=file:data/storage"`

	mu     sync.Mutex
	bucket opener.Bucket // guarded by mu; nil while nothing was used
}

const defaultURL = "file:data/storage"

var (
	_ sig.StorageBackend      = (*Provider)(nil)
	_ sig.Scoped[sig.Storage] = (*Provider)(nil)
)

// activate refuses a URL that nothing can open; it opens nothing.
//
//sig:activate
func (p *Provider) activate(context.Context) error {
	_, _, err := p.where()
	return err
}

//sig:deactivate
func (p *Provider) deactivate(context.Context) error {
	p.mu.Lock()
	b := p.bucket
	p.bucket = nil
	p.mu.Unlock()
	if b == nil {
		return nil
	}
	return b.Close()
}

// where splits the property: a directory, or an opener for the whole URL.
func (p *Provider) where() (dir string, open opener.Func, err error) {
	text := p.URL
	if text == "" {
		text = defaultURL
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme == "" {
		return "", nil, &sig.Error{Code: sig.CodeInvalid, Path: "url", Expected: `a URL such as "file:data/storage" or "s3://bucket"`}
	}
	if u.Scheme == "file" {
		dir := u.Opaque
		if dir == "" {
			dir = u.Path
		}
		if dir == "" || u.RawQuery != "" || u.Host != "" && u.Host != "localhost" {
			return "", nil, &sig.Error{Code: sig.CodeInvalid, Path: "url", Expected: `"file:" and a directory: "file:data/storage" or "file:///var/lib/app"`}
		}
		return filepath.FromSlash(dir), nil, nil
	}
	if open = opener.Registered(); open == nil {
		return "", nil, &sig.Error{Code: sig.CodeInvalid, Path: "url", Expected: "a file: URL, or in package main: import _ \"github.com/sigen-dev/sigen/runtime/provider/storage/gocloud\" and the driver for " + u.Scheme + ":"}
	}
	return "", open, nil
}

// open opens the bucket on first use.
func (p *Provider) open(ctx context.Context) (opener.Bucket, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bucket != nil {
		return p.bucket, nil
	}
	dir, open, err := p.where()
	if err != nil {
		return nil, err
	}
	if open != nil {
		p.bucket, err = open(ctx, p.URL)
	} else {
		p.bucket, err = openFiles(dir)
	}
	if err != nil {
		p.bucket = nil
		return nil, err
	}
	return p.bucket, nil
}

// Open mints the storage of a scope.
func (p *Provider) Open(_ context.Context, s sig.Scope) (sig.Storage, error) {
	if err := s.Err(); err != nil {
		return sig.Storage{}, err
	}
	return sig.NewStorage(s, p), nil
}

// PutObject stores an object: all of it or nothing, and durably.
func (p *Provider) PutObject(ctx context.Context, name string, data []byte) error {
	b, err := p.open(ctx)
	if err != nil {
		return err
	}
	return b.PutObject(ctx, name, data)
}

// GetObject returns an object, which is the caller's to keep.
func (p *Provider) GetObject(ctx context.Context, name string) ([]byte, error) {
	b, err := p.open(ctx)
	if err != nil {
		return nil, err
	}
	return b.GetObject(ctx, name)
}

// DeleteObject removes an object.
func (p *Provider) DeleteObject(ctx context.Context, name string) error {
	b, err := p.open(ctx)
	if err != nil {
		return err
	}
	return b.DeleteObject(ctx, name)
}

// ListObjects yields names in order.
func (p *Provider) ListObjects(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		b, err := p.open(ctx)
		if err != nil {
			yield("", err)
			return
		}
		b.ListObjects(ctx, prefix)(yield)
	}
}

// Remains lists the objects of a scope, by their encoded keys; for a whole tenant,
// and for the scope that its instances share, those of all of them.
func (p *Provider) Remains(ctx context.Context, s sig.Scope) ([]string, error) {
	prefix, err := prefixOf(s)
	if err != nil {
		return nil, err
	}
	var names []string
	for name, err := range p.ListObjects(ctx, prefix) {
		if err != nil {
			return nil, err
		}
		names = append(names, strings.TrimPrefix(name, prefix))
	}
	return names, nil
}

// purgePage bounds how many names are held while objects are removed.
const purgePage = 1000

// Purge removes what Remains lists. When it fails it has removed a part, and can
// be called again.
func (p *Provider) Purge(ctx context.Context, s sig.Scope) error {
	prefix, err := prefixOf(s)
	if err != nil {
		return err
	}
	for {
		var page []string
		for name, err := range p.ListObjects(ctx, prefix) {
			if err != nil {
				return err
			}
			if page = append(page, name); len(page) == purgePage {
				break
			}
		}
		for _, name := range page {
			if err := p.DeleteObject(ctx, name); err != nil && !isNotFound(err) {
				return err
			}
		}
		if len(page) < purgePage {
			return nil
		}
	}
}

// prefixOf works for scopes that have ended, and not for the zero Scope.
func prefixOf(s sig.Scope) (string, error) {
	ns := s.Namespace()
	if ns == "" {
		return "", &sig.Error{Code: sig.CodeDenied, Expected: "a scope that a kernel made"}
	}
	if s.Tenant() != "" && s.Instance() == "" && !s.Whole() {
		ns = path.Dir(ns)
	}
	return ns + "/", nil
}
