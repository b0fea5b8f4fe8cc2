//go:build services

package sqldb

import (
	"strings"
	"testing"
)

// A transaction that a component prepared on a session of its own outlives the session, holds its locks
// and keeps the server from dropping its database: the end of a tenant could be held up for ever.
// Servers that prepare nothing (max_prepared_transactions, 0 by default) refuse it in the first place.
func TestPostgresPreparedTransactionsHoldNothingUp(t *testing.T) {
	s := newPG(t)
	ctx := t.Context()
	many := s.database("many")
	for name, place := range map[string]pgPlace{"database": s.owned("acme"), "schema": s.schema(many, "acme"), "shared": s.shared()} {
		t.Run(name, func(t *testing.T) {
			w := s.world(nil)
			acme := w.tenant("acme").with(place.url, "own")
			acme.end()
			table := "secrets"
			if name == "schema" {
				table = place.login + ".secrets"
			}
			gid := "it's " + place.login
			raw := s.conn(place.login, place.database)
			_, err := pgRunner(ctx, raw)("BEGIN; LOCK TABLE " + table + " IN EXCLUSIVE MODE; PREPARE TRANSACTION '" + strings.ReplaceAll(gid, "'", "''") + "'")
			if refused := err != nil && strings.Contains(err.Error(), "prepared transactions are disabled"); !refused {
				if err != nil {
					t.Fatal(err)
				}
				raw.Close(ctx)
				naive := s.conn("", place.database)
				if name == "database" {
					naive = s.conn("", "")
				}
				drop := map[string]string{"database": "DROP DATABASE " + place.database + " WITH (FORCE)", "schema": "DROP SCHEMA " + place.login + " CASCADE", "shared": "DELETE FROM secrets"}[name]
				run := pgRunner(ctx, naive)
				if _, err := run("SET lock_timeout = '100ms'"); err != nil {
					t.Fatal(err)
				}
				if _, err := run(drop); err == nil {
					t.Error("the naive purge is not held up")
				}
			}
			all, _ := scopeOf("acme", "1", "", "")
			if err := w.Purge(ctx, all); err != nil {
				t.Errorf("a prepared transaction holds up the end: %v", err)
			}
			if names, err := w.Remains(ctx, all); err != nil || len(names) > 0 {
				t.Errorf("remains: %v, %v", names, err)
			}
			left, err := pgRunner(ctx, s.conn("", ""))("SELECT count(*) FROM pg_prepared_xacts WHERE owner = '" + place.login + "'")
			if err != nil || left != "0" {
				t.Errorf("%s prepared transactions are left, %v", left, err)
			}
		})
	}
}
