//go:build unix

package sqldb

import (
	"io/fs"
	"syscall"
)

// A fileID is the same for all names of one file.
type fileID struct{ dev, ino int64 }

func idOf(info fs.FileInfo) fileID {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return fileID{int64(st.Dev), int64(st.Ino)}
	}
	return fileID{}
}
