//go:build services

package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"
	sig "github.com/sigen-dev/sigen/runtime"
	_ "github.com/sigen-dev/sigen/runtime/provider/sqldb/mariadb"
)

// A myServer is a MariaDB with records of its own and whatever one test makes.
type myServer struct {
	t    testing.TB
	u    *url.URL
	db   *sql.DB // the administrator's
	home string
}

func newMaria(t testing.TB) *myServer {
	t.Helper()
	s := &myServer{t: t, u: serviceURL(t, "SIGEN_TEST_MARIADB")}
	s.db = s.open(s.u.User.Username(), func() string { p, _ := s.u.User.Password(); return p }(), "")
	s.home = s.database("sigen_home")
	return s
}

// open is a connection as naive programs have it: several statements in one text,
// and files of the client.
func (s *myServer) open(user, password, database string) *sql.DB {
	s.t.Helper()
	cfg := mysql.NewConfig()
	cfg.Net, cfg.Addr, cfg.User, cfg.Passwd, cfg.DBName = "tcp", s.u.Host, user, password, database
	cfg.MultiStatements, cfg.AllowAllFiles = true, true
	c, err := mysql.NewConnector(cfg)
	if err != nil {
		s.t.Fatal(err)
	}
	db := sql.OpenDB(c)
	db.SetMaxOpenConns(1)
	s.t.Cleanup(func() { db.Close() })
	return db
}

func (s *myServer) admin(text string) {
	s.t.Helper()
	if _, err := s.db.Exec(text); err != nil {
		s.t.Fatalf("%s: %v", text, err)
	}
}

func (s *myServer) database(prefix string) string {
	name := freshName(prefix)
	s.admin("CREATE DATABASE " + name)
	s.t.Cleanup(func() { s.admin("DROP DATABASE IF EXISTS " + name) })
	return name
}

// owned makes a database and an account of it.
func (s *myServer) owned(prefix string) pgPlace {
	s.t.Helper()
	name := s.database(prefix)
	s.admin("CREATE USER " + name + " IDENTIFIED BY 'secret'")
	s.t.Cleanup(func() { s.admin("DROP USER IF EXISTS " + name) })
	s.grant(name, name)
	return pgPlace{name, name, "mariadb://" + name + ":secret@" + s.u.Host + "/" + name}
}

// grant gives all of a database, its name meaning nothing else.
func (s *myServer) grant(db, account string) {
	s.admin("GRANT ALL ON `" + strings.ReplaceAll(db, "_", `\_`) + "`.* TO " + account)
}

func (s *myServer) world(set func(*Provider)) *world {
	s.t.Helper()
	return newWorld(s.t, func(p *Provider) {
		withAdmin(s.t, p, "mariadb://"+s.u.User.String()+"@"+s.u.Host+"/"+s.home)
		if set != nil {
			set(p)
		}
	})
}

// sqlRunner runs statements on a naive connection.
func sqlRunner(ctx context.Context, db *sql.DB) runner {
	return func(query string, args ...any) (string, error) {
		rows, err := db.QueryContext(ctx, query)
		if err != nil {
			return "", err
		}
		defer rows.Close()
		var text sql.NullString
		for {
			for rows.Next() {
				columns, _ := rows.Columns()
				into := []any{&text}
				for range columns[1:] {
					into = append(into, new(any))
				}
				if err := rows.Scan(into...); err != nil {
					return "", err
				}
			}
			if !rows.NextResultSet() {
				return text.String, rows.Err()
			}
		}
	}
}

