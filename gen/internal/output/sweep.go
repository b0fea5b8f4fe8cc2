package output

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// temporary is the pattern of a temporary file beside path, of the process pid. A
// name that begins with a dot is no Go file to any tool.
func temporary(path, pid string) string { return "." + filepath.Base(path) + "." + pid + "-*" }

// sweep removes what runs that were killed left beside path: whose process is
// there no more.
func sweep(path string) {
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), temporary(path, "*"))) // a well-formed pattern, unless the folder's name is odd
	for _, name := range left {
		rest := strings.TrimPrefix(filepath.Base(name), "."+filepath.Base(path)+".")
		pid, _, _ := strings.Cut(rest, "-")
		if n, err := strconv.Atoi(pid); err == nil && abandoned(name, n) {
			os.Remove(name)
		}
	}
}

// abandonedAge decides where processes cannot be asked for.
const abandonedAge = time.Minute

func abandoned(name string, pid int) bool {
	if pid == os.Getpid() {
		return false
	}
	if runtime.GOOS == "windows" {
		st, err := os.Lstat(name)
		return err == nil && time.Since(st.ModTime()) > abandonedAge
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return true
	}
	err = p.Signal(syscall.Signal(0)) // asks only
	return err != nil && !errors.Is(err, os.ErrPermission)
}
