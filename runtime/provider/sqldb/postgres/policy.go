package postgres

import (
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// judge refuses a statement whose kind is not on the list. What a kind may touch is
// the server's to say.
func judge(text string, mode backend.Mode, inTx bool) *sig.Error {
	words := backend.Words(text, 6, backend.Lexicon{Nested: true})
	if len(words) == 0 {
		return backend.Invalid("", "a statement")
	}
	switch words[0] {
	case "SET":
		if len(words) > 1 && (words[1] == "LOCAL" || words[1] == "CONSTRAINTS") {
			if !inTx {
				return backend.Denied("SET " + words[1] + " inside of InTx")
			}
			return nil
		}
		return backend.Denied("SET LOCAL inside of InTx: a setting of the session would meet the next call")
	case "CREATE", "ALTER", "DROP":
		if mode == backend.ByRow {
			return backend.Denied("no " + words[0] + ": tables that tenants share are the operator's")
		}
		if kind := objectKind(words[1:]); !objects[kind] {
			return backend.Denied("no " + words[0] + " of what belongs to the server or to the operator")
		}
		return nil
	}
	if words[0] == "EXPLAIN" && mode == backend.ByRow {
		return backend.Denied("no EXPLAIN of tables that tenants share: what the server expects of a statement tells which values others have")
	}
	if everywhere[words[0]] || mode != backend.ByRow && ofOwner[words[0]] {
		return nil
	}
	if transactions[words[0]] {
		return backend.Denied("Pool.InTx instead of a transaction by text")
	}
	return backend.Denied("a statement that the policy of pools allows")
}

// objectKind is the kind of object after CREATE, ALTER or DROP.
func objectKind(words []string) string {
	for _, w := range words {
		if !modifiers[w] {
			return w
		}
	}
	return ""
}

var (
	everywhere = set("( SELECT VALUES TABLE WITH INSERT UPDATE DELETE MERGE EXPLAIN SHOW DECLARE FETCH MOVE CLOSE")
	ofOwner    = set("TRUNCATE ANALYZE VACUUM REINDEX CLUSTER REFRESH LOCK DO CALL COMMENT")

	transactions = set("BEGIN START COMMIT END ROLLBACK ABORT SAVEPOINT RELEASE PREPARE")

	modifiers = set("OR REPLACE TEMP TEMPORARY LOCAL GLOBAL UNLOGGED UNIQUE MATERIALIZED RECURSIVE CONSTRAINT TEXT")
	objects   = set(`TABLE INDEX VIEW SEQUENCE TYPE DOMAIN FUNCTION PROCEDURE ROUTINE AGGREGATE TRIGGER RULE
		STATISTICS OPERATOR COLLATION CAST SEARCH SCHEMA`)
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
