//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package wal

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// ErrLocked is in the chain of what Open returns while another holder is there.
var ErrLocked = errors.New("in use")

// lockFile takes the lock, which the system gives up when the process ends,
// however it ends. Closing the file gives it up too.
func lockFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err != syscall.EINTR {
			break
		}
	}
	if err != nil {
		by := make([]byte, 32)
		n, _ := f.ReadAt(by, 0)
		f.Close()
		if err == syscall.EWOULDBLOCK {
			return nil, fmt.Errorf("%s: %w by process %s; a state directory serves one process", path, ErrLocked, strings.TrimSpace(string(by[:n])))
		}
		return nil, fmt.Errorf("%s: lock: %w", path, err)
	}
	// The process number is for the error above alone; it may fail to be written.
	if f.Truncate(0) == nil {
		_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
	return f, nil
}

// syncDir makes the names in a directory durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
