// Package blindxmlfeed: a feed in XML
package blindxmlfeed

import (
	"context"
	"encoding/xml"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type item struct {
	Title string `xml:"title"`
	Link  string `xml:"link"`
}

type feed struct {
	XMLName xml.Name `xml:"feed"`
	Items   []item   `xml:"item"`
}

// C is the component.
//
//sig:component name=blind-xml-feed scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) (R, error) {
	var f feed
	b, err := c.Files.Get(ctx, "feed.xml")
	if err == nil {
		if err := xml.Unmarshal(b, &f); err != nil {
			return R{}, err
		}
	} else if !errors.Is(err, sig.ErrNotFound) {
		return R{}, err
	}
	f.Items = append(f.Items, item{p.K, p.V})
	b, err = xml.MarshalIndent(f, "", " ")
	if err != nil {
		return R{}, err
	}
	return R{N: len(f.Items)}, c.Files.Put(ctx, "feed.xml", b)
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
