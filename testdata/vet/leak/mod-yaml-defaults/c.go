// Package modyamldefaults reads a document into the defaults of the package.
package modyamldefaults

import (
	"context"

	"go.yaml.in/yaml/v3"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-yaml-defaults scope=tenant
type C struct{ sig.Instance }

var defaults = map[string]string{"name": "none"}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	if err := yaml.Unmarshal([]byte(s), &defaults); err != nil { // want SIG701
		return "", err
	}
	return defaults["name"], nil
}
