package sqldb

import (
	"strings"

	"github.com/ncruces/go-sqlite3"
)

// A policy decides what SQL may do on one connection. SQLite asks it about every
// operation while it compiles a statement, and again whenever it compiles one
// anew; triggers, views and common table expressions are asked about where they
// are used. What is not on a list here is refused.
type policy struct {
	// trusted lets the provider's own statements pass: BEGIN, COMMIT, ROLLBACK.
	// It is set and read under the lease of the connection.
	trusted bool
	refused string // what the last refusal was about; "" for none
}

func (p *policy) authorize(action sqlite3.AuthorizerActionCode, third, fourth, schema, _ string) sqlite3.AuthorizerReturnCode {
	if p.trusted {
		return sqlite3.AUTH_OK
	}
	if why := judge(action, third, fourth, schema); why != "" {
		p.refused = why
		return sqlite3.AUTH_DENY
	}
	return sqlite3.AUTH_OK
}

// take returns what was refused last and forgets it.
func (p *policy) take() string {
	why := p.refused
	p.refused = ""
	return why
}

// judge is "" for what may be done, else what to say about the refusal. The
// meaning of third and fourth depends on the action, as in sqlite3_set_authorizer.
func judge(action sqlite3.AuthorizerActionCode, third, fourth, schema string) string {
	switch action {
	case sqlite3.AUTH_SELECT, sqlite3.AUTH_RECURSIVE, sqlite3.AUTH_ANALYZE, sqlite3.AUTH_REINDEX:
		return ""
	case sqlite3.AUTH_READ, sqlite3.AUTH_UPDATE, sqlite3.AUTH_INSERT, sqlite3.AUTH_DELETE:
		if modules[strings.ToLower(third)] == moduleRefused {
			return "no table " + third + ": it shows more than this database's own content"
		}
		// ALTER TABLE looks for temporary triggers, of which there are none.
		if schema == "temp" && third == "sqlite_temp_master" && (action == sqlite3.AUTH_READ || action == sqlite3.AUTH_UPDATE) {
			return ""
		}
		return ownSchema(schema)
	case sqlite3.AUTH_CREATE_TABLE, sqlite3.AUTH_CREATE_INDEX, sqlite3.AUTH_CREATE_VIEW, sqlite3.AUTH_CREATE_TRIGGER,
		sqlite3.AUTH_DROP_TABLE, sqlite3.AUTH_DROP_INDEX, sqlite3.AUTH_DROP_VIEW, sqlite3.AUTH_DROP_TRIGGER:
		return ownSchema(schema)
	case sqlite3.AUTH_ALTER_TABLE:
		return ownSchema(third)
	case sqlite3.AUTH_CREATE_VTABLE, sqlite3.AUTH_DROP_VTABLE:
		if modules[strings.ToLower(fourth)] == moduleAllowed {
			return ownSchema(schema)
		}
		return "no virtual tables of module " + fourth
	case sqlite3.AUTH_FUNCTION:
		if functions[strings.ToLower(fourth)] {
			return ""
		}
		return "no function " + fourth
	case sqlite3.AUTH_PRAGMA:
		return judgePragma(strings.ToLower(third), fourth)
	case sqlite3.AUTH_ATTACH, sqlite3.AUTH_DETACH:
		return "one database: no ATTACH, DETACH or VACUUM"
	case sqlite3.AUTH_TRANSACTION, sqlite3.AUTH_SAVEPOINT:
		return "Pool.InTx for a transaction: no BEGIN, COMMIT, ROLLBACK or SAVEPOINT in a statement"
	case sqlite3.AUTH_CREATE_TEMP_TABLE, sqlite3.AUTH_CREATE_TEMP_INDEX, sqlite3.AUTH_CREATE_TEMP_VIEW, sqlite3.AUTH_CREATE_TEMP_TRIGGER,
		sqlite3.AUTH_DROP_TEMP_TABLE, sqlite3.AUTH_DROP_TEMP_INDEX, sqlite3.AUTH_DROP_TEMP_VIEW, sqlite3.AUTH_DROP_TEMP_TRIGGER:
		return "an ordinary table: a temporary one would stay with the connection, which others of the scope use next"
	}
	return "a statement of a known kind"
}

