// Package realsingleflightshared: a shared directory merges look-ups of its callers.
//
// Verdict: leak.
// Why: The group is a field of the shared instance and its key is the caller's, so callers of
// different tenants get one result made from one caller's request.
package realsingleflightshared

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"sort"
	"strings"

	"golang.org/x/sync/singleflight"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Ask is a search.
type Ask struct {
	Name  string `json:"name" sig:"min=1"`
	Token string `json:"token"`
}

// Found is what was found.
type Found struct {
	Entries []string `json:"entries"`
}

// Directory looks people up in an outside directory, with the caller's token.
//
//sig:component name=real-singleflight-shared scope=shared
type Directory struct {
	sig.Instance

	HTTP sig.HTTP `sig:"requires"`

	group singleflight.Group
}

func (d *Directory) fetch(ctx context.Context, a Ask) (Found, error) {
	resp, err := d.HTTP.Do(ctx, sig.HTTPRequest{
		Method: "GET",
		URL:    "https://directory.example.com/people?name=" + url.QueryEscape(a.Name),
		Header: map[string][]string{"Authorization": {"Bearer " + a.Token}},
	})
	if err != nil {
		return Found{}, err
	}
	if resp.Status != 200 {
		return Found{}, fmt.Errorf("directory: status %d", resp.Status)
	}
	var f Found
	if err := json.Unmarshal(resp.Body, &f); err != nil {
		return Found{}, fmt.Errorf("directory: %w", err)
	}
	sort.Strings(f.Entries)
	return f, nil
}

// Search finds people.
//
//sig:runnable desc="Find people" timeout=5s
func (d *Directory) Search(ctx context.Context, a Ask) (Found, error) {
	v, err, shared := d.group.Do(strings.ToLower(a.Name), func() (any, error) { // want leak
		return d.fetch(ctx, a)
	})
	if err != nil {
		return Found{}, err
	}
	f := v.(Found)
	if shared {
		f.Entries = append([]string(nil), f.Entries...)
	}
	return f, nil
}
