package mariadb

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// recordsSchema is what the administrator's database keeps: which owner has which
// database, and which of the owner's scopes used it. Names compare by their bytes.
var recordsSchema = []string{
	`CREATE TABLE IF NOT EXISTS sigen_server (one tinyint NOT NULL PRIMARY KEY, id varchar(64) NOT NULL) ENGINE=InnoDB CHARSET=utf8mb4 COLLATE=utf8mb4_bin`,
	`CREATE TABLE IF NOT EXISTS sigen_places (
		db      varchar(64) NOT NULL PRIMARY KEY,
		account varchar(300) NOT NULL,
		owner   varchar(700) NOT NULL,
		KEY (owner), KEY (account)
	) ENGINE=InnoDB CHARSET=utf8mb4 COLLATE=utf8mb4_bin`,
	`CREATE TABLE IF NOT EXISTS sigen_users (
		db        varchar(64) NOT NULL,
		namespace varchar(500) NOT NULL, -- of the scope that used it
		PRIMARY KEY (db, namespace)
	) ENGINE=InnoDB CHARSET=utf8mb4 COLLATE=utf8mb4_bin`,
}

// records runs f with the records, which it has for itself. Names of locks are the
// whole server's, and any login may take one that it knows: this one is the id,
// which no login but the administrator's can read.
func (s *server) records(ctx context.Context, f func(ctx context.Context, l *link) error) error {
	return s.with(ctx, func(ctx context.Context, l *link) error {
		if err := s.identify(ctx, l); err != nil {
			return err
		}
		got, err := l.row(ctx, "SELECT GET_LOCK(?, 10)", s.id)
		if err != nil {
			return err
		}
		if got[0] != "1" {
			return &sig.Error{Code: sig.CodeBusy, Expected: "the records of owners to be free"}
		}
		defer l.all(context.WithoutCancel(ctx), "SELECT RELEASE_LOCK(?)", s.id)
		return f(ctx, l)
	})
}

// identify makes the records on first use, and reads who the server is.
func (s *server) identify(ctx context.Context, l *link) error {
	if s.id != "" {
		return nil
	}
	untested, err := fit(ctx, l)
	if err != nil {
		return err
	}
	if untested != "" {
		s.e.opt.Warn(ctx, "tenants are kept apart by a server of a kind that nobody has attacked: "+untested+"; MariaDB is what the tests run against")
	}
	for _, text := range recordsSchema {
		if _, err := l.exec(ctx, text); err != nil {
			return err
		}
	}
	if _, err := l.all(ctx, "INSERT IGNORE INTO sigen_server VALUES (1, ?)", rand.Text()); err != nil {
		return err
	}
	id, err := l.row(ctx, "SELECT id FROM sigen_server")
	if err != nil {
		return err
	}
	s.id = id[0]
	return nil
}

