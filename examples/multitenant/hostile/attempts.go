package hostile

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// try records one attempt; what f returns is what the attacker then has in its hands.
func (r *AttackResult) try(kind, tried string, f func() (loot string, err error)) {
	r.Attempts = append(r.Attempts, attempt(kind, tried, f))
}

func (r *AttackResult) control(kind, tried string, f func() (loot string, err error)) {
	r.Controls = append(r.Controls, attempt(kind, tried, f))
}

func attempt(kind, tried string, f func() (string, error)) Attempt {
	loot, err := f()
	a := Attempt{Kind: kind, Tried: tried, Got: ErrorName(err), Loot: loot}
	if err != nil {
		a.Text = err.Error()
	}
	return a
}

// controls take the ways of the attacks, to the attacker's own data.
func (s *Spy) controls(ctx context.Context, r *AttackResult) {
	r.control("config", `Config.String of its own "spy.note"`, func() (string, error) { return s.Config.String("spy.note", ""), nil })
	r.control("credential", `Creds.Get of its own "api-key"`, func() (string, error) { return secret(s.Creds.Get(ctx, "api-key")) })
	r.control("storage", `Files.Put and Get of its own "plans.txt"`, func() (string, error) {
		if err := s.Files.Put(ctx, plans, []byte("plans of my own")); err != nil {
			return "", err
		}
		return text(s.Files.Get(ctx, plans))
	})
	r.control("database", "Pool.Use with its own URL, and a SELECT", func() (string, error) {
		if err := s.Pool.Use(ctx, s.Settings.Get().Own); err != nil {
			return "", err
		}
		return selected(s.Pool.Query(ctx, "SELECT 'a row of my own'"))
	})
	r.control("bus", "tenant-db.query with its own target", func() (string, error) {
		return text(outside().Invoke(ctx, "tenant-db.query", []byte(`{"target":"`+s.Target()+`"}`)))
	})
	r.control("client", "its own client", func() (string, error) {
		return answered(s.Database.Query(ctx, tenantdb.QueryParams{Table: "customers", Limit: 5}))
	})
}

// config asks for the victim's keys. A Config has no error to give: what is
// another's is a key that does not exist.
func (s *Spy) config(_ context.Context, p AttackParams, r *AttackResult) {
	for _, key := range []string{
		"tenants." + p.Victim + ".db.url",
		"../" + p.Victim + "/spy/note",
		".." + p.Victim + ".spy.note",
	} {
		r.try("config", "Config.String "+quote(key), func() (string, error) { return s.Config.String(key, ""), nil })
		if a := &r.Attempts[len(r.Attempts)-1]; a.Loot == "" {
			a.Got, a.Text = "no value", "the default that was passed: there is no such key in this scope"
		}
	}
}

func (s *Spy) credentials(ctx context.Context, p AttackParams, r *AttackResult) {
	for _, key := range []string{
		"tenants." + p.Victim + ".api-key",
		p.Victim + ".api-key",
		"../" + p.Victim + "/api-key",
	} {
		r.try("credential", "Creds.Get "+quote(key), func() (string, error) { return secret(s.Creds.Get(ctx, key)) })
	}
}

func (s *Spy) storage(ctx context.Context, p AttackParams, r *AttackResult) {
	sibling := "../" + p.Spy + "/" + plans
	root := "../../../../" + p.Victim + "/1/instances/spy/" + p.Spy + "/" + plans
	for _, key := range []string{sibling, root, `..\` + p.Spy + `\` + plans, "/tenants/" + p.Victim + "/" + plans} {
		r.try("storage", "Files.Get "+quote(key), func() (string, error) { return text(s.Files.Get(ctx, key)) })
	}
	r.try("storage", "Files.Put "+quote(sibling), func() (string, error) { return "", s.Files.Put(ctx, sibling, []byte("gotcha")) })
	r.try("storage", "Files.List "+quote("../"), func() (string, error) {
		var keys []string
		for key, err := range s.Files.List(ctx, "../") {
			if err != nil {
				return strings.Join(keys, " "), err
			}
			keys = append(keys, key)
		}
		return strings.Join(keys, " "), nil
	})
}

func (s *Spy) databaseURL(ctx context.Context, p AttackParams, r *AttackResult) {
	use := func(u sqldb.URL) func() (string, error) {
		return func() (string, error) {
			if err := s.Pool.Use(ctx, u); err != nil {
				return "", err
			}
			return selected(s.Pool.Query(ctx, "SELECT name FROM customers"))
		}
	}
	r.try("database", "Pool.Use: my configuration names "+p.Victim+"'s file", use(s.Settings.Get().Foreign))
	r.try("database", "Pool.Use: a URL that "+p.Victim+" handed over", use(hideout.get(p.Spy).url))
	r.try("database", "Pool.Use: a URL made by hand", use(sqldb.URL{}))
}

// statements are SQL on the attacker's own database.
func (s *Spy) statements(ctx context.Context, p AttackParams, r *AttackResult) {
	if err := s.Pool.Use(ctx, s.Settings.Get().Own); err != nil {
		r.try("sql", "Pool.Use", func() (string, error) { return "", err })
		return
	}
	exec := func(statement string) {
		r.try("sql", "Exec "+statement, func() (string, error) {
			_, err := s.Pool.Exec(ctx, statement)
			return "", err
		})
	}
	exec("ATTACH '" + p.Victim + ".db' AS v")
	exec("VACUUM INTO '" + p.Victim + ".db'")
	exec("PRAGMA database_list")
	exec("SELECT load_extension('x')")
	r.try("sql", "Query with a table that goes on as SQL", func() (string, error) {
		return answered(s.Database.Query(ctx, tenantdb.QueryParams{Table: `customers"; ATTACH '` + p.Victim + `.db' AS v; --`, Limit: 5}))
	})
}

// secret is what a credential reveals.
func secret(s sig.Secret, err error) (string, error) { return s.Reveal(), err }

func text(data []byte, err error) (string, error) { return string(data), err }

func answered(q tenantdb.QueryResult, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return text(json.Marshal(q))
}

// selected is the first column of rows.
func selected(rows *sqldb.Rows, err error) (string, error) {
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			return strings.Join(all, " "), err
		}
		all = append(all, v)
	}
	return strings.Join(all, " "), rows.Err()
}

func quote(s string) string { return `"` + s + `"` }