func TestMariaDBEachTenantItsOwn(t *testing.T) {
	s := newMaria(t)
	w := s.world(nil)
	a, g := s.owned("acme"), s.owned("globex")
	acme, globex := w.tenant("acme").with(a.url, "own"), w.tenant("globex").with(g.url, canary)
	ctx := t.Context()
	wantCode(t, acme.Use(ctx, acme.url(g.url)), sig.ErrScope)
	stolen := strings.Replace(g.url, g.login+":", a.login+":", 1)
	wantCode(t, acme.Use(ctx, acme.url(stolen)), sig.ErrDenied)
	wantCode(t, acme.Use(ctx, acme.url(strings.Replace(a.url, "secret", "wrong", 1))), sig.ErrDenied)
	next := w.scoped(scopeOf("globex", "2", "shop", "globex-shop"))
	wantCode(t, next.Use(ctx, next.url(g.url)), sig.ErrScope)
	other := s.world(nil)
	mallory := other.tenant("mallory")
	wantCode(t, mallory.Use(ctx, mallory.url(g.url)), sig.ErrScope)
	nobody := newWorld(t, nil).tenant("acme")
	wantCode(t, nobody.Use(ctx, nobody.url(a.url)), sig.ErrDenied)
	for range 3 {
		if got := acme.text("SELECT text FROM secrets"); got != "own" {
			t.Errorf("acme reads %q", got)
		}
		if got := globex.text("SELECT text FROM secrets"); got != canary {
			t.Errorf("globex reads %q", got)
		}
	}
}

func TestMariaDBRemainsAndPurge(t *testing.T) {
	s := newMaria(t)
	w := s.world(nil)
	ctx := t.Context()
	a, g := s.owned("acme"), s.owned("globex")
	one := w.instance("acme", "one").with(a.url, "own")
	two := w.instance("acme", "two")
	if err := two.Use(ctx, two.url(a.url)); err != nil {
		t.Fatal(err)
	}
	globex := w.tenant("globex").with(g.url, canary)
	all, _ := scopeOf("acme", "1", "", "")
	wantCode(t, w.Purge(ctx, all), sig.ErrBusy)
	one.end()
	if err := w.Purge(ctx, one.scope); err != nil {
		t.Fatal(err)
	}
	if got := two.text("SELECT text FROM secrets"); got != "own" {
		t.Errorf("the other instance reads %q", got)
	}
	two.end()
	w = s.world(nil) // another process finds it
	names, err := w.Remains(ctx, all)
	if err != nil || len(names) != 1 || !strings.Contains(names[0], a.database) {
		t.Errorf("remains of acme: %v, %v", names, err)
	}
	for range 2 {
		if err := w.Purge(ctx, all); err != nil {
			t.Fatal(err)
		}
	}
	if names, err := w.Remains(ctx, all); err != nil || len(names) != 0 {
		t.Errorf("remains of acme after Purge: %v, %v", names, err)
	}
	if got, _ := sqlRunner(ctx, s.db)("SELECT count(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '" + a.database + "'"); got != "0" {
		t.Error("the database is there")
	}
	if got := globex.text("SELECT text FROM secrets"); got != canary {
		t.Errorf("globex reads %q", got)
	}
}

