package mariadb

import (
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestJudge(t *testing.T) {
	const alone, inTx = 1, 2
	for _, c := range []struct {
		text string
		ok   int
	}{
		{"SELECT 1", alone | inTx}, {"(SELECT 1)", alone | inTx}, {"# c\n insert into t values (1)", alone | inTx}, {"REPLACE INTO t VALUES (1)", alone | inTx},
		{"WITH c AS (SELECT 1) SELECT * FROM c", alone | inTx}, {"SHOW TABLES", alone | inTx}, {"DO 1", alone | inTx},
		{"CREATE TABLE t (x int)", alone}, {"CREATE OR REPLACE UNIQUE INDEX i ON t (x)", alone}, {"ALTER TABLE t ADD y int", alone}, {"DROP VIEW v", alone},
		{"CREATE FUNCTION f() RETURNS int RETURN 1", alone}, {"TRUNCATE t", alone}, {"CALL p()", alone}, {"RENAME TABLE a TO b", alone},

		{"", 0}, {";", 0}, {"/*! SELECT 1 */", 0}, {"/*M!100000 SELECT 1 */", 0}, {"`SELECT`", 0}, {"--1", 0},
		{"BEGIN", 0}, {"START TRANSACTION", 0}, {"COMMIT", 0}, {"ROLLBACK", 0}, {"SAVEPOINT s", 0}, {"XA START 'x'", 0},
		{"SET x = 1", 0}, {"SET PASSWORD = ''", 0}, {"SET ROLE r", 0}, {"SET STATEMENT x = 1 FOR SELECT 1", 0}, {"USE globex", 0}, {"LOAD DATA LOCAL INFILE 'x' INTO TABLE t", 0},
		{"LOCK TABLES t WRITE", 0}, {"UNLOCK TABLES", 0}, {"HANDLER t OPEN", 0}, {"PREPARE p FROM 'x'", 0}, {"EXECUTE p", 0}, {"EXECUTE IMMEDIATE 'x'", 0},
		{"GRANT ALL ON *.* TO x", 0}, {"REVOKE ALL ON *.* FROM x", 0}, {"CREATE USER x", 0}, {"CREATE ROLE x", 0}, {"ALTER USER x", 0}, {"DROP USER x", 0},
		{"CREATE DATABASE x", 0}, {"DROP DATABASE x", 0}, {"CREATE SERVER s FOREIGN DATA WRAPPER w", 0}, {"CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1", 0},
		{"CREATE DEFINER = root@localhost FUNCTION f() RETURNS int RETURN 1", 0}, {"INSTALL SONAME 'x'", 0}, {"KILL 1", 0}, {"FLUSH TABLES", 0}, {"SHUTDOWN", 0},
		{"CHANGE MASTER TO x = 1", 0}, {"BINLOG 'x'", 0}, {"DELIMITER //", 0}, {"BACKUP STAGE START", 0},
	} {
		got := 0
		if judge(c.text, false) == nil {
			got |= alone
		}
		if judge(c.text, true) == nil {
			got |= inTx
		}
		if got != c.ok {
			t.Errorf("%q is allowed in %02b, want %02b", c.text, got, c.ok)
		}
	}
}
