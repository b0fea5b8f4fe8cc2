// Package realblobbucket: attachments go into a bucket opened by URL.
//
// Verdict: leak.
// Why: gocloud's blob opens whatever the URL names, around the tenant's storage handle.
package realblobbucket

import (
	"context"
	"crypto/md5"
	"fmt"
	"path"
	"sync"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Attachment is a file of an order.
type Attachment struct {
	Order string `json:"order" sig:"pattern='^[a-z0-9]+$'"`
	Name  string `json:"name" sig:"min=1,max=80"`
	Data  []byte `json:"data" sig:"max=1000000"`
}

// Attachments keeps files in a bucket.
//
//sig:component name=real-blob-bucket scope=tenant
type Attachments struct {
	sig.Instance

	Bucket string `sig:"prop,default=mem://"`

	mu     sync.Mutex
	bucket *blob.Bucket
}

func (a *Attachments) open(ctx context.Context) (*blob.Bucket, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.bucket != nil {
		return a.bucket, nil
	}
	b, err := blob.OpenBucket(ctx, a.Bucket) // want leak
	if err != nil {
		return nil, fmt.Errorf("bucket: %w", err)
	}
	a.bucket = b
	return b, nil
}

//sig:deactivate
func (a *Attachments) deactivate(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.bucket == nil {
		return nil
	}
	return a.bucket.Close()
}

func key(a Attachment) string { return path.Join("orders", a.Order, path.Base(a.Name)) }

// Attach stores a file.
//
//sig:runnable desc="Store a file"
func (a *Attachments) Attach(ctx context.Context, f Attachment) error {
	b, err := a.open(ctx)
	if err != nil {
		return err
	}
	sum := md5.Sum(f.Data)
	return b.WriteAll(ctx, key(f), f.Data, &blob.WriterOptions{ContentMD5: sum[:]})
}

// Read reads a file.
//
//sig:runnable desc="Read a file"
func (a *Attachments) Read(ctx context.Context, f Attachment) (Attachment, error) {
	b, err := a.open(ctx)
	if err != nil {
		return Attachment{}, err
	}
	f.Data, err = b.ReadAll(ctx, key(f))
	if gcerrors.Code(err) == gcerrors.NotFound {
		return Attachment{}, sig.ErrNotFound
	}
	return f, err
}
