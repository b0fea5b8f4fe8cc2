// Package modyamlunmarshaler reads a document with a type that remembers what it decoded.
package modyamlunmarshaler

import (
	"context"

	"go.yaml.in/yaml/v3"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-yaml-unmarshaler scope=tenant
type C struct{ sig.Instance }

var seen string

type level string

func (l *level) UnmarshalYAML(n *yaml.Node) error {
	*l = level(seen)
	seen = n.Value // want SIG701
	return nil
}

type doc struct {
	Name  string `yaml:"name"`
	Inner struct {
		Level level `yaml:"level"`
	} `yaml:"inner"`
}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	var d doc
	err := yaml.Unmarshal([]byte(s), &d)
	return d.Name + string(d.Inner.Level), err
}
