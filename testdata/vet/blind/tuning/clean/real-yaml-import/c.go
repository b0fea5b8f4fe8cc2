// Package realyamlimport: a YAML catalogue is validated and stored.
//
// Verdict: proved.
package realyamlimport

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	sig "github.com/sigen-dev/sigen/runtime"
)

// product is a line of a catalogue.
type product struct {
	SKU   string   `yaml:"sku"`
	Name  string   `yaml:"name"`
	Price float64  `yaml:"price"`
	Tags  []string `yaml:"tags,omitempty"`
}

type catalogue struct {
	Version  int       `yaml:"version"`
	Products []product `yaml:"products"`
}

var skuPattern = regexp.MustCompile(`^[A-Z]{3}-\d{4}$`)

func (c *catalogue) validate() error {
	if c.Version != 1 {
		return fmt.Errorf("version %d, expected 1", c.Version)
	}
	seen := make(map[string]bool, len(c.Products))
	var errs []error
	for i, p := range c.Products {
		switch {
		case !skuPattern.MatchString(p.SKU):
			errs = append(errs, fmt.Errorf("products[%d]: sku %q", i, p.SKU))
		case seen[p.SKU]:
			errs = append(errs, fmt.Errorf("products[%d]: %s is there twice", i, p.SKU))
		case p.Price < 0:
			errs = append(errs, fmt.Errorf("products[%d]: price %v", i, p.Price))
		}
		seen[p.SKU] = true
	}
	return errors.Join(errs...)
}

// Document is a catalogue in YAML.
type Document struct {
	YAML string `json:"yaml" sig:"max=100000"`
}

// Summary says what was imported.
type Summary struct {
	Products int      `json:"products"`
	Tags     []string `json:"tags"`
}

// Catalogues imports catalogues.
//
//sig:component name=real-yaml-import scope=tenant
type Catalogues struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

// Import imports a catalogue.
//
//sig:runnable desc="Import a catalogue"
func (c *Catalogues) Import(ctx context.Context, d Document) (Summary, error) {
	var cat catalogue
	dec := yaml.NewDecoder(strings.NewReader(d.YAML))
	dec.KnownFields(true)
	if err := dec.Decode(&cat); err != nil {
		return Summary{}, fmt.Errorf("catalogue: %w", err)
	}
	if err := cat.validate(); err != nil {
		return Summary{}, errors.Join(sig.ErrInvalid, err)
	}
	out, err := yaml.Marshal(&cat)
	if err != nil {
		return Summary{}, err
	}
	if err := c.Store.Put(ctx, "catalogue.yaml", out); err != nil {
		return Summary{}, err
	}
	s := Summary{Products: len(cat.Products)}
	for _, p := range cat.Products {
		s.Tags = append(s.Tags, p.Tags...)
	}
	slices.Sort(s.Tags)
	s.Tags = slices.Compact(s.Tags)
	return s, nil
}
