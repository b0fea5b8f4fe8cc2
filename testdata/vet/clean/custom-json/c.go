// Package customjson: a type with its own JSON
package customjson

import (
	"context"
	"encoding/json"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type color struct{ r, g, b uint8 }

func (c color) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "#%02x%02x%02x", c.r, c.g, c.b), nil
}

func (c *color) UnmarshalText(b []byte) error {
	_, err := fmt.Sscanf(string(b), "#%02x%02x%02x", &c.r, &c.g, &c.b)
	return err
}

// Paint is a color.
type Paint struct {
	Color color `json:"color"`
}

// C is the component.
//
//sig:component name=custom-json scope=tenant
type C struct {
	sig.Instance
	last color
}

//sig:runnable desc="one call"
func (c *C) Paint(ctx context.Context, p Paint) (Paint, error) {
	c.last = p.Color
	b, err := json.Marshal(p)
	if err != nil {
		return Paint{}, err
	}
	var back Paint
	return back, json.Unmarshal(b, &back)
}
