// Package realyamloverlay: YAML overlays are decoded into the defaults.
//
// Verdict: leak.
// Why: Decode writes into the package's defaults, so the overlay of one tenant is the base of the
// next.
package realyamloverlay

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	sig "github.com/sigen-dev/sigen/runtime"
)

// theme is how a shop looks.
type theme struct {
	Name   string            `yaml:"name"`
	Colors map[string]string `yaml:"colors"`
	Fonts  []string          `yaml:"fonts"`
	Layout struct {
		Columns int  `yaml:"columns"`
		Wide    bool `yaml:"wide"`
	} `yaml:"layout"`
}

var defaultTheme = &theme{
	Name:   "plain",
	Colors: map[string]string{"text": "#000", "page": "#fff"},
	Fonts:  []string{"serif"},
}

// decode reads an overlay over the default theme.
func decode(overlay []byte) (*theme, error) {
	t := defaultTheme
	dec := yaml.NewDecoder(bytes.NewReader(overlay))
	dec.KnownFields(true)
	if err := dec.Decode(t); err != nil && !errors.Is(err, io.EOF) { // want leak
		return nil, fmt.Errorf("theme: %w", err)
	}
	if t.Layout.Columns < 0 {
		return nil, sig.ErrInvalid
	}
	return t, nil
}

func (t *theme) css() string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(t.Colors)) {
		fmt.Fprintf(&b, "--%s: %s;\n", k, t.Colors[k])
	}
	fmt.Fprintf(&b, "font-family: %s;\n", strings.Join(t.Fonts, ", "))
	return b.String()
}

// Themes renders the theme of a shop.
//
//sig:component name=real-yaml-overlay scope=tenant
type Themes struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

// Overlay is a theme in YAML.
type Overlay struct {
	YAML string `json:"yaml" sig:"max=10000"`
}

// Sheet is a style sheet.
type Sheet struct {
	CSS string `json:"css"`
}

// Set checks an overlay and keeps it.
//
//sig:runnable desc="Set the theme"
func (t *Themes) Set(ctx context.Context, o Overlay) error {
	if _, err := decode([]byte(o.YAML)); err != nil {
		return err
	}
	return t.Store.Put(ctx, "theme.yaml", []byte(o.YAML))
}

// Render renders the style sheet.
//
//sig:runnable desc="Render the style sheet"
func (t *Themes) Render(ctx context.Context) (Sheet, error) {
	b, err := t.Store.Get(ctx, "theme.yaml")
	if err != nil && !errors.Is(err, sig.ErrNotFound) {
		return Sheet{}, err
	}
	th, err := decode(b)
	if err != nil {
		return Sheet{}, err
	}
	return Sheet{CSS: th.css()}, nil
}