func ownSchema(schema string) string {
	if schema == "" || schema == "main" {
		return ""
	}
	if schema == "temp" {
		return "an ordinary table, and no temporary schema"
	}
	return "the schema main: this connection has no other"
}

// judgePragma allows what describes the database, and the two numbers that are
// the application's own.
func judgePragma(name, arg string) string {
	switch pragmas[name] {
	case pragmaAny:
		return ""
	case pragmaRead:
		if arg == "" {
			return ""
		}
		return "PRAGMA " + name + " without a value: it can be read and not set"
	}
	return "no PRAGMA " + name
}

type pragmaUse uint8

const (
	pragmaRefused pragmaUse = iota
	pragmaRead
	pragmaAny
)

var pragmas = map[string]pragmaUse{
	"application_id": pragmaAny, "user_version": pragmaAny,

	"table_info": pragmaAny, "table_xinfo": pragmaAny, "table_list": pragmaAny,
	"index_list": pragmaAny, "index_info": pragmaAny, "index_xinfo": pragmaAny,
	"foreign_key_list": pragmaAny, "foreign_key_check": pragmaAny,
	"integrity_check": pragmaAny, "quick_check": pragmaAny, "optimize": pragmaAny,

	"collation_list": pragmaRead, "function_list": pragmaRead, "data_version": pragmaRead, "encoding": pragmaRead,
	"foreign_keys": pragmaRead, "freelist_count": pragmaRead, "journal_mode": pragmaRead, "page_count": pragmaRead,
	"page_size": pragmaRead, "schema_version": pragmaRead, "synchronous": pragmaRead,
}

type moduleUse uint8

const (
	moduleUnknown moduleUse = iota
	moduleAllowed
	moduleRefused
)

// modules are virtual tables. Those that are there without being created show
// as ordinary reads, so the ones to refuse are listed as well. The build of
// SQLite in use has none of them; a list costs nothing.
var modules = map[string]moduleUse{
	"fts5": moduleAllowed, "rtree": moduleAllowed, "rtree_i32": moduleAllowed, "geopoly": moduleAllowed,

	"dbstat": moduleRefused, "sqlite_dbpage": moduleRefused, "sqlite_stmt": moduleRefused, "sqlite_dbdata": moduleRefused,
	"sqlite_dbptr": moduleRefused, "bytecode": moduleRefused, "tables_used": moduleRefused, "sqlite_memstat": moduleRefused,
	"fsdir": moduleRefused, "zipfile": moduleRefused, "csv": moduleRefused, "completion": moduleRefused,
	"pragma_database_list": moduleRefused, "pragma_module_list": moduleRefused, "pragma_compile_options": moduleRefused,
}

// functions are all that SQL may call: computations on their arguments and on
// this database. Not among them are load_extension, readfile, writefile, edit,
// fts3_tokenizer, sqlite_log and what describes the build.
var functions = set(`
	abs acos acosh asin asinh atan atan2 atanh avg base64 ceil ceiling changes char coalesce concat concat_ws cos cosh
	count cume_dist current_date current_time current_timestamp date datetime degrees dense_rank exp first_value floor
	format glob group_concat hex ieee754 if ifnull iif instr json json_array json_array_insert json_array_length
	json_error_position json_extract json_group_array json_group_object json_insert json_object json_patch json_pretty
	json_quote json_remove json_replace json_set json_type json_valid jsonb jsonb_array jsonb_array_insert jsonb_extract
	jsonb_group_array jsonb_group_object jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace jsonb_set
	julianday lag last_insert_rowid last_value lead length like likelihood likely ln log log10 log2 lower ltrim match
	max min mod nth_value ntile nullif octet_length percent_rank pi pow power printf quote radians random randomblob
	rank regexp replace round row_number rtrim sign sin sinh soundex sqrt strftime string_agg substr substring sum
	tan tanh time timediff total total_changes trim trunc typeof unhex unicode unistr unistr_quote unixepoch unlikely
	upper zeroblob -> ->>
	decimal decimal_add decimal_cmp decimal_exp decimal_mul decimal_sub decimal_sum
	bm25 highlight snippet rtreecheck
	sqlite_rename_column sqlite_rename_quotefix sqlite_rename_table sqlite_rename_test sqlite_drop_column
	sqlite_drop_constraint sqlite_fail sqlite_add_constraint sqlite_find_constraint`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
