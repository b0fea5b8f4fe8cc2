package config

import (
	"fmt"
	"strings"
	"time"

	"github.com/sigen-dev/sigen/runtime/provider/internal/dotted"
)

// explain is Admin.Explain.
func (s *store) explain(path string) []Origin {
	out := s.origins(nil, path)
	root := dotted.Root(path)
	if key, ok := strings.CutPrefix(path, root+"."); ok && root != "defaults" {
		out = s.origins(out, "defaults."+key)
	}
	return out
}

func (s *store) origins(out []Origin, path string) []Origin {
	add := func(l Layer, value, source string) {
		out = append(out, Origin{Path: path, Layer: l, Value: s.redact.show(path, value), Source: source})
	}
	if l, ok := s.runtime.get(path); ok {
		add(LayerRuntime, l.value, s.writer(path, l.version))
	}
	if v, ok := s.env[path]; ok {
		add(LayerEnvironment, v.Value, v.Name)
	}
	if l, ok := s.file.Load().leaves[path]; ok {
		add(LayerFile, l.Text, fmt.Sprintf("%s:%d:%d", s.o.File, l.Line, l.Column))
	}
	return out
}

// writer says who wrote a version, as far as that is still kept.
func (s *store) writer(path string, version uint64) string {
	text := fmt.Sprintf("version %d", version)
	s.pastMu.RLock()
	defer s.pastMu.RUnlock()
	for _, c := range s.past.of(path, s.redact) {
		if c.Version == version {
			text += fmt.Sprintf(" by %s at %s", c.Who, c.At.Format(time.RFC3339))
		}
	}
	return text
}
