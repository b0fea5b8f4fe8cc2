package mariadb

import (
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// judge refuses a statement whose kind is not on the list. What a kind may touch is
// the server's to say.
func judge(text string, inTx bool) *sig.Error {
	words := backend.Words(text, 6, backend.Lexicon{Hash: true})
	if len(words) == 0 {
		return backend.Invalid("", "a statement that begins with a word")
	}
	switch {
	case rows[words[0]]:
		return nil
	case transactions[words[0]]:
		return backend.Denied("Pool.InTx instead of a transaction by text")
	case inTx:
		return backend.Denied("statements that read or change rows in InTx: the server commits a transaction before others")
	case words[0] == "CREATE" || words[0] == "ALTER" || words[0] == "DROP":
		for _, w := range words[1:] {
			if !modifiers[w] {
				if objects[w] {
					return nil
				}
				break
			}
		}
		return backend.Denied("no " + words[0] + " of what belongs to the server or to the operator")
	case schema[words[0]]:
		return nil
	}
	return backend.Denied("a statement that the policy of pools allows")
}

var (
	rows         = set("( SELECT VALUES WITH INSERT UPDATE DELETE REPLACE SHOW DESCRIBE DESC EXPLAIN DO")
	schema       = set("TRUNCATE RENAME ANALYZE OPTIMIZE CHECK CHECKSUM REPAIR CALL")
	transactions = set("BEGIN START COMMIT ROLLBACK SAVEPOINT RELEASE XA")
	modifiers    = set("OR REPLACE UNIQUE FULLTEXT SPATIAL TEMPORARY AGGREGATE IGNORE ONLINE OFFLINE")
	objects      = set("TABLE INDEX VIEW SEQUENCE FUNCTION PROCEDURE TRIGGER")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