func TestMariaDBMistakesAreRefused(t *testing.T) {
	s := newMaria(t)
	w := s.world(nil)
	ctx := t.Context()
	a, g := s.owned("acme"), s.owned("globex")
	globex := w.tenant("globex").with(g.url, canary)
	w.tenant("acme").with(a.url, "own")
	fill := strings.NewReplacer("@acme@", a.login, "@globex@", g.login, "@acmeq@", strings.ReplaceAll(a.login, "_", `\_`), "@like@", strings.ReplaceAll(g.login, "_", "%")).Replace
	for i, c := range []struct {
		name, spoil, mend string
		peek              string // what acme's account reads by it
	}{
		{"all databases", "GRANT SELECT ON *.* TO @acme@", "REVOKE SELECT ON *.* FROM @acme@", "SELECT text FROM @globex@.secrets"},
		{"files", "GRANT FILE ON *.* TO @acme@", "REVOKE FILE ON *.* FROM @acme@", ""},
		{"other processes", "GRANT PROCESS ON *.* TO @acme@", "REVOKE PROCESS ON *.* FROM @acme@", ""},
		{"a super user", "GRANT SUPER ON *.* TO @acme@", "REVOKE SUPER ON *.* FROM @acme@", ""},
		{"another database", "GRANT SELECT ON @globex@.* TO @acme@", "REVOKE SELECT ON @globex@.* FROM @acme@", "SELECT text FROM @globex@.secrets"},
		{"a pattern", "GRANT SELECT ON `@like@`.* TO @acme@", "REVOKE SELECT ON `@like@`.* FROM @acme@", "SELECT text FROM @globex@.secrets"},
		{"a pattern by its own name", "GRANT SELECT ON `@acme@`.* TO @acme@", "REVOKE SELECT ON `@acme@`.* FROM @acme@", ""},
		{"another table", "GRANT SELECT ON @globex@.secrets TO @acme@", "REVOKE SELECT ON @globex@.secrets FROM @acme@", "SELECT text FROM @globex@.secrets"},
		{"another column", "GRANT SELECT (text) ON @globex@.secrets TO @acme@", "REVOKE SELECT (text) ON @globex@.secrets FROM @acme@", "SELECT text FROM @globex@.secrets"},
		{"another routine", "CREATE FUNCTION @globex@.peek() RETURNS text READS SQL DATA RETURN (SELECT text FROM @globex@.secrets LIMIT 1); GRANT EXECUTE ON FUNCTION @globex@.peek TO @acme@", "DROP FUNCTION @globex@.peek", "SELECT @globex@.peek()"},
		{"everybody", "GRANT SELECT ON @globex@.* TO PUBLIC", "REVOKE SELECT ON @globex@.* FROM PUBLIC", "SELECT text FROM @globex@.secrets"},
		{"everybody, and all databases", "GRANT SELECT ON *.* TO PUBLIC", "REVOKE SELECT ON *.* FROM PUBLIC", "SELECT text FROM @globex@.secrets"},
		{"everybody's role", "CREATE ROLE @acme@r; GRANT SELECT ON @globex@.* TO @acme@r; GRANT @acme@r TO PUBLIC", "DROP ROLE @acme@r", ""},
		{"a role", "CREATE ROLE @acme@r; GRANT SELECT ON @globex@.* TO @acme@r; GRANT @acme@r TO @acme@", "DROP ROLE @acme@r", "SET ROLE @acme@r; SELECT text FROM @globex@.secrets"},
		{"handing on", "GRANT GRANT OPTION ON `@acmeq@`.* TO @acme@", "REVOKE GRANT OPTION ON `@acmeq@`.* FROM @acme@", ""},
		{"others reach it", "GRANT SELECT ON @acme@.secrets TO @globex@", "REVOKE SELECT ON @acme@.secrets FROM @globex@", ""},
		{"others reach all of it", "GRANT SELECT ON `@acmeq@`.* TO @globex@", "REVOKE SELECT ON `@acmeq@`.* FROM @globex@", ""},
		{"a routine of the administrator", "CREATE FUNCTION @acme@.peek() RETURNS text READS SQL DATA RETURN (SELECT text FROM @globex@.secrets LIMIT 1)", "DROP FUNCTION @acme@.peek", "SELECT peek()"},
		{"a view of the administrator", "CREATE VIEW @acme@.v AS SELECT text FROM @globex@.secrets", "DROP VIEW @acme@.v", "SELECT text FROM v"},
		{"a trigger of the administrator", "CREATE TRIGGER @acme@.tr BEFORE INSERT ON @acme@.secrets FOR EACH ROW SET NEW.text = (SELECT text FROM @globex@.secrets LIMIT 1)", "DROP TRIGGER @acme@.tr", "BEGIN; INSERT INTO secrets VALUES (1); SELECT min(text) FROM secrets WHERE text <> '1'"},
	} {
		acme := w.instance("acme", fmt.Sprintf("acme-%d", i))
		peek := func() string {
			db := s.open(a.login, "secret", a.database)
			defer db.Close()
			text, _ := sqlRunner(ctx, db)(fill(c.peek))
			return text
		}
		s.admin(fill(c.spoil))
		if c.peek != "" && peek() != canary {
			t.Errorf("%s: nothing is wrong with it", c.name)
		}
		err := acme.Use(ctx, acme.url(a.url))
		wantCode(t, err, sig.ErrDenied)
		if err == nil || strings.Contains(err.Error(), g.login) {
			t.Errorf("%s: the error is %v", c.name, err)
		}
		s.admin(fill(c.mend))
		if c.peek != "" && peek() == canary {
			t.Errorf("%s: it is not put right", c.name)
		}
		if err := acme.Use(ctx, acme.url(a.url)); err != nil {
			t.Errorf("%s, put right: %v", c.name, err)
		}
		acme.end()
	}
	if got := globex.text("SELECT text FROM secrets"); got != canary {
		t.Errorf("globex reads %q", got)
	}
	wantCode(t, globex.Use(ctx, globex.url("mariadb://"+g.login+":secret@"+s.u.Host+"/"+s.home)), sig.ErrDenied)
}

