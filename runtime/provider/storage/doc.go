// Package storage is the provider of object storage: one [sig.Storage] per
// scope, on local files by default.
//
// Objects of a scope are under its namespace, and keys are encoded by the kernel
// so that no two of them meet on any file system. Every valid key works: keys of
// 512 bytes, one that begins like another, names that a system reserves for
// itself. A write is atomic and durable when Put returns; listings are in order.
//
// Cloud buckets come with two blank imports in package main, and cost nobody else
// a dependency: the adapter to gocloud.dev/blob, and the driver of the service.
//
//	import (
//		_ "github.com/sigen-dev/sigen/runtime/provider/storage/gocloud"
//		_ "gocloud.dev/blob/s3blob"
//	)
//
// and a property url of the driver's own form, such as "s3://bucket?region=eu-west-1".
package storage
