package config

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/internal/dotted"
	"github.com/sigen-dev/sigen/runtime/provider/internal/fault"
	"github.com/sigen-dev/sigen/runtime/provider/internal/filewatch"
	"github.com/sigen-dev/sigen/runtime/provider/internal/flat"
)

// FileRefused is published to shared components when the file has changed and is not in force:
// it does not read, or a component refuses one of its values. What was in force stays.
//
//sig:event topic=config.file-refused
type FileRefused struct {
	File  string `json:"file"`
	Error string `json:"error"` // with line and column
}

// A fileLayer is what one reading of the YAML file gave. It is never written
// afterwards.
type fileLayer struct {
	leaves map[string]flat.Leaf
	paths  []string // of leaves, sorted
	sum    [sha256.Size]byte
}

// openFile reads the file and follows its changes. A file that does not read is
// an error now and a finding later: a program must not start on half a configuration.
func (s *store) openFile() error {
	w, err := filewatch.New(s.o.File, s.o.Quiet, s.reload, func(err error) {
		s.o.Log(sig.LevelWarn, "the configuration file may change unnoticed", sig.Attr{Key: "file", Value: s.o.File}, sig.Attr{Key: "error", Value: err.Error()})
	})
	if err != nil {
		return fault.New(invalid, "file", "a file in a folder that can be watched", err)
	}
	s.followed = w
	layer, err := s.readFile()
	if err != nil {
		return fault.New(invalid, "file", "a YAML file", err)
	}
	s.mu.Lock()
	s.file.Store(layer)
	s.mu.Unlock()
	return nil
}

func (s *store) readFile() (*fileLayer, error) {
	data, err := os.ReadFile(s.o.File)
	if err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	leaves, err := flat.Parse(data, flat.Options{Name: s.o.File, Tops: tops})
	if err != nil {
		return nil, err
	}
	for path, l := range leaves {
		if len(l.Text) > maxValue {
			return nil, fmt.Errorf("%s:%d:%d: %s is longer than 1 MiB", s.o.File, l.Line, l.Column, path)
		}
	}
	return &fileLayer{leaves: leaves, paths: slices.Sorted(maps.Keys(leaves)), sum: sha256.Sum256(data)}, nil
}

// reload puts the file in force as it is now, all or nothing.
func (s *store) reload() {
	err := s.takeFile()
	if errors.Is(err, errStopped) {
		return
	}
	s.find(findingFile, err)
	if err != nil {
		s.o.Log(sig.LevelError, "the configuration file is not in force; what was stays", sig.Attr{Key: "error", Value: err.Error()})
		if s.o.Refused != nil {
			s.o.Refused(err)
		}
	}
}

func (s *store) takeFile() error {
	next, err := s.readFile()
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return errStopped
	}
	now := s.file.Load()
	if next.sum == now.sum {
		return nil
	}
	defer s.view.reset()
	s.view.file = next
	s.fileChanges(now, next)
	commit, err := s.ask()
	if err != nil {
		return s.locate(next, err)
	}
	s.file.Store(next)
	return s.inForce(commit)
}

// fileChanges leaves in the batch what differs in force between two readings, in
// the order of paths.
func (s *store) fileChanges(now, next *fileLayer) {
	changes := s.batch.changes[:0]
	hidden := func(path string) bool {
		_, inEnv := s.env[path]
		_, isSet := s.runtime.get(path)
		return inEnv || isSet
	}
	for path, l := range next.leaves {
		if was, ok := now.leaves[path]; (!ok || was.Text != l.Text) && !hidden(path) {
			changes = append(changes, sig.ConfigChange{Path: path, Value: l.Text})
		}
	}
	for path := range now.leaves {
		if _, ok := next.leaves[path]; !ok && !hidden(path) {
			changes = append(changes, sig.ConfigChange{Path: path, Deleted: true})
		}
	}
	slices.SortFunc(changes, func(a, b sig.ConfigChange) int { return bytes.Compare([]byte(a.Path), []byte(b.Path)) })
	s.batch.changes = changes
}

// locate adds to a refusal where in the file the refused value stands.
func (s *store) locate(f *fileLayer, err error) error {
	var e *sig.Error
	if !errors.As(err, &e) {
		return err
	}
	root := dotted.Root(e.Path)
	for _, path := range []string{e.Path, "defaults" + e.Path[len(root):]} {
		if l, ok := f.leaves[path]; ok {
			return fmt.Errorf("%s:%d:%d: %w", s.o.File, l.Line, l.Column, err)
		}
	}
	return fmt.Errorf("%s: %w", s.o.File, err)
}
