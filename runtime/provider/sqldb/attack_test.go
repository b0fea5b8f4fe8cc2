package sqldb

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"
	sig "github.com/sigen-dev/sigen/runtime"
)

const canary = "globex-canary-7f3a"

// A runner runs statements and returns the first column of the first row.
type runner func(query string, args ...any) (string, error)

// naive is what a program does that opens a file and hands the connection out.
func naive(t *testing.T, file string) (*sqlite3.Conn, runner) {
	t.Helper()
	c, err := sqlite3.Open("file:" + file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c, rawRunner(c)
}

func rawRunner(c *sqlite3.Conn) runner {
	return func(query string, args ...any) (text string, err error) {
		for query != "" {
			st, tail, err := c.Prepare(query)
			if err != nil {
				return text, err
			}
			if st == nil {
				return text, nil
			}
			for i, a := range args {
				st.BindText(i+1, a.(string))
			}
			for st.Step() {
				if text == "" && st.ColumnCount() > 0 {
					text = st.ColumnText(0)
				}
			}
			err = st.Err()
			st.Close()
			if err != nil {
				return text, err
			}
			query = tail
		}
		return text, nil
	}
}

func poolRunner(r *resident) runner {
	return func(query string, args ...any) (string, error) {
		text, err := first(context.Background(), r.Pool, query, args...)
		if err != nil && (strings.Contains(err.Error(), "no row") || strings.Contains(err.Error(), "one statement")) {
			_, err = r.Exec(context.Background(), query, args...)
		}
		return text, err
	}
}

// Each attack reports whether it got what it wanted. The naive program must lose
// it, or the attack proves nothing; the pool must refuse it.
func TestSQLAttacks(t *testing.T) {
	type arena struct {
		run    runner
		victim string // the absolute path of globex's file, which a real attacker would have to guess
		out    string // a file that does not exist
	}
	read := func(a arena) bool {
		text, _ := a.run("SELECT text FROM g.secrets")
		return text == canary
	}
	exists := func(file string) bool { _, err := os.Stat(file); return err == nil }
	for _, c := range []struct {
		name string
		try  func(a arena) (won bool, err error)
		want error
	}{
		{"attach", func(a arena) (bool, error) {
			_, err := a.run("ATTACH '" + a.victim + "' AS g")
			return read(a), err
		}, sig.ErrDenied},
		{"attach by parameter", func(a arena) (bool, error) {
			_, err := a.run("ATTACH ? AS g", a.victim)
			return read(a), err
		}, sig.ErrDenied},
		{"attach by expression", func(a arena) (bool, error) {
			_, err := a.run("ATTACH '" + a.victim[:1] + "' || '" + a.victim[1:] + "' AS g")
			return read(a), err
		}, sig.ErrDenied},
		{"attach by URI", func(a arena) (bool, error) {
			_, err := a.run("ATTACH 'file:" + a.victim + "?vfs=os&mode=rw' AS g")
			return read(a), err
		}, sig.ErrDenied},
		{"attach after another statement", func(a arena) (bool, error) {
			_, err := a.run("CREATE TABLE x (y); /* */ ATTACH '" + a.victim + "' AS g; SELECT 1")
			return read(a), err
		}, sig.ErrDenied},
		{"attach with odd spelling", func(a arena) (bool, error) {
			_, err := a.run("/*x*/aTtAcH--\nDATABASE\n\"" + a.victim + "\"as[g]")
			if err != nil { // without double-quoted text in this build
				_, err = a.run("/*x*/aTtAcH--\nDATABASE\n'" + a.victim + "'/**/as[g]")
			}
			return read(a), err
		}, sig.ErrDenied},
		{"explain attach", func(a arena) (bool, error) {
			text, err := a.run("EXPLAIN ATTACH '" + a.victim + "' AS g")
			return text != "", err
		}, sig.ErrDenied},
		{"vacuum into", func(a arena) (bool, error) {
			_, err := a.run("VACUUM INTO '" + a.out + "'")
			return exists(a.out), err
		}, sig.ErrDenied},
		{"vacuum into by parameter", func(a arena) (bool, error) {
			_, err := a.run("VACUUM main INTO ?", a.out)
			return exists(a.out), err
		}, sig.ErrDenied},
		{"path of the file", func(a arena) (bool, error) {
			_, err := a.run("PRAGMA database_list")
			text, err2 := a.run("SELECT file FROM pragma_database_list")
			if err == nil {
				err = err2
			}
			return strings.Contains(text, string(filepath.Separator)), err
		}, sig.ErrDenied},
		{"writable schema", func(a arena) (bool, error) {
			a.run("PRAGMA writable_schema=ON")
			_, err := a.run("UPDATE sqlite_schema SET sql = 'CREATE TABLE secrets (text, x)' WHERE name = 'secrets'")
			text, _ := a.run("SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%text, x)'")
			return text == "1", err
		}, sig.ErrInvalid},
		{"writable schema by pragma", func(a arena) (bool, error) {
			_, err := a.run("PRAGMA writable_schema=RESET")
			return err == nil, err
		}, sig.ErrDenied},
		{"journal off", func(a arena) (bool, error) {
			text, err := a.run("PRAGMA journal_mode=OFF")
			return text == "off", err
		}, sig.ErrDenied},
		{"journal by function", func(a arena) (bool, error) {
			_, err := a.run("PRAGMA main.journal_mode('MEMORY')")
			return err == nil, err
		}, sig.ErrDenied},
		{"exclusive lock", func(a arena) (bool, error) {
			text, err := a.run("PRAGMA locking_mode=EXCLUSIVE")
			return text == "exclusive", err
		}, sig.ErrDenied},
		{"memory limit", func(a arena) (bool, error) {
			_, err := a.run("PRAGMA hard_heap_limit=1")
			return err == nil, err
		}, sig.ErrDenied},
		{"temp directory", func(a arena) (bool, error) {
			_, err := a.run("PRAGMA temp_store_directory='" + filepath.Dir(a.victim) + "'")
			return err == nil, err
		}, sig.ErrDenied},
		{"state left on the connection", func(a arena) (bool, error) {
			_, err := a.run("CREATE TEMP TABLE trap (x)")
			a.run("CREATE TEMP VIEW secrets AS SELECT 'forged' AS text")
			text, _ := a.run("SELECT text FROM secrets")
			return text == "forged", err
		}, sig.ErrDenied},
		{"foreign keys off", func(a arena) (bool, error) {
			_, err := a.run("PRAGMA foreign_keys=OFF")
			text, _ := a.run("PRAGMA foreign_keys")
			return text == "0", err
		}, sig.ErrDenied},
		{"open transaction", func(a arena) (bool, error) {
			_, err := a.run("BEGIN")
			return err == nil, err
		}, sig.ErrDenied},
		{"open savepoint", func(a arena) (bool, error) {
			_, err := a.run("SAVEPOINT s")
			return err == nil, err
		}, sig.ErrDenied},
		{"what else is in memory", func(a arena) (bool, error) {
			text, err := a.run("SELECT count(*) FROM pragma_module_list")
			return text != "" && text != "0", err
		}, sig.ErrDenied},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, nil)
			globex := w.tenant("globex").on("sqlite:globex.db", canary)
			acme := w.tenant("acme").on("sqlite:acme.db", "own")
			victim := filepath.Join(w.Dir, "globex.db")

			mine := filepath.Join(t.TempDir(), "naive.db")
			_, run := naive(t, mine)
			if _, err := run("CREATE TABLE secrets (text TEXT); INSERT INTO secrets VALUES ('own')"); err != nil {
				t.Fatal(err)
			}
			if won, err := c.try(arena{run, victim, mine + ".out"}); !won {
				t.Errorf("the naive program withstands: %v", err)
			}
			out := filepath.Join(w.Dir, "out.db")
			won, err := c.try(arena{poolRunner(acme), victim, out})
			if won {
				t.Error("the attack succeeds")
			}
			wantCode(t, err, c.want)
			if err != nil && strings.Contains(err.Error(), w.Dir) {
				t.Errorf("the error shows a path: %v", err)
			}
			if got := globex.text("SELECT text FROM secrets"); got != canary {
				t.Errorf("globex reads %q", got)
			}
			if got := acme.text("SELECT text FROM secrets"); got != "own" {
				t.Errorf("acme reads %q", got)
			}
		})
	}
}

