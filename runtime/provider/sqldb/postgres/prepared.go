package postgres

import "strings"

// What a session prepared with PREPARE TRANSACTION outlives it and the server's next start, holds its locks,
// and keeps the server from dropping its database. Pools refuse it; a session that a component opened by
// itself may, where the server has max_prepared_transactions. The server says whose it is.

// unwind rolls back what a login has prepared in this database. It takes no transaction.
func unwind(q *session, login string) error {
	rows, err := q.run("SELECT gid FROM pg_prepared_xacts WHERE database = current_database() AND owner = $1", login)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if _, err := q.run("ROLLBACK PREPARED " + literal(r[0])); err != nil {
			return err
		}
	}
	return nil
}

// dropDatabase drops a database with all sessions in it. What was prepared there has to be rolled back
// from inside, once nobody but an administrator gets in any more; q is somewhere else, and not in a transaction.
func (s *server) dropDatabase(q *session, o owned) error {
	prepared, err := q.one("SELECT 1 FROM pg_prepared_xacts WHERE database = $1 LIMIT 1", o.db)
	if err != nil {
		return err
	}
	if prepared != "" {
		if err := s.empty(q, o); err != nil {
			return err
		}
	}
	_, err = q.run("DROP DATABASE IF EXISTS " + quote(o.db) + " WITH (FORCE)")
	return err
}

func (s *server) empty(q *session, o owned) error {
	for _, text := range []string{
		"ALTER DATABASE " + quote(o.db) + " CONNECTION LIMIT 0",
		"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = " + literal(o.db),
	} {
		if _, err := q.run(text); err != nil {
			return err
		}
	}
	inside := &admin{s: s, database: o.db, turn: make(chan struct{}, 1)}
	defer inside.close()
	return inside.plain(q.ctx, func(q *session) error {
		rows, err := q.run("SELECT DISTINCT owner FROM pg_prepared_xacts WHERE database = current_database()")
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := unwind(q, r[0]); err != nil {
				return err
			}
		}
		return nil
	})
}

// literal makes a string of any text. The session's standard_conforming_strings is on, as dial says.
func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
