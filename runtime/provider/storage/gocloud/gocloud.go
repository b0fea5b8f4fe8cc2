// Package gocloud lets the storage provider use every bucket for which
// gocloud.dev/blob has a driver. Import it in package main for its effect, beside
// the driver:
//
//	import (
//		_ "github.com/sigen-dev/sigen/runtime/provider/storage/gocloud"
//		_ "gocloud.dev/blob/gcsblob"
//	)
//
// It is a package of its own because gocloud.dev/blob links gRPC and more, which
// programs that store files should not have to build.
package gocloud

import (
	"context"
	"errors"
	"io"
	"iter"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/storage/internal/opener"
	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

func init() { opener.Register(open) }

func open(ctx context.Context, url string) (opener.Bucket, error) {
	b, err := blob.OpenBucket(ctx, url)
	if err != nil {
		return nil, fault(err, "a bucket URL that a linked driver opens")
	}
	return &bucket{b}, nil
}

type bucket struct{ b *blob.Bucket }

func (b *bucket) Close() error { return b.b.Close() }

// PutObject stores an object; drivers make it visible whole or not at all.
func (b *bucket) PutObject(ctx context.Context, name string, data []byte) error {
	// A fixed type keeps the driver from looking into the data for one.
	err := b.b.WriteAll(ctx, name, data, &blob.WriterOptions{ContentType: "application/octet-stream"})
	return fault(err, "the object to be stored")
}

func (b *bucket) GetObject(ctx context.Context, name string) ([]byte, error) {
	data, err := b.b.ReadAll(ctx, name)
	if err != nil {
		return nil, fault(err, "an object that was put")
	}
	return data, nil
}

func (b *bucket) DeleteObject(ctx context.Context, name string) error {
	return fault(b.b.Delete(ctx, name), "an object that was put")
}

// ListObjects yields names in the order of their bytes, which is what services
// and drivers list in.
func (b *bucket) ListObjects(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		it := b.b.List(&blob.ListOptions{Prefix: prefix})
		for {
			o, err := it.Next(ctx)
			if err == io.EOF {
				return
			}
			if err != nil {
				yield("", fault(err, "the bucket to list its objects"))
				return
			}
			if !o.IsDir && !yield(o.Key, nil) {
				return
			}
		}
	}
}

// fault gives an error its code. The driver's own text names buckets and objects
// and is kept from callers, but for errors of the context.
func fault(err error, expected string) error {
	if err == nil {
		return nil
	}
	e := &sig.Error{Code: sig.CodeFailed, Expected: expected}
	switch kind := gcerrors.Code(err); kind {
	case gcerrors.NotFound:
		e.Code = sig.CodeNotFound
		return e
	case gcerrors.DeadlineExceeded:
		e.Code = sig.CodeTimeout
	case gcerrors.ResourceExhausted:
		e.Code = sig.CodeLimited
	case gcerrors.InvalidArgument, gcerrors.Unimplemented:
		e.Code = sig.CodeInvalid
	default:
		e.Cause = errors.New(kind.String())
	}
	if errors.Is(err, context.DeadlineExceeded) {
		e.Code, e.Cause = sig.CodeTimeout, context.DeadlineExceeded
	} else if errors.Is(err, context.Canceled) {
		e.Cause = context.Canceled
	}
	return e
}