// Functions that reach outside are refused even where a build of SQLite has them:
// here both sides have them, and the policy alone decides.
func TestFunctionAttacks(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, []byte(canary), 0o600); err != nil {
		t.Fatal(err)
	}
	equip := func(c *sqlite3.Conn) {
		for _, name := range []string{"readfile", "writefile", "edit", "load_extension", "fts3_tokenizer", "eval"} {
			err := c.CreateFunction(name, 1, sqlite3.INNOCUOUS, func(ctx sqlite3.Context, arg ...sqlite3.Value) {
				b, _ := os.ReadFile(arg[0].Text())
				ctx.ResultText(string(b))
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	raw, run := naive(t, filepath.Join(dir, "naive.db"))
	equip(raw)
	file := filepath.Join(dir, "acme.db")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := openSQLite(t.Context(), target{Name: "acme.db", At: place{uri: uriOf(file, ""), file: file, id: idOf(info)}}, 64<<20)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	equip(conn.c)
	guarded := rawRunner(conn.c)

	for _, setup := range []string{"CREATE TABLE log (text)", "CREATE TABLE t (x)", "INSERT INTO t VALUES ('" + secret + "')"} {
		for _, r := range []runner{run, guarded} {
			if _, err := r(setup); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range []struct {
		name  string
		steps []string
	}{
		{"readfile", []string{"SELECT readfile('" + secret + "')"}},
		{"writefile", []string{"SELECT writefile('" + secret + "')"}},
		{"edit", []string{"SELECT edit('" + secret + "')"}},
		{"load_extension", []string{"SELECT load_extension('" + secret + "')"}},
		{"fts3_tokenizer", []string{"SELECT fts3_tokenizer('" + secret + "')"}},
		{"in a CTE", []string{"WITH c AS (SELECT readfile(x) AS r FROM t) SELECT r FROM c"}},
		{"in a subquery", []string{"SELECT (SELECT max(eval(x)) FROM t)"}},
		{"in a view", []string{"CREATE VIEW v AS SELECT readfile(x) AS r FROM t", "SELECT r FROM v"}},
		{"in a trigger", []string{"CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log SELECT readfile(new.x); END", "INSERT INTO t VALUES ('" + secret + "')", "SELECT text FROM log"}},
		{"in a default", []string{"CREATE TABLE d (x, y DEFAULT (readfile('" + secret + "')))", "INSERT INTO d (x) VALUES (1)", "SELECT y FROM d"}},
		{"in an ORDER BY", []string{"SELECT min(readfile(x)) FROM t ORDER BY readfile(x)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			play := func(r runner) (text string) {
				for _, s := range c.steps {
					text, err = r(s)
				}
				return text
			}
			if text := play(run); text != canary {
				t.Errorf("the naive program withstands: %q %v", text, err)
			}
			if text := play(guarded); strings.Contains(text, canary) {
				t.Errorf("the attack succeeds: %q", text)
			}
		})
	}
}

// Virtual tables that lead outside are refused by the policy whether or not a build of
// SQLite has them: as ones to create, and as ones that are there by themselves.
func TestModuleAttacks(t *testing.T) {
	for _, module := range []string{"zipfile", "fsdir", "csv", "dbstat", "sqlite_dbpage", "sqlite_stmt", "sqlite_memstat", "bytecode", "fts3", "fts4", "fts3tokenize", "carray", "generate_series", "FsDir", "anything"} {
		if judge(sqlite3.AUTH_CREATE_VTABLE, "x", module, "main") == "" {
			t.Errorf("a table of module %s can be made", module)
		}
	}
	for _, table := range []string{"zipfile", "fsdir", "sqlite_dbpage", "SQLITE_STMT", "pragma_database_list", "dbstat"} {
		for _, action := range []sqlite3.AuthorizerActionCode{sqlite3.AUTH_READ, sqlite3.AUTH_UPDATE, sqlite3.AUTH_INSERT, sqlite3.AUTH_DELETE} {
			if judge(action, table, "data", "main") == "" {
				t.Errorf("table %s can be used", table)
			}
		}
	}
	for action := range sqlite3.AuthorizerActionCode(64) { // those of later versions too
		if judge(action, "x", "x", "other") == "" && action != sqlite3.AUTH_SELECT && action != sqlite3.AUTH_RECURSIVE && action != sqlite3.AUTH_ANALYZE && action != sqlite3.AUTH_REINDEX {
			t.Errorf("action %d in another schema is allowed", action)
		}
	}
	w := newWorld(t, nil)
	acme := w.tenant("acme").on("sqlite:acme.db", "own")
	for _, query := range []string{
		"CREATE VIRTUAL TABLE z USING zipfile('/etc/passwd')", "SELECT * FROM fsdir('/')", "SELECT * FROM zipfile('x.zip')", "SELECT * FROM pragma_compile_options",
		"CREATE VIRTUAL TABLE f USING fts5(x, content='sqlite_schema', tokenize='unknown')", "CREATE VIRTUAL TABLE f USING fts3(x)", "CREATE VIRTUAL TABLE temp.f USING fts5(x)",
	} {
		if _, err := acme.Exec(t.Context(), query); err == nil {
			t.Errorf("%s is accepted", query)
		}
	}
}

// A statement without end ends with its call, or with its instance, and holds up
// nobody else meanwhile. A naive program has no way to end it.
func TestStatementsWithoutEnd(t *testing.T) {
	w := newWorld(t, nil)
	globex := w.tenant("globex").on("sqlite:globex.db", canary)
	for name, query := range map[string]string{
		"counting": "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c",
		"joining":  "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 100000) SELECT count(*) FROM c a, c b, c d",
		"matching": "SELECT count(*) FROM json_each('[' || substr(replace(hex(zeroblob(20000)), '0', '1,'), 1, 39999) || ']') a, json_each('[1,2,3,4,5,6,7,8,9]') b WHERE a.value || printf('%10000d', b.value) LIKE '%_%_%_%_%_%_%x%'",
	} {
		acme := w.instance("acme", "acme-"+name).on("sqlite:acme.db", "own")
		short, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
		_, err := first(short, acme.Pool, query)
		cancel()
		wantCode(t, err, sig.ErrTimeout)
		ended := make(chan error, 1)
		go func() { _, err := first(context.Background(), acme.Pool, query); ended <- err }()
		for w.Stats().InUse == 0 {
			runtime.Gosched()
		}
		if got := globex.text("SELECT text FROM secrets"); got != canary {
			t.Errorf("%s: globex reads %q", name, got)
		}
		acme.end()
		wantCode(t, <-ended, sig.ErrInstanceGone)
	}
	if s := w.Stats(); s.InUse != 0 {
		t.Errorf("connections are lost: %+v", s)
	}
}

// An unbounded value ends its own statement, not the process, and the connection
// of nobody else.
func TestExhaustion(t *testing.T) {
	w := newWorld(t, func(p *Provider) { p.Memory = 16 })
	acme := w.tenant("acme").on("sqlite:acme.db", "own")
	globex := w.tenant("globex").on("sqlite:globex.db", canary)
	for _, q := range []string{
		"SELECT length(randomblob(1000000000))",
		"SELECT length(zeroblob(100000000) || zeroblob(100000000))",
		"SELECT length(group_concat(randomblob(1000000), randomblob(1000000))) FROM json_each('[" + strings.Repeat("1,", 100) + "1]')",
		"SELECT " + strings.Repeat("(", 5000) + "1" + strings.Repeat(")", 5000),
		"SELECT json('" + strings.Repeat("[", 5000) + "')",
		"WITH RECURSIVE c(x) AS (SELECT randomblob(100000) UNION ALL SELECT randomblob(100000) FROM c LIMIT 1000) SELECT count(*) FROM (SELECT x FROM c ORDER BY x)",
	} {
		if _, err := first(t.Context(), acme.Pool, q); err == nil {
			continue // within the limits after all
		}
		if got := globex.text("SELECT text FROM secrets"); got != canary {
			t.Errorf("globex reads %q", got)
		}
		if got := acme.text("SELECT text FROM secrets"); got != "own" {
			t.Errorf("acme reads %q afterwards", got)
		}
	}
	if s := w.Stats(); s.InUse != 0 {
		t.Errorf("connections are lost: %+v", s)
	}
}
