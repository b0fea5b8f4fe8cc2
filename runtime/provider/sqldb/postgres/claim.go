package postgres

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// recordsSchema is what the administrator's database keeps: which owner has which
// place, and which of the owner's scopes used it.
const recordsSchema = `
	CREATE SCHEMA IF NOT EXISTS sigen;
	CREATE TABLE IF NOT EXISTS sigen.places (
		id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
		db     text NOT NULL,
		mode   text NOT NULL,             -- database, schema or shared
		part   text NOT NULL DEFAULT '',  -- the schema, or the tenant of the rows
		login  text NOT NULL,
		owner  text NOT NULL,
		UNIQUE (db, mode, part)
	);
	CREATE INDEX IF NOT EXISTS places_owner ON sigen.places (owner);
	CREATE INDEX IF NOT EXISTS places_login ON sigen.places (login);
	CREATE TABLE IF NOT EXISTS sigen.users (
		place     bigint NOT NULL REFERENCES sigen.places ON DELETE CASCADE,
		namespace text NOT NULL,          -- of the scope that used it
		PRIMARY KEY (place, namespace)
	)`

var modeNames = map[backend.Mode]string{backend.ByDatabase: "database", backend.BySchema: "schema", backend.ByRow: "shared"}

// records runs f in a transaction on the records, which it has for itself.
func (s *server) records(ctx context.Context, f func(q *session) error) error {
	if err := s.identify(ctx); err != nil {
		return err
	}
	return s.admin(s.home).with(ctx, func(q *session) error {
		if _, err := q.run("LOCK TABLE sigen.places IN SHARE ROW EXCLUSIVE MODE"); err != nil {
			return err
		}
		return f(q)
	})
}

// identify makes the records on first use and asks the server who it is, so that
// two names of one server are seen to be one.
func (s *server) identify(ctx context.Context) error {
	s.mu.Lock()
	known := s.id != ""
	s.mu.Unlock()
	if known {
		return nil
	}
	var id string
	err := s.admin(s.home).with(ctx, func(q *session) (err error) {
		if id, err = q.one("SELECT system_identifier FROM pg_catalog.pg_control_system()"); err != nil {
			return err
		}
		// One at a time: CREATE IF NOT EXISTS fails when another does the same.
		if _, err := q.run("SELECT pg_catalog.pg_advisory_xact_lock(7308618190466020)"); err != nil {
			return err
		}
		if there, err := q.one("SELECT pg_catalog.to_regclass('sigen.users')"); err != nil || there != "" {
			return err
		}
		_, err = q.pg.Exec(q.ctx, recordsSchema).ReadAll()
		return sqlError(q.ctx, err)
	})
	if err != nil {
		return err
	}
	s.e.mu.Lock()
	home, ok := s.e.homes[id]
	if !ok {
		s.e.homes[id] = s.home
	}
	s.e.mu.Unlock()
	if ok && home != s.home {
		return backend.Denied("the same database for sigen's records under every name of a server")
	}
	s.mu.Lock()
	s.id = id
	s.mu.Unlock()
	return nil
}

// Claim checks whose the place is, that nobody else reaches it, and that its login
// reaches nothing else; then it records the owner.
func (e *engine) Claim(ctx context.Context, loc backend.Location, by backend.Claimant) (backend.Target, error) {
	at := place{server: loc.Server}
	if at.server.Mode == backend.ByRow {
		if loc.Tenant == "" {
			return backend.Target{}, backend.Denied("a tenant: mode=shared is for components of tenants, whose rows have an owner")
		}
		at.tenant = loc.Tenant
	}
	s, err := e.server(ctx, address(loc.Server))
	if err != nil {
		return backend.Target{}, err
	}
	if s.home == at.server.Database && at.server.Mode != backend.ByRow {
		return backend.Target{}, backend.Denied("another database than the one that keeps sigen's records")
	}
	err = s.records(ctx, func(q *session) error {
		if err := e.checkOwner(q, at, by); err != nil {
			return err
		}
		if err := s.verify(ctx, q, at); err != nil {
			return err
		}
		id, err := q.one(`INSERT INTO sigen.places (db, mode, part, login, owner) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (db, mode, part) DO UPDATE SET login = excluded.login RETURNING id`,
			at.server.Database, modeNames[at.server.Mode], at.part(), at.server.User, by.Owner)
		if err != nil {
			return err
		}
		_, err = q.run("INSERT INTO sigen.users VALUES ($1, $2) ON CONFLICT DO NOTHING", id, by.Namespace)
		return err
	})
	if err != nil {
		return backend.Target{}, err
	}
	s.mu.Lock()
	at.id = s.id
	s.mu.Unlock()
	t := backend.Target{Key: at.key(), Mode: at.server.User, Name: at.server.Database, At: at}
	if at.server.Mode == backend.ByRow {
		// With another password it is another group.
		shared := at.server
		t.Group = engineName + "/" + at.id + "/" + shared.Database + "/" + shared.User + "\x00" + shared.Password
	}
	return t, nil
}

func (p place) part() string {
	if p.server.Mode == backend.ByRow {
		return p.tenant
	}
	return p.server.Schema
}

// checkOwner refuses a place that somebody else has, whole or in part, and a login
// that opens somebody else's.
func (e *engine) checkOwner(q *session, at place, by backend.Claimant) error {
	mode := modeNames[at.server.Mode]
	taken, err := q.one(`SELECT 1 FROM sigen.places WHERE owner <> $1 AND db = $2 AND
		(mode <> $3 OR mode = 'database' OR part = $4) LIMIT 1`, by.Owner, at.server.Database, mode, at.part())
	if err != nil {
		return err
	}
	shared, err := q.one(`SELECT 1 FROM sigen.places WHERE owner <> $1 AND login = $2 AND NOT (mode = 'shared' AND $3 = 'shared') LIMIT 1`,
		by.Owner, at.server.User, mode)
	if err != nil {
		return err
	}
	if taken != "" || shared != "" {
		return backend.Foreign("")
	}
	return nil
}

// owned lists what a claimant used: all of the owner's for the empty namespace.
func (s *server) owned(ctx context.Context, by backend.Claimant) ([]owned, error) {
	var all []owned
	err := s.records(ctx, func(q *session) error {
		rows, err := q.run(`SELECT id, db, mode, part, login FROM sigen.places p WHERE owner = $1 AND
			($2 = '' OR EXISTS (SELECT 1 FROM sigen.users u WHERE u.place = p.id AND u.namespace = $2)) ORDER BY id`, by.Owner, by.Namespace)
		for _, r := range rows {
			all = append(all, owned{id: r[0], db: r[1], mode: r[2], part: r[3], login: r[4]})
		}
		return err
	})
	return all, err
}

// An owned is one record of the owners' table.
type owned struct{ id, db, mode, part, login string }

func (o owned) place(s *server) place {
	p := place{server: backend.Server{Database: o.db}}
	switch o.mode {
	case "schema":
		p.server.Mode, p.server.Schema = backend.BySchema, o.part
	case "shared":
		p.server.Mode, p.tenant = backend.ByRow, o.part
	}
	s.mu.Lock()
	p.id = s.id
	s.mu.Unlock()
	return p
}

func busyError(what string) error {
	return &sig.Error{Code: sig.CodeBusy, Path: what, Expected: "no pool that still uses the database"}
}
