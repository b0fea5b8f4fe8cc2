//go:build !unix

package sqldb

import "io/fs"

// A fileID is the same for all names of one file. Systems without inode numbers
// in fs.FileInfo have none here; names are told apart by their folded paths, and
// hard links are the host's to avoid.
type fileID struct{ dev, ino int64 }

func idOf(fs.FileInfo) fileID { return fileID{} }
