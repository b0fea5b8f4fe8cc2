// Package xmlsitemap: an export as XML with own marshalling
package xmlsitemap

import (
	"bytes"
	"context"
	"encoding/xml"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type stamp time.Time

func (s stamp) MarshalXML(e *xml.Encoder, start xml.StartElement) error {
	return e.EncodeElement(time.Time(s).UTC().Format(time.RFC3339), start)
}

func (s stamp) MarshalXMLAttr(name xml.Name) (xml.Attr, error) {
	return xml.Attr{Name: name, Value: time.Time(s).Format(time.DateOnly)}, nil
}

type entry struct {
	Loc  string  `xml:"loc"`
	Mod  stamp   `xml:"lastmod"`
	Prio float64 `xml:"priority,omitempty"`
}

type sitemap struct {
	XMLName xml.Name `xml:"urlset"`
	NS      string   `xml:"xmlns,attr"`
	Made    stamp    `xml:"made,attr"`
	URLs    []entry  `xml:"url"`
}

var ns = xml.Name{Space: "http://www.sitemaps.org/schemas/sitemap/0.9", Local: "urlset"}

// C is the component.
//
//sig:component name=xml-sitemap scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Export(ctx context.Context, p P) (R, error) {
	s := sitemap{XMLName: ns, Made: stamp(c.Now())}
	for key, err := range c.Files.List(ctx, p.K) {
		if err != nil {
			return R{}, err
		}
		s.URLs = append(s.URLs, entry{Loc: "https://example.com/" + key, Mod: stamp(c.Now()), Prio: 0.5})
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", "\t")
	if err := e.Encode(s); err != nil {
		return R{}, err
	}
	return R{V: b.String(), N: len(s.URLs)}, c.Files.Put(ctx, "sitemap.xml", b.Bytes())
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
