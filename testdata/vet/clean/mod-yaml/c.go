// Package modyaml reads a document with a type that decodes itself.
package modyaml

import (
	"context"

	"go.yaml.in/yaml/v3"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-yaml scope=tenant
type C struct{ sig.Instance }

type level int

func (l *level) UnmarshalYAML(n *yaml.Node) error {
	*l = level(len(n.Value))
	return nil
}

type doc struct {
	Name  string `yaml:"name"`
	Level level  `yaml:"level"`
}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	var d doc
	if err := yaml.Unmarshal([]byte(s), &d); err != nil {
		return "", err
	}
	out, err := yaml.Marshal(d)
	return string(out), err
}
