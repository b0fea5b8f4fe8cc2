package load

import (
	"bytes"
	"os"
	"path/filepath"
)

// outputName reports whether sigen could have written a file of that name.
func outputName(file string) bool {
	base := filepath.Base(file)
	return base == GeneratedFile || base == WireFile
}

// isOutput reports whether sigen wrote the file: both name and first line have to say so.
func isOutput(file string, src []byte) bool {
	if !outputName(file) {
		return false
	}
	line, _, _ := bytes.Cut(src, []byte("\n"))
	return string(bytes.TrimRight(line, "\r")) == Header
}

// packageClause is a file with the same package clause and nothing else, no NUL bytes either: with one the go
// command gives up.
func packageClause(src []byte) []byte {
	src = bytes.ReplaceAll(src, []byte{0}, nil)
	for line := range bytes.Lines(src) {
		if bytes.HasPrefix(line, []byte("package ")) {
			return append([]byte(Header+"\n\n"), line...)
		}
	}
	return src
}

func readFile(overlay map[string][]byte, file string) ([]byte, error) {
	if src, ok := overlay[file]; ok {
		return src, nil
	}
	return os.ReadFile(file)
}

// Written reports whether sigen wrote the file of that name.
func Written(file string) bool {
	if !outputName(file) {
		return false
	}
	src, err := os.ReadFile(file)
	return err == nil && isOutput(file, src)
}
