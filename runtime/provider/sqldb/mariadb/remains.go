package mariadb

import (
	"context"
	"database/sql/driver"
	"errors"
	"strings"

	"github.com/go-sql-driver/mysql"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// Remains names the databases that the servers of the administrator's credentials
// record for a claimant.
func (e *engine) Remains(ctx context.Context, by backend.Claimant) ([]string, error) {
	var names []string
	err := e.eachOwned(ctx, by, func(_ *server, o owned) error {
		names = append(names, o.name())
		return nil
	})
	return names, err
}

// An owned is one record: a database and the account that it belongs to.
type owned struct{ db, user, host string }

func (o owned) name() string { return engineName + ": database " + o.db }

// eachOwned calls f for every database of the claimant: all of the owner's for the
// empty namespace. The records are not held meanwhile.
func (e *engine) eachOwned(ctx context.Context, by backend.Claimant, f func(s *server, o owned) error) error {
	logins, err := e.configured(ctx)
	if err != nil {
		return err
	}
	seen := map[string]bool{} // two names of one server
	for addr := range logins {
		s, err := e.server(ctx, addr)
		if err != nil {
			return err
		}
		var all []owned
		err = s.records(ctx, func(ctx context.Context, l *link) error {
			if seen[s.id] {
				return nil
			}
			seen[s.id] = true
			rows, err := l.all(ctx, `SELECT p.db, p.account FROM sigen_places p WHERE p.owner = ? AND
				(? = '' OR EXISTS (SELECT 1 FROM sigen_users u WHERE u.db = p.db AND u.namespace = ?)) ORDER BY p.db`, by.Owner, by.Namespace, by.Namespace)
			for _, row := range rows {
				at := strings.LastIndexByte(row[1], '@')
				all = append(all, owned{db: row[0], user: row[1][:at], host: row[1][at+1:]})
			}
			return err
		})
		if err != nil {
			return err
		}
		for _, o := range all {
			if err := f(s, o); err != nil {
				return err
			}
		}
	}
	return nil
}

// Purge drops the databases that Remains names, takes from their accounts what they
// were granted, and then removes the records. It may be called again after it failed half-way.
func (e *engine) Purge(ctx context.Context, by backend.Claimant, busy func(key string) bool) error {
	return e.eachOwned(ctx, by, func(s *server, o owned) error {
		if by.Namespace != "" {
			others, err := s.leave(ctx, o, by)
			if err != nil || others {
				return err
			}
		}
		if busy(place{id: s.id, server: backend.Server{Database: o.db}}.key()) {
			return &sig.Error{Code: sig.CodeBusy, Path: o.name(), Expected: "no pool that still uses the database"}
		}
		if err := s.destroy(ctx, o); err != nil {
			return err
		}
		return s.records(ctx, func(ctx context.Context, l *link) error {
			if _, err := l.all(ctx, "DELETE FROM sigen_users WHERE db = ?", o.db); err != nil {
				return err
			}
			_, err := l.all(ctx, "DELETE FROM sigen_places WHERE db = ? AND owner = ?", o.db, by.Owner)
			return err
		})
	})
}

// leave reports whether another scope of the owner uses the database, and if so ends
// this one's use.
func (s *server) leave(ctx context.Context, o owned, by backend.Claimant) (others bool, err error) {
	err = s.records(ctx, func(ctx context.Context, l *link) error {
		some, err := l.all(ctx, "SELECT 1 FROM sigen_users WHERE db = ? AND namespace <> ? LIMIT 1", o.db, by.Namespace)
		if err != nil || len(some) == 0 {
			return err
		}
		others = true
		_, err = l.all(ctx, "DELETE FROM sigen_users WHERE db = ? AND namespace = ?", o.db, by.Namespace)
		return err
	})
	return others, err
}

// destroy removes the database on a connection of its own, so that whoever holds it
// up holds up nobody else. The account loses its grants first: a session that it
// opened by itself could make the database again, and a transaction of one would keep
// the server from dropping it.
func (s *server) destroy(ctx context.Context, o owned) error {
	ctx, cancel := backend.WithLife(ctx)
	defer cancel()
	l, err := s.administrator(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	if _, err := l.exec(ctx, "SET lock_wait_timeout = 10, innodb_lock_wait_timeout = 10, foreign_key_checks = 0"); err != nil {
		return err
	}
	there, err := l.all(ctx, "SELECT 1 FROM mysql.user WHERE User = ? AND Host = ?", o.user, o.host)
	if err != nil {
		return err
	}
	if len(there) > 0 {
		if _, err := l.exec(ctx, "REVOKE ALL PRIVILEGES, GRANT OPTION FROM "+text(o.user)+"@"+text(o.host)); err != nil {
			return err
		}
	}
	// Another account of that name, from another host, may lose a session too; it connects again.
	sessions, err := l.all(ctx, `SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND
		(DB = ? OR USER = ? AND (DB IS NULL OR DB = 'information_schema'))`, o.db, o.user)
	if err != nil {
		return err
	}
	for _, row := range sessions {
		_, err := l.Conn.(driver.ExecerContext).ExecContext(ctx, "KILL "+row[0], nil)
		var e *mysql.MySQLError
		if err != nil && !(errors.As(err, &e) && e.Number == 1094) { // 1094: it has ended by itself
			return sqlError(ctx, err)
		}
	}
	return l.drop(ctx, o)
}
