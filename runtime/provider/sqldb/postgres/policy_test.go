package postgres

import (
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

func TestJudge(t *testing.T) {
	const own, shared, inTx = 1, 2, 4
	for _, c := range []struct {
		text string
		ok   int // where it is allowed
	}{
		{"SELECT 1", own | shared | inTx},
		{"  -- a comment\n /* and /* one */ inside */ select 1", own | shared | inTx},
		{"(SELECT 1) UNION SELECT 2", own | shared | inTx},
		{"WITH x AS (SELECT 1) SELECT * FROM x", own | shared | inTx},
		{"INSERT INTO t VALUES (1)", own | shared | inTx},
		{"MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE", own | shared | inTx},
		{"EXPLAIN ANALYZE SELECT 1", own | inTx}, // estimates tell of the rows that others have
		{"SET LOCAL lock_timeout = 1", inTx},
		{"SET CONSTRAINTS ALL DEFERRED", inTx},
		{"CREATE TABLE t (x int)", own | inTx},
		{"CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS ''", own | inTx},
		{"CREATE UNIQUE INDEX i ON t (x)", own | inTx},
		{"CREATE TEMP TABLE t (x int)", own | inTx},
		{"ALTER TABLE t ADD y int", own | inTx},
		{"DROP VIEW v", own | inTx},
		{"DO $$ BEGIN END $$", own | inTx},
		{"CALL p()", own | inTx},
		{"TRUNCATE t", own | inTx},

		{"", 0}, {" ; ", 0}, {"/* SELECT 1", 0}, {"-- SELECT 1", 0}, {"'SELECT'", 0}, {`"SELECT"`, 0},
		{"SET x = 1", 0}, {"SET SESSION x = 1", 0}, {"SET ROLE x", 0}, {"SET SESSION AUTHORIZATION x", 0},
		{"RESET ALL", 0}, {"DISCARD ALL", 0},
		{"BEGIN", 0}, {"START TRANSACTION", 0}, {"commit", 0}, {"END", 0}, {"ROLLBACK", 0}, {"ABORT", 0}, {"/**/SAVEPOINT s", 0}, {"RELEASE s", 0},
		{"PREPARE TRANSACTION 'x'", 0}, {"PREPARE p AS SELECT 1", 0}, {"EXECUTE p", 0}, {"DEALLOCATE p", 0},
		{"COPY t TO STDOUT", 0}, {"COPY t FROM PROGRAM 'x'", 0}, {"LISTEN c", 0}, {"NOTIFY c", 0}, {"UNLISTEN *", 0}, {"LOAD 'x'", 0},
		{"GRANT ALL ON t TO x", 0}, {"REVOKE ALL ON t FROM x", 0}, {"REASSIGN OWNED BY x TO y", 0}, {"DROP OWNED BY x", 0},
		{"ALTER ROLE x SET y = 1", 0}, {"ALTER USER x", 0}, {"CREATE ROLE x", 0}, {"DROP USER x", 0}, {"CREATE DATABASE x", 0}, {"ALTER DATABASE x SET y = 1", 0},
		{"CREATE EXTENSION dblink", 0}, {"CREATE SERVER s", 0}, {"CREATE FOREIGN DATA WRAPPER w", 0}, {"CREATE FOREIGN TABLE t ()", 0}, {"CREATE SUBSCRIPTION s", 0},
		{"CREATE PUBLICATION p", 0}, {"CREATE EVENT TRIGGER t", 0}, {"CREATE LANGUAGE l", 0}, {"ALTER SYSTEM SET x = 1", 0}, {"CREATE TABLESPACE t", 0},
		{"ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO x", 0}, {"IMPORT FOREIGN SCHEMA s", 0}, {"SECURITY LABEL ON TABLE t IS ''", 0}, {"CHECKPOINT", 0},
		{"CREATE POLICY p ON t", 0}, {"CREATE USER MAPPING FOR x", 0}, {"U&\"SELECT\" 1", 0}, {"SELECTX 1", 0},
	} {
		got := 0
		if judge(c.text, backend.BySchema, false) == nil {
			got |= own
		}
		if judge(c.text, backend.ByRow, false) == nil {
			got |= shared
		}
		if judge(c.text, backend.ByDatabase, true) == nil {
			got |= inTx
		}
		if got != c.ok {
			t.Errorf("%q is allowed in %03b, want %03b", c.text, got, c.ok)
		}
	}
}

func TestSharedSetup(t *testing.T) {
	script, err := SharedSetup(`a"b`, map[string]string{`x"y`: "tenant", "s.t": "who"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"a""b"`, `"public"."x""y"`, `"s"."t"`, `"who" = (SELECT sigen.tenant())`, "FORCE ROW LEVEL SECURITY"} {
		if !strings.Contains(script, want) {
			t.Errorf("the script lacks %s", want)
		}
	}
	for login, columns := range map[string]map[string]string{"": nil, "x": {"t": ""}, "y": {"a.b.c": "d"}, "z": {"": "d"}} {
		if _, err := SharedSetup(login, columns); err == nil {
			t.Errorf("%q, %v is accepted", login, columns)
		}
	}
}