// What acme runs; the naive program has one account for all databases.
func TestMariaDBAttacks(t *testing.T) {
	s := newMaria(t)
	w := s.world(nil)
	ctx := t.Context()
	a, g := s.owned("acme"), s.owned("globex")
	globex, acme := w.tenant("globex").with(g.url, canary), w.tenant("acme").with(a.url, "own")
	fill := strings.NewReplacer("@acme@", a.login, "@globex@", g.login).Replace
	n := &naivePG{fill: fill}
	t.Cleanup(func() {
		s.admin(fill("DROP USER IF EXISTS '@acme@x'; DROP DATABASE IF EXISTS @acme@y; DROP SERVER IF EXISTS @acme@"))
		os.Remove("/tmp/" + a.login) // where the server is on this machine
		os.Remove("/tmp/" + a.login + "d")
	})
	s.admin(fill("CREATE TABLE @globex@.oldsecrets (text varchar(99)) ENGINE=MyISAM; INSERT INTO @globex@.oldsecrets VALUES ('" + canary + "'); CREATE TABLE @globex@.keyed (text varchar(99) PRIMARY KEY); CREATE TABLE @globex@.gone (x int); CREATE TABLE @globex@.spare (x int)"))
	mark := "'" + canary + "'"
	for _, steps := range [][]string{
		{"SELECT text FROM @globex@.secrets"},
		{"USE @globex@", "SELECT text FROM secrets"},
		{"SELECT 1; SELECT text FROM @globex@.secrets"},
		{"/*! USE @globex@ */", "SELECT text FROM secrets"},
		{"SELECT /*! text FROM @globex@.secrets */"},
		{"CREATE VIEW v1 AS SELECT text FROM @globex@.secrets", "SELECT text FROM v1"},
		{"CREATE FUNCTION f1() RETURNS text READS SQL DATA SQL SECURITY DEFINER RETURN (SELECT text FROM @globex@.secrets LIMIT 1)", "SELECT f1()"},
		{"CREATE DEFINER = '@globex@' FUNCTION f2() RETURNS text READS SQL DATA SQL SECURITY DEFINER RETURN (SELECT text FROM @globex@.secrets LIMIT 1)", "SELECT f2()"},
		{"CREATE PROCEDURE p1() SELECT text FROM @globex@.secrets", "CALL p1()"},
		{"CREATE TABLE t1 LIKE @globex@.secrets", "INSERT INTO t1 SELECT * FROM @globex@.secrets", "SELECT text FROM t1"},
		{"CREATE TABLE t2 AS SELECT * FROM @globex@.secrets", "SELECT text FROM t2"},
		{"RENAME TABLE @globex@.secrets TO t3", "SELECT text FROM t3", "RENAME TABLE t3 TO @globex@.secrets"},
		{"CREATE TRIGGER @globex@.tr1 BEFORE INSERT ON @globex@.secrets FOR EACH ROW SET @x = 1"},
		{"GRANT ALL ON @globex@.* TO CURRENT_USER", "SELECT text FROM @globex@.secrets"},
		{"PREPARE p FROM 'SELECT text FROM @globex@.secrets'", "EXECUTE p"},
		{"EXECUTE IMMEDIATE 'SELECT text FROM @globex@.secrets'"},
		{"HANDLER @globex@.secrets OPEN AS h", "HANDLER h READ FIRST"},
		{"SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = '@globex@' AND TABLE_NAME = 'secrets'"},
		{"SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '@globex@'"},
		{"SHOW TABLES FROM @globex@"},
		{"SHOW CREATE TABLE @globex@.secrets"},
		{"SHOW GRANTS FOR '@globex@'"},
		{"SELECT User FROM mysql.user WHERE User = '@globex@'"},
		{"SHOW PROCEDURE STATUS WHERE Db = 'sys'"},
		{"SHOW DATABASES LIKE '@globex@'"},
		{"SHOW TABLE STATUS FROM @globex@"},
		{"SHOW TRIGGERS FROM @globex@"},
		{"SHOW EVENTS FROM @globex@"},
		{"SELECT TABLE_NAME FROM information_schema.TABLE_STATISTICS WHERE TABLE_SCHEMA = '@globex@'", "SELECT text FROM @globex@.secrets"},
		{"SELECT NAME FROM information_schema.INNODB_SYS_TABLES WHERE NAME LIKE '@globex@/%'"},
		{"SELECT group_concat(USER) FROM information_schema.PROCESSLIST"},
		{"SHOW ENGINE INNODB STATUS"},
		{"SELECT coalesce(max(OBJECT_SCHEMA), '@globex@') FROM performance_schema.table_io_waits_summary_by_table WHERE OBJECT_SCHEMA = '@globex@'"},
		{"SELECT text INTO @v FROM @globex@.secrets LIMIT 1", "SELECT @v"},
		{"CREATE TABLE t7 (text varchar(99)) ENGINE=MRG_MyISAM UNION=(@globex@.oldsecrets)", "SELECT text FROM t7"},
		{"CREATE TABLE t8 (x varchar(99), KEY (x), FOREIGN KEY (x) REFERENCES @globex@.keyed (text))"},
		{"ALTER TABLE @globex@.secrets COMMENT = 'x'"},
		{"UPDATE @globex@.secrets SET text = text"},
		{"INSERT INTO @globex@.secrets (text) SELECT text FROM @globex@.secrets WHERE false"},
		{"DROP TABLE @globex@.gone"},
		{"TRUNCATE TABLE @globex@.spare"},
		{"CREATE TEMPORARY TABLE t9 AS SELECT text FROM @globex@.secrets", "SELECT text FROM t9"},
		{"INSERT INTO secrets SELECT text FROM @globex@.secrets", "SELECT max(text) FROM secrets"},
		{"WITH x AS (SELECT text FROM @globex@.secrets) SELECT text FROM x"},
		{"(SELECT text FROM @globex@.secrets)"},
		{"VALUES ((SELECT text FROM @globex@.secrets LIMIT 1))"},
		{"DO (SELECT text FROM @globex@.secrets LIMIT 1)"},
		{"SELECT ExtractValue('<a/>', concat('/', (SELECT text FROM @globex@.secrets LIMIT 1)))", "SELECT text FROM @globex@.secrets"},
		{"DESCRIBE @globex@.secrets"},
		{"EXPLAIN SELECT text FROM @globex@.secrets"},
		{"ANALYZE FORMAT=JSON SELECT text FROM @globex@.secrets"},
		{"SHOW INDEX FROM @globex@.keyed"},
		{"SHOW CREATE DATABASE @globex@"},
		{"CHECKSUM TABLE @globex@.secrets"},
		{"CHECK TABLE @globex@.secrets"},
		{"ANALYZE TABLE @globex@.secrets"},
		{"OPTIMIZE TABLE @globex@.secrets"},
		{"SELECT concat('secrets ', count(*)) FROM mysql.innodb_table_stats"},
		{"SELECT concat('secrets ', count(*)) FROM mysql.general_log"},
		{"SELECT group_concat(User, authentication_string) FROM mysql.user WHERE User = '@globex@'"},
		{"SELECT Priv FROM mysql.global_priv WHERE User = '@globex@' AND Priv LIKE '%secrets%'", "SELECT text FROM @globex@.secrets"},
		{"SHOW FULL PROCESSLIST", "SELECT text FROM @globex@.secrets"},
		{"CREATE DATABASE @acme@y"},
		{"ALTER DATABASE @globex@ CHARACTER SET utf8mb4"},
		{"CREATE EVENT @globex@.e2 ON SCHEDULE EVERY 1 YEAR DO SELECT 1"},
		{"CREATE DEFINER = 'root'@'localhost' PROCEDURE p3() SELECT text FROM @globex@.secrets", "CALL p3()"},
		{"CREATE DEFINER = 'root'@'localhost' SQL SECURITY DEFINER VIEW v3 AS SELECT text FROM @globex@.secrets", "SELECT text FROM v3"},
		{"CREATE SERVER @acme@ FOREIGN DATA WRAPPER mysql OPTIONS (HOST '127.0.0.1', DATABASE '@globex@')"},
		{"FLUSH TABLES @globex@.secrets"},
		{"SET ROLE NONE", "SET @@global.general_log = @@global.general_log"},
		{"SELECT LOAD_FILE('/etc/passwd')"},
		{"SELECT 1 INTO OUTFILE '/tmp/@acme@'"},
		{"SELECT 1 INTO DUMPFILE '/tmp/@acme@d'"},
		{"CREATE TABLE t4 (x text)", "LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE t4", "SELECT concat(" + mark + ", x) FROM t4"},
		{"CREATE TABLE t5 (x text)", "LOAD DATA INFILE '/etc/hostname' INTO TABLE t5", "SELECT concat(" + mark + ", x) FROM t5"},
		{"SET GLOBAL max_connections = @@max_connections"},
		{"CREATE USER '@acme@x'"}, // dropped below
		{"ALTER USER CURRENT_USER IDENTIFIED BY 'secret'"},
		{"SET PASSWORD = PASSWORD('secret')"},
		{"LOCK TABLES secrets WRITE"},
		{"CREATE EVENT e ON SCHEDULE EVERY 1 YEAR DO SELECT 1"},
	} {
		t.Run(steps[0], func(t *testing.T) {
			won := func(text string, err error) bool {
				// What other databases and accounts are called is a secret too.
				return strings.Contains(text, canary) || strings.Contains(text, g.login) || strings.Contains(text, "secrets") || strings.Contains(text, "root:") ||
					len(steps) == 1 && err == nil && (!strings.HasPrefix(steps[0], "S") || strings.HasPrefix(steps[0], "SHOW ENGINE"))
			}
			text, err := attack(n, steps, poolRunner(acme))
			if won(text, err) {
				t.Errorf("the attack succeeds: %q", text)
			}
			var e *sig.Error
			if err != nil && !errors.As(err, &e) {
				t.Errorf("the error is %v", err)
			}
			acme.InTx(ctx, func(tx Tx) error {
				text, err = attack(n, steps, func(query string, args ...any) (string, error) { return first(ctx, tx, query, args...) })
				return nil
			})
			if won(text, err) {
				t.Errorf("the attack succeeds in a transaction: %q", text)
			}
			// The account alone, without the list of statements; what it may do to itself
			// and in its own database, and the client's files, the list alone refuses.
			own := false
			for _, word := range []string{"ALTER USER CURRENT", "SET PASSWORD", "LOCK TABLES", "CREATE EVENT", "CREATE TABLE t4"} {
				own = own || strings.HasPrefix(steps[0], word)
			}
			if !own {
				db := s.open(a.login, "secret", a.database)
				defer db.Close()
				if text, err := attack(n, steps, sqlRunner(ctx, db)); won(text, err) {
					t.Errorf("the attack succeeds without the list: %q, %v", text, err)
				}
			}
			if got := globex.text("SELECT text FROM secrets"); got != canary {
				t.Errorf("globex reads %q", got)
			}
			// The naive program's account may do everything.
			naive := s.naive(g.login)
			defer naive.Close() // with what it holds
			if text, err := attack(n, steps, sqlRunner(ctx, naive)); err != nil || strings.HasPrefix(steps[len(steps)-1], "SELECT") && !strings.Contains(steps[0], "INTO") && !won(text, err) {
				t.Errorf("the naive program withstands: %q, %v", text, err)
			}
		})
	}
}

