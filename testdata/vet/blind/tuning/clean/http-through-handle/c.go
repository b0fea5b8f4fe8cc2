// Package httpthroughhandle: a JSON call with the tenant's HTTP handle.
//
// Verdict: proved.
package httpthroughhandle

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=http-through-handle scope=tenant
type C struct {
	sig.Instance

	HTTP sig.HTTP `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Rate(ctx context.Context, p P) (R, error) {
	u := url.URL{Scheme: "https", Host: "rates.example.com", Path: "/v1/" + url.PathEscape(p.K)}
	q := u.Query()
	q.Set("base", p.V)
	u.RawQuery = q.Encode()
	resp, err := c.HTTP.Do(ctx, sig.HTTPRequest{
		Method: http.MethodGet,
		URL:    u.String(),
		Header: map[string][]string{"Accept": {"application/json"}},
	})
	if err != nil {
		return R{}, err
	}
	if resp.Status != http.StatusOK {
		return R{}, fmt.Errorf("rates: %s", http.StatusText(resp.Status))
	}
	var doc struct {
		Rate float64 `json:"rate"`
	}
	if err := json.Unmarshal(resp.Body, &doc); err != nil {
		return R{}, err
	}
	return R{V: strconv.FormatFloat(doc.Rate, 'f', 4, 64)}, nil
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
