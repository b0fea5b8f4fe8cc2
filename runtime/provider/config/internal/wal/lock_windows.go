package wal

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// ErrLocked is in the chain of what Open returns while another holder is there.
var ErrLocked = errors.New("in use")

const errorSharingViolation syscall.Errno = 32

// lockFile opens the file without sharing it, so that nobody else can until the
// process ends or closes it.
func lockFile(path string) (*os.File, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil, syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if err == errorSharingViolation {
		return nil, fmt.Errorf("%s: %w by another process; a state directory serves one process", path, ErrLocked)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: lock: %w", path, err)
	}
	return os.NewFile(uintptr(h), path), nil
}

// syncDir has nothing to do: a rename is durable with the file's own flush.
func syncDir(string) error { return nil }