// naive is a connection by the one account that a naive program has for all
// databases, an account of the test's own.
func (s *myServer) naive(other string) *sql.DB {
	s.t.Helper()
	name := s.database("naive")
	s.grant(name, other)
	s.admin("CREATE TABLE " + name + ".secrets (text text)")
	s.admin("CREATE USER " + name + " IDENTIFIED BY 'secret'")
	s.t.Cleanup(func() { s.admin("DROP USER IF EXISTS " + name) })
	s.admin("GRANT ALL ON *.* TO " + name + " WITH GRANT OPTION")
	return s.open(name, "secret", name)
}

// What a call leaves on its connection does not meet the next one.
func TestMariaDBHygiene(t *testing.T) {
	s := newMaria(t)
	p := s.owned("acme")
	w := s.world(func(p *Provider) { p.Connections = 1 })
	acme := w.tenant("acme").with(p.url, "own")
	ctx := t.Context()
	acme.exec("CREATE FUNCTION vari() RETURNS int NO SQL BEGIN SET @x = 7; SET SESSION sql_mode = ''; SET SESSION max_statement_time = 7; RETURN 1; END")
	for _, c := range []struct{ name, do, probe, clean string }{
		{"a variable", "SELECT @x := 7", "SELECT coalesce(@x, 'none')", "none"},
		{"settings, by a function", "SELECT vari()", "SELECT concat(@@sql_mode = '', @@max_statement_time)", "00.000000"},
		{"a lock", "SELECT GET_LOCK('@acme@', 1)", "SELECT coalesce(IS_USED_LOCK('@acme@'), 'free')", "free"},
		{"a temporary table", "CREATE TEMPORARY TABLE left_over (x int)", "SELECT count(*) FROM (SELECT 1) x WHERE (SELECT count(*) FROM information_schema.TABLES WHERE TABLE_NAME = 'left_over' AND TABLE_SCHEMA = DATABASE()) > 0", "0"},
		{"the last id", "SELECT LAST_INSERT_ID(77)", "SELECT LAST_INSERT_ID()", "0"},
		{"a transaction", "START TRANSACTION", "SELECT @@in_transaction", "0"},
		{"no autocommit", "SET autocommit = 0", "SELECT @@autocommit", "1"},
		{"a character set", "SET NAMES latin1", "SELECT @@character_set_client", "utf8mb4"},
		{"a time zone", "SET time_zone = '+09:00'", "SELECT @@time_zone", "+00:00"},
	} {
		fill := strings.NewReplacer("@acme@", p.login).Replace
		if c.name != "a temporary table" {
			db := s.open(p.login, "secret", p.database)
			before, _ := sqlRunner(ctx, db)(fill(c.probe))
			sqlRunner(ctx, db)(fill(c.do))
			if after, err := sqlRunner(ctx, db)(fill(c.probe)); before == after {
				t.Errorf("%s: it leaves nothing on a naive connection: %q, %v", c.name, after, err)
			}
			db.Close()
		}
		first(ctx, acme.Pool, fill(c.do))
		acme.InTx(ctx, func(tx Tx) error { first(ctx, tx, fill(c.do)); return nil })
		acme.InTx(ctx, func(tx Tx) error { first(ctx, tx, fill(c.do)); return sig.ErrInvalid })
		if got := acme.text(fill(c.probe)); got != c.clean {
			t.Errorf("%s: the next call finds %q, want %q", c.name, got, c.clean)
		}
	}
	if _, err := first(ctx, acme.Pool, "SELECT x FROM left_over"); err == nil {
		t.Error("a temporary table is left")
	}
	err := acme.InTx(ctx, func(tx Tx) error {
		tx.Exec(ctx, "INSERT INTO secrets VALUES ('lost')")
		_, err := tx.Exec(ctx, "CREATE TABLE commits_silently (x int)")
		wantCode(t, err, sig.ErrDenied)
		return err
	})
	wantCode(t, err, sig.ErrDenied)
	if got := acme.text("SELECT group_concat(text) FROM secrets"); got != "own" {
		t.Errorf("acme reads %q", got)
	}
	if st := w.Stats(); st.Opened != 1 || st.InUse != 0 {
		t.Errorf("connections are given up instead of reset: %+v", st)
	}
}