// Claim checks whose the database is, that nobody else reaches it, and that its
// account reaches nothing else; then it records the owner.
func (e *engine) Claim(ctx context.Context, loc backend.Location, by backend.Claimant) (backend.Target, error) {
	s, err := e.server(ctx, address(loc.Server))
	if err != nil {
		return backend.Target{}, err
	}
	// The server says which of its accounts the login is.
	account, home, err := e.whoAmI(ctx, loc.Server)
	if err != nil {
		return backend.Target{}, err
	}
	at := place{server: loc.Server}
	err = s.records(ctx, func(ctx context.Context, l *link) error {
		at.id = s.id
		here, err := l.row(ctx, "SELECT DATABASE()")
		if err != nil {
			return err
		}
		if home == here[0] {
			return backend.Denied("another database than the one that keeps sigen's records")
		}
		taken, err := l.all(ctx, "SELECT 1 FROM sigen_places WHERE owner <> ? AND (db = ? OR account = ?) LIMIT 1", by.Owner, loc.Server.Database, account)
		if err != nil {
			return err
		}
		if len(taken) > 0 {
			return backend.Foreign("")
		}
		if err := verify(ctx, l, loc.Server.Database, account); err != nil {
			return err
		}
		for _, st := range []struct {
			text string
			args []string
		}{
			{"INSERT INTO sigen_places VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE account = VALUES(account)", []string{loc.Server.Database, account, by.Owner}},
			{"INSERT IGNORE INTO sigen_users VALUES (?, ?)", []string{loc.Server.Database, by.Namespace}},
		} {
			if _, err := l.all(ctx, st.text, st.args...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return backend.Target{}, err
	}
	return backend.Target{Key: at.key(), Mode: at.server.User, Name: at.server.Database, At: at}, nil
}

func (e *engine) whoAmI(ctx context.Context, s backend.Server) (account, database string, err error) {
	ctx, cancel := backend.WithLife(ctx)
	defer cancel()
	l, err := dial(ctx, s, e.opt.Memory)
	if err != nil {
		return "", "", err
	}
	defer l.Close()
	row, err := l.row(ctx, "SELECT CURRENT_USER(), DATABASE()")
	if err != nil {
		return "", "", err
	}
	if err := known(row[0], s.User); err != nil {
		return "", "", err
	}
	return row[0], row[1], nil
}

// A rule finds what is wrong: query returns a row for every offence. Its arguments
// are the user, the host, and the database, as args says ("uhd").
type rule struct {
	needs    string // a table of the schema mysql, without which the rule does not apply
	query    string
	args     string
	expected string
}

// onlyThis matches a grant's database to mean the given one and no other: the same
// name, without '_' and '%' as patterns.
const onlyThis = `(Db = REPLACE(?, '_', '\\_') OR (Db = ? AND INSTR(Db, '_') = 0 AND INSTR(Db, '%') = 0))`

var rules = []rule{
	{"global_priv", `SELECT 1 FROM mysql.global_priv WHERE User = 'PUBLIC' AND JSON_VALUE(Priv, '$.access') <> 0`, "",
		"a server that gives everybody nothing global: REVOKE ALL PRIVILEGES ON *.* FROM PUBLIC"},
	{"db", `SELECT 1 FROM mysql.db WHERE (User = ? AND Host = ? OR User IN ('', 'PUBLIC')) AND NOT ` + onlyThis, "uhdd",
		"an account with grants on its database alone; in the name of a grant's database '_' is written '\\_', or it is a pattern"},
	{"db", `SELECT 1 FROM mysql.db WHERE User = ? AND Host = ? AND Grant_priv = 'Y'`, "uh",
		"an account without GRANT OPTION"},
	{"db", `SELECT 1 FROM mysql.db WHERE NOT (User = ? AND Host = ?) AND ? LIKE Db`, "uhd",
		"a database on which no other account has grants"},
	{"tables_priv", `SELECT 1 FROM mysql.tables_priv WHERE (User = ? AND Host = ?) <> (Db = ?)`, "uhd",
		"no grants on tables of other databases, and none of other accounts on this one's"},
	{"columns_priv", `SELECT 1 FROM mysql.columns_priv WHERE (User = ? AND Host = ?) <> (Db = ?)`, "uhd",
		"no grants on columns of other databases, and none of other accounts on this one's"},
	{"procs_priv", `SELECT 1 FROM mysql.procs_priv WHERE (User = ? AND Host = ?) <> (Db = ?)`, "uhd",
		"no grants on routines of other databases, and none of other accounts on this one's"},
	{"roles_mapping", `SELECT 1 FROM mysql.roles_mapping WHERE User = ? AND Host = ? OR User = 'PUBLIC'`, "uh",
		"an account without roles, its own or everybody's"},
	{"role_edges", `SELECT 1 FROM mysql.role_edges WHERE TO_USER = ? AND TO_HOST = ? OR FROM_USER = ? AND FROM_HOST = ?`, "uhuh",
		"an account without roles"},
	{"proxies_priv", `SELECT 1 FROM mysql.proxies_priv WHERE User = ? AND Host IN (?, '', '%')`, "uh",
		"an account that is nobody's proxy"},
	{"", `SELECT 1 FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ? AND SECURITY_TYPE = 'DEFINER' AND DEFINER <> CONCAT(?, '@', ?)`, "duh", definers},
	{"", `SELECT 1 FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ? AND SECURITY_TYPE = 'DEFINER' AND DEFINER <> CONCAT(?, '@', ?)`, "duh", definers},
	{"", `SELECT 1 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ? AND DEFINER <> CONCAT(?, '@', ?)`, "duh", definers},
	{"", `SELECT 1 FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ? AND DEFINER <> CONCAT(?, '@', ?)`, "duh", definers},
	{"servers", `SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND ENGINE IN ('FEDERATED', 'CONNECT', 'SPIDER')`, "d",
		"tables of the database's own: no FEDERATED, CONNECT and SPIDER"},
}

const definers = "no view, routine, trigger or event that runs as another account: SQL SECURITY INVOKER, or the database's own account as DEFINER"

// unprivileged refuses an account with global privileges. The server's own list of an
// account's grants takes it the same time however many accounts there are;
// information_schema.USER_PRIVILEGES walks through all of them.
func unprivileged(ctx context.Context, l *link, user, host string) error {
	grants, err := l.all(ctx, "SHOW GRANTS FOR "+text(user)+"@"+text(host))
	if err != nil {
		return err
	}
	for _, row := range grants {
		rights, to, global := strings.Cut(row[0], " ON *.* TO ")
		if global && (rights != "GRANT USAGE" || strings.Contains(to, "WITH GRANT OPTION")) {
			return &sig.Error{Code: sig.CodeDenied, Path: "account " + user + "@" + host,
				Expected: "an account without global privileges: REVOKE ALL PRIVILEGES, GRANT OPTION FROM it, and grant on its database alone"}
		}
	}
	return nil
}

// verify holds a database and its account to the rules; the first offence is the error.
func verify(ctx context.Context, l *link, database, account string) error {
	at := strings.LastIndexByte(account, '@')
	user, host := account[:at], account[at+1:]
	if err := unprivileged(ctx, l, user, host); err != nil {
		return err
	}
	names, err := l.all(ctx, "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'mysql'")
	if err != nil {
		return err
	}
	for _, r := range rules {
		if r.needs != "" && !slices.ContainsFunc(names, func(row []string) bool { return row[0] == r.needs }) {
			continue
		}
		args := make([]string, len(r.args))
		for i, a := range r.args {
			args[i] = map[rune]string{'u': user, 'h': host, 'd': database}[a]
		}
		found, err := l.all(ctx, r.query+" LIMIT 1", args...)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			return &sig.Error{Code: sig.CodeDenied, Path: "account " + account, Expected: r.expected}
		}
	}
	return nil
}
