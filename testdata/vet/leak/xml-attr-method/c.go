// Package xmlattrmethod: a method that only encoding/xml calls
package xmlattrmethod

import (
	"context"
	"encoding/xml"

	sig "github.com/sigen-dev/sigen/runtime"
)

var last string

type attr string

func (a attr) MarshalXMLAttr(name xml.Name) (xml.Attr, error) {
	was := last
	last = string(a) // want SIG701
	return xml.Attr{Name: name, Value: was}, nil
}

// C is the component.
//
//sig:component name=xml-attr-method scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	out, err := xml.Marshal(struct {
		A attr `xml:"a,attr"`
	}{attr(p.V)})
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
