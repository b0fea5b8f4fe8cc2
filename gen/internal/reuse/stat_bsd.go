//go:build darwin || freebsd || netbsd

package reuse

import (
	"io/fs"
	"syscall"
)

func (g *Sign) system(info fs.FileInfo) {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		g.Meta, g.Device, g.Inode = st.Ctimespec.Nano(), uint64(st.Dev), uint64(st.Ino)
	}
}
