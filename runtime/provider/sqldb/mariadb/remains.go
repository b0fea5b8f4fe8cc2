package mariadb

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// Remains names the databases that the servers of the administrator's credentials
// record for a claimant.
func (e *engine) Remains(ctx context.Context, by backend.Claimant) ([]string, error) {
	var names []string
	err := e.eachOwned(ctx, by, func(_ context.Context, _ *server, _ *link, db string) error {
		names = append(names, engineName+": database "+db)
		return nil
	})
	return names, err
}

// eachOwned calls f for every database of the claimant: all of the owner's for the
// empty namespace.
func (e *engine) eachOwned(ctx context.Context, by backend.Claimant, f func(ctx context.Context, s *server, l *link, db string) error) error {
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
		err = s.records(ctx, func(ctx context.Context, l *link) error {
			if seen[s.id] {
				return nil
			}
			seen[s.id] = true
			all, err := l.all(ctx, `SELECT p.db FROM sigen_places p WHERE p.owner = ? AND
				(? = '' OR EXISTS (SELECT 1 FROM sigen_users u WHERE u.db = p.db AND u.namespace = ?)) ORDER BY p.db`, by.Owner, by.Namespace, by.Namespace)
			if err != nil {
				return err
			}
			for _, row := range all {
				if err := f(ctx, s, l, row[0]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Purge drops the databases that Remains names, and then the records. It may be
// called again after it failed half-way.
func (e *engine) Purge(ctx context.Context, by backend.Claimant, busy func(key string) bool) error {
	return e.eachOwned(ctx, by, func(ctx context.Context, s *server, l *link, db string) error {
		if by.Namespace != "" {
			others, err := l.all(ctx, "SELECT 1 FROM sigen_users WHERE db = ? AND namespace <> ? LIMIT 1", db, by.Namespace)
			if err != nil {
				return err
			}
			if len(others) > 0 {
				_, err := l.all(ctx, "DELETE FROM sigen_users WHERE db = ? AND namespace = ?", db, by.Namespace)
				return err
			}
		}
		at := place{id: s.id, server: backend.Server{Database: db}}
		if busy(at.key()) {
			return &sig.Error{Code: sig.CodeBusy, Path: engineName + ": database " + db, Expected: "no pool that still uses the database"}
		}
		if _, err := l.exec(ctx, "DROP DATABASE IF EXISTS "+quote(db)); err != nil {
			return err
		}
		if _, err := l.all(ctx, "DELETE FROM sigen_users WHERE db = ?", db); err != nil {
			return err
		}
		_, err := l.all(ctx, "DELETE FROM sigen_places WHERE db = ? AND owner = ?", db, by.Owner)
		return err
	})
}
