package postgres

import (
	"maps"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// SharedSetup writes the statements that make tables ready for mode=shared. login
// is the one that all tenants use; columns says which column of which table holds
// the tenant's name, as {"orders": "tenant"}; tables without a schema are in public.
// New rows get their tenant by themselves.
//
// A superuser runs them, in the database, once and again after every change of the
// tables; running them again is harmless. They take from PUBLIC, in this database,
// what sessions of one login could touch each other with, and the making of
// temporary tables and functions.
func SharedSetup(login string, columns map[string]string) (string, error) {
	if login == "" {
		return "", backend.Invalid("login", "the name of the login that tenants share")
	}
	var b strings.Builder
	b.WriteString(strings.ReplaceAll(sharedBase, "@login@", quote(login)))
	for _, table := range slices.Sorted(maps.Keys(columns)) {
		schema, name, ok := strings.Cut(table, ".")
		if !ok {
			schema, name = "public", table
		}
		column := columns[table]
		if name == "" || column == "" || strings.Contains(name, ".") {
			return "", backend.Invalid("table "+table, "a table as <name> or <schema>.<name>, and the column that holds the tenant")
		}
		b.WriteString(strings.NewReplacer("@table@", quote(schema)+"."+quote(name), "@column@", quote(column), "@login@", quote(login), "@schema@", quote(schema)).Replace(sharedTable))
	}
	return b.String(), nil
}

const sharedBase = `-- For mode=shared of sigen's databases; a superuser runs this in the database.
BEGIN;
CREATE SCHEMA IF NOT EXISTS sigen;
-- Whose a session is. Not logged: after a crash of the server no session is left.
CREATE UNLOGGED TABLE IF NOT EXISTS sigen.bindings (
	pid     int PRIMARY KEY,
	started timestamptz NOT NULL,
	tenant  text NOT NULL
);
REVOKE ALL ON sigen.bindings FROM PUBLIC, @login@;
CREATE OR REPLACE FUNCTION sigen.tenant() RETURNS text
	LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
	SET search_path = pg_catalog, pg_temp
	AS $$
		SELECT b.tenant FROM sigen.bindings b
		WHERE b.pid = pg_catalog.pg_backend_pid()
			AND b.started = (SELECT a.backend_start FROM pg_catalog.pg_stat_get_activity(pg_catalog.pg_backend_pid()) a)
	$$;
REVOKE ALL ON FUNCTION sigen.tenant() FROM PUBLIC;
GRANT USAGE ON SCHEMA sigen TO @login@;
GRANT EXECUTE ON FUNCTION sigen.tenant() TO @login@;

ALTER ROLE @login@ SET track_activities = off;
DO $$
DECLARE f regprocedure;
BEGIN
	EXECUTE format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
	EXECUTE format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM %s', current_database(), '@login@');
	EXECUTE format('GRANT CONNECT ON DATABASE %I TO %s', current_database(), '@login@');
	FOR f IN SELECT p.oid FROM pg_catalog.pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname ~ '` + touching + `' LOOP
		EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
	END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC, @login@;
REVOKE USAGE ON LANGUAGE plpgsql, sql FROM PUBLIC;
COMMIT;
`

const sharedTable = `
BEGIN;
ALTER TABLE @table@ ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE @table@ ALTER COLUMN @column@ SET DEFAULT sigen.tenant(), ALTER COLUMN @column@ SET NOT NULL;
DROP POLICY IF EXISTS sigen_tenant ON @table@;
CREATE POLICY sigen_tenant ON @table@ USING (@column@ = (SELECT sigen.tenant())) WITH CHECK (@column@ = (SELECT sigen.tenant()));
GRANT USAGE ON SCHEMA @schema@ TO @login@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @table@ TO @login@;
REVOKE TRUNCATE, TRIGGER, REFERENCES ON @table@ FROM PUBLIC, @login@;
COMMIT;
`
