// Package computedurleffect: the database in use follows the settings.
//
// Verdict: proved.
package computedurleffect

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// Settings is what a tenant can set.
//
//sig:config prefix=books
type Settings struct {
	URL   sqldb.URL `json:"url" sig:"default=sqlite:{target}.db"`
	Table string    `json:"table" sig:"default=books,enum=books|films"`
}

// C is the component.
//
//sig:component name=computed-url-effect scope=tenant
type C struct {
	sig.Instance

	Settings sig.Settings[Settings] `sig:"requires"`
	Pool     sqldb.Pool             `sig:"requires"`
}

//sig:computed
func (c *C) computeURL() sqldb.URL { return c.Settings.Get().URL }

//sig:computed
func (c *C) computeCount() string { return "SELECT count(*) FROM " + c.Settings.Get().Table }

//sig:effect supersede
func (c *C) reconnect(ctx context.Context) error { return c.Pool.Use(ctx, c.URL()) }

//sig:runnable desc="one call"
func (c *C) Size(ctx context.Context) (R, error) {
	rows, err := c.Pool.Query(ctx, c.Count())
	if err != nil {
		return R{}, err
	}
	defer rows.Close()
	var n int
	for rows.Next() {
		if err := rows.Scan(&n); err != nil {
			return R{}, err
		}
	}
	return R{N: n}, rows.Err()
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
