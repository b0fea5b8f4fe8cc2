//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd || windows)

package wal

import (
	"errors"
	"fmt"
	"os"
)

// ErrLocked is in the chain of what Open returns while another holder is there.
var ErrLocked = errors.New("in use")

// lockFile refuses: without a lock of the system two processes could share a
// state, and each would lose what the other wrote.
func lockFile(path string) (*os.File, error) {
	return nil, fmt.Errorf("%s: lock: %w; this system offers no file lock, so leave the state property empty", path, errors.ErrUnsupported)
}

func syncDir(string) error { return nil }
