// Package xmljsonconvert: from XML to JSON
package xmljsonconvert

import (
	"context"
	"encoding/json"
	"encoding/xml"

	sig "github.com/sigen-dev/sigen/runtime"
)

type feed struct {
	Items []struct {
		Title string `xml:"title" json:"title"`
	} `xml:"item" json:"items"`
}

// C is the component.
//
//sig:component name=xml-json-convert scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var f feed
	if err := xml.Unmarshal([]byte(p.V), &f); err != nil {
		return R{}, err
	}
	out, err := json.MarshalIndent(f, "", " ")
	return R{V: string(out)}, err
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