func TestMariaDBValues(t *testing.T) {
	s := newMaria(t)
	w := s.world(nil)
	acme := w.tenant("acme").with(s.owned("acme").url, "own")
	ctx := t.Context()
	at := time.Date(2026, 2, 3, 4, 5, 6, 0, time.FixedZone("x", 3600))
	acme.exec("CREATE TABLE v (n bigint, f double, b bool, t text, raw blob, at datetime, nul text, d decimal(30,5))")
	acme.exec("INSERT INTO v VALUES (?, ?, ?, ?, ?, ?, ?, ?)", int64(-7), 1.5, true, "a'b\\ü", []byte{0, 1, 0xff}, at, nil, "12345678901234567890.5")
	for _, where := range []string{"", " WHERE n = ?"} { // by text, and prepared
		var args []any
		if where != "" {
			args = []any{-7}
		}
		rows, err := acme.Query(ctx, "SELECT * FROM v"+where, args...)
		if err != nil || !rows.Next() {
			t.Fatal(err, rows.Err())
		}
		var (
			n         int
			f         float64
			b         bool
			text, dec string
			blob      []byte
			ts        time.Time
			null      *string
		)
		if err := rows.Scan(&n, &f, &b, &text, &blob, &ts, &null, &dec); err != nil {
			t.Fatal(err)
		}
		rows.Close()
		if got := fmt.Sprint(n, f, b, text, blob, ts.Equal(at), null == nil, dec); got != `-7 1.5 truea'b\ü[0 1 255] true true12345678901234567890.50000` {
			t.Errorf("came back as %s", got)
		}
	}
	for query, want := range map[string]error{
		"SELEC 1": sig.ErrDenied, "SELECT nope": sig.ErrInvalid, "": sig.ErrInvalid, "SELECT ?": sig.ErrInvalid,
		"SELECT * FROM mysql.user": sig.ErrDenied, "SET x = 1": sig.ErrDenied,
	} {
		_, err := acme.Query(ctx, query)
		wantCode(t, err, want)
	}
	short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	_, err := first(short, acme.Pool, "SELECT SLEEP(60)")
	wantCode(t, err, sig.ErrTimeout)
	rows, err := acme.Query(ctx, "WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c WHERE n < 100000) SELECT n, repeat('x', 1000) FROM c")
	if err != nil || !rows.Next() {
		t.Fatal(err)
	}
	rows.Close()
	done := make(chan error)
	go func() {
		_, err := first(context.Background(), acme.Pool, "SELECT SLEEP(60)")
		done <- err
	}()
	for w.Stats().InUse == 0 {
		time.Sleep(time.Millisecond)
	}
	acme.end()
	wantCode(t, <-done, sig.ErrInstanceGone)
	if st := w.Stats(); st.InUse != 0 || st.Open != 0 {
		t.Errorf("connections are lost: %+v", st)
	}
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) { // a statement notices that it was killed
		got, err := sqlRunner(ctx, s.db)("SELECT count(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP(60%'")
		if got == "0" {
			break
		}
		if err != nil || time.Now().After(end) {
			t.Errorf("%s statements go on, %v", got, err)
			break
		}
	}
}
