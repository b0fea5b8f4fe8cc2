package postgres

import (
	"context"

	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// Remains names what the servers that the administrator's credentials name hold of
// a claimant.
func (e *engine) Remains(ctx context.Context, by backend.Claimant) ([]string, error) {
	var names []string
	err := e.eachOwned(ctx, by, func(s *server, o owned) error {
		more, err := s.remains(ctx, o)
		names = append(names, more...)
		return err
	})
	return names, err
}

func (e *engine) eachOwned(ctx context.Context, by backend.Claimant, f func(*server, owned) error) error {
	servers, err := e.all(ctx)
	if err != nil {
		return err
	}
	seen := map[string]bool{} // two names of one server
	for _, s := range servers {
		all, err := s.owned(ctx, by)
		if err != nil {
			return err
		}
		s.mu.Lock()
		again := seen[s.id]
		seen[s.id] = true
		s.mu.Unlock()
		if again {
			continue
		}
		for _, o := range all {
			if err := f(s, o); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o owned) name() string {
	switch o.mode {
	case "schema":
		return engineName + ": schema " + o.part + " of " + o.db
	case "shared":
		return engineName + ": rows of " + o.part + " in " + o.db
	}
	return engineName + ": database " + o.db
}

// remains is the place while its record is there, and the tables with rows.
func (s *server) remains(ctx context.Context, o owned) ([]string, error) {
	names := []string{o.name()}
	if o.mode != "shared" {
		return names, nil
	}
	there, err := s.exists(ctx, o.db)
	if err != nil || !there {
		return names, err
	}
	err = s.admin(o.db).with(ctx, func(q *session) error {
		tables, err := protected(q)
		if err != nil {
			return err
		}
		if err := unhide(q); err != nil {
			return err
		}
		for _, t := range tables {
			some, err := q.one("SELECT 1 FROM "+t.name+" WHERE "+t.column+" = $1 LIMIT 1", o.part)
			if err != nil {
				return err
			}
			if some != "" {
				names = append(names, engineName+": rows of "+o.part+" in "+o.db+", table "+t.name)
			}
		}
		return nil
	})
	return names, err
}

func (s *server) exists(ctx context.Context, database string) (bool, error) {
	var there string
	err := s.admin(s.home).plain(ctx, func(q *session) (err error) {
		there, err = q.one("SELECT 1 FROM pg_database WHERE datname = $1", database)
		return err
	})
	return there != "", err
}

// A table is one with a tenant's rows: its name and the tenant's column, quoted.
type table struct{ name, column string }

// protected lists the tables whose policies ask sigen.tenant(); a partition's rows
// are its parent's.
func protected(q *session) ([]table, error) {
	rows, err := q.run(`SELECT DISTINCT c.oid::regclass, substring(pg_get_expr(coalesce(y.polqual, y.polwithcheck), y.polrelid) FROM '` + canonical + `')
		FROM pg_policy y JOIN pg_class c ON c.oid = y.polrelid
		WHERE NOT c.relispartition AND pg_get_expr(coalesce(y.polqual, y.polwithcheck), y.polrelid) ~ '` + canonical + `' ORDER BY 1`)
	var all []table
	for _, r := range rows {
		all = append(all, table{r[0], r[1]})
	}
	return all, err
}

// Purge removes what Remains names, and then the records.
func (e *engine) Purge(ctx context.Context, by backend.Claimant, busy func(key string) bool) error {
	return e.eachOwned(ctx, by, func(s *server, o owned) error {
		if by.Namespace != "" {
			others, err := s.leave(ctx, o, by)
			if err != nil || others {
				return err
			}
		}
		if busy(o.place(s).key()) {
			return busyError(o.name())
		}
		if err := s.destroy(ctx, o); err != nil {
			return err
		}
		return s.records(ctx, func(q *session) error {
			_, err := q.run("DELETE FROM sigen.places WHERE id = $1 AND owner = $2", o.id, by.Owner)
			return err
		})
	})
}

// leave reports whether another scope of the owner uses the place, and if so ends
// this one's use.
func (s *server) leave(ctx context.Context, o owned, by backend.Claimant) (others bool, err error) {
	err = s.records(ctx, func(q *session) error {
		some, err := q.one("SELECT 1 FROM sigen.users WHERE place = $1 AND namespace <> $2 LIMIT 1", o.id, by.Namespace)
		if err != nil || some == "" {
			return err
		}
		others = true
		_, err = q.run("DELETE FROM sigen.users WHERE place = $1 AND namespace = $2", o.id, by.Namespace)
		return err
	})
	return others, err
}

// destroy removes the data, on a connection of its own, so that whoever holds it up
// holds up nobody else. It may be called again after it failed half-way.
func (s *server) destroy(ctx context.Context, o owned) error {
	database := s.home
	if o.mode != "database" {
		there, err := s.exists(ctx, o.db)
		if err != nil || !there {
			return err
		}
		database = o.db
	}
	a := &admin{s: s, database: database, turn: make(chan struct{}, 1)}
	defer a.close()
	switch o.mode {
	case "database":
		return a.plain(ctx, func(q *session) error { return s.dropDatabase(q, o) })
	case "schema":
		return a.plain(ctx, func(q *session) error { return dropSchema(q, o) })
	}
	// The login of shared tables is no tenant's alone; but a pool prepares nothing.
	if err := a.plain(ctx, func(q *session) error { return unwind(q, o.login) }); err != nil {
		return err
	}
	return a.with(ctx, func(q *session) error {
		if _, err := q.run(briefly); err != nil {
			return err
		}
		return deleteRows(q, o.part)
	})
}

// briefly keeps a lock that somebody holds from holding up the administrator for ever.
const briefly = "SET lock_timeout = '10s'"

// dropSchema takes the schema from its login first, and ends the login's sessions, also
// those that a component opened by itself: a transaction of one would keep the schema
// from being dropped, and another would begin after it.
func dropSchema(q *session, o owned) error {
	schema, err := q.one("SELECT 1 FROM pg_namespace n, pg_roles r WHERE n.nspname = $1 AND r.rolname = $2", o.part, o.login)
	if err != nil {
		return err
	}
	if schema != "" {
		if _, err := q.run("REVOKE ALL ON SCHEMA " + quote(o.part) + " FROM " + quote(o.login)); err != nil {
			return err
		}
	}
	if _, err := q.run("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = $1 AND datname = current_database()", o.login); err != nil {
		return err
	}
	if err := unwind(q, o.login); err != nil {
		return err
	}
	if _, err := q.run(briefly); err != nil {
		return err
	}
	if _, err := q.run("DROP SCHEMA IF EXISTS " + quote(o.part) + " CASCADE"); err != nil {
		return err
	}
	_, err = q.run("SELECT lo_unlink(l.oid) FROM pg_largeobject_metadata l JOIN pg_roles r ON r.oid = l.lomowner WHERE r.rolname = $1", o.login)
	return err
}

// deleteRows deletes a tenant's rows of all tables. Tables refer to each other, so
// those that cannot go yet are tried again after the others.
func deleteRows(q *session, tenant string) error {
	left, err := protected(q)
	if err != nil {
		return err
	}
	if err := unhide(q); err != nil {
		return err
	}
	for len(left) > 0 {
		var later []table
		var failure error
		for _, t := range left {
			if _, err := q.run("SAVEPOINT t"); err != nil {
				return err
			}
			if _, err := q.run("DELETE FROM "+t.name+" WHERE "+t.column+" = $1", tenant); err != nil {
				if _, err := q.run("ROLLBACK TO t"); err != nil {
					return err
				}
				later, failure = append(later, t), err
			}
		}
		if len(later) == len(left) {
			return failure
		}
		left = later
	}
	return nil
}

// unhide makes the policies an error for an administrator from whom they would hide
// rows: one without SUPERUSER or BYPASSRLS.
func unhide(q *session) error {
	_, err := q.run("SET LOCAL row_security = off")
	return err
}
