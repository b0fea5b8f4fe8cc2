package postgres

import (
	"context"
	"slices"
	"strconv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// A flaw of the server leads from one tenant to another although everything is set up
// as it should be.
type flaw struct {
	cve   string
	what  string
	modes []backend.Mode
	// fixed are the first versions with the correction, one for each major version that
	// got one, in ascending order. Those after the last were born with it.
	fixed []version
}

type version struct{ major, minor int }

func (v version) String() string { return strconv.Itoa(v.major) + "." + strconv.Itoa(v.minor) }

var (
	ofRows     = []backend.Mode{backend.ByRow}
	ofSeveral  = []backend.Mode{backend.ByRow, backend.BySchema}
	ofEveryone = []backend.Mode{backend.ByRow, backend.BySchema, backend.ByDatabase}

	november2024 = []version{{12, 21}, {13, 17}, {14, 14}, {15, 9}, {16, 5}, {17, 1}}
	november2026 = []version{{14, 25}, {15, 20}, {16, 16}, {17, 12}, {18, 7}}
)

// flaws begin with the one whose correction is the latest, so that the first that is
// met names the version that ends all.
var flaws = []flaw{
	{"CVE-2026-120154", "INSERT … ON CONFLICT reads rows past policies", ofRows, november2026},
	{"CVE-2026-16237", "INSERT … ON CONFLICT writes rows past policies", ofRows, november2026},
	{"CVE-2026-14669", "SET TIME ZONE and to_char run code as the server", ofEveryone, []version{{14, 24}, {15, 19}, {16, 15}, {17, 11}, {18, 6}}},
	{"CVE-2025-8713", "operators see the statistics of rows behind policies and views", ofSeveral, []version{{13, 22}, {14, 19}, {15, 14}, {16, 10}, {17, 6}}},
	{"CVE-2024-10978", "a session goes on as another role", ofSeveral, november2024},
	{"CVE-2024-10976", "a plan that is kept has the policies of another role", ofRows, november2024},
}

// in reports whether a version has the flaw.
func (f flaw) in(v version) bool {
	for _, first := range f.fixed {
		if first.major == v.major {
			return v.minor < first.minor
		}
	}
	return v.major < f.fixed[len(f.fixed)-1].major
}

// end is the nearest version without the flaw.
func (f flaw) end(v version) version {
	i := slices.IndexFunc(f.fixed, func(first version) bool { return first.major >= v.major })
	return f.fixed[i] // in(v)
}

// faultless refuses a server whose version lets a tenant of a database of several reach
// another. A tenant with a database to itself is let in, and the operator is warned of
// what reaches it there all the same.
func (s *server) faultless(ctx context.Context, text string, mode backend.Mode) error {
	v, ok := parseVersion(text)
	if !ok {
		return &sig.Error{Code: sig.CodeDenied, Path: "server " + strconv.Quote(text), Expected: "a PostgreSQL that says its version"}
	}
	var cves, found []string
	var end version
	for _, f := range flaws {
		if slices.Contains(f.modes, mode) && f.in(v) && !slices.Contains(s.accepts, f.cve) {
			if cves == nil {
				end = f.end(v)
			}
			cves, found = append(cves, f.cve), append(found, f.cve+" ("+f.what+")")
		}
	}
	if cves == nil {
		return nil
	}
	if mode == backend.ByDatabase {
		s.mu.Lock()
		warned := s.warned
		s.warned = true
		s.mu.Unlock()
		if !warned {
			s.e.opt.Warn(ctx, "tenants are kept apart by a server, PostgreSQL "+v.String()+", with "+strings.Join(found, ", ")+"; "+end.String()+" ends it")
		}
		return nil
	}
	return &sig.Error{Code: sig.CodeDenied, Path: "server " + v.String(), Expected: "PostgreSQL " + end.String() + " or later, without " + strings.Join(found, ", ") +
		"; whoever has the corrections otherwise, or takes the risk, says accept=" + strings.Join(cves, ",") + " in the administrator's URL"}
}

// parseVersion reads server_version, such as "15.20 (Debian 15.20-1)" or "19beta1".
func parseVersion(text string) (v version, ok bool) {
	number := func() (n int) {
		digits := 0
		for digits < len(text) && digits < 9 && '0' <= text[digits] && text[digits] <= '9' {
			n = 10*n + int(text[digits]-'0')
			digits++
		}
		ok = digits > 0
		text = text[digits:]
		return n
	}
	if v.major = number(); !ok {
		return v, false
	}
	if rest, dot := strings.CutPrefix(text, "."); dot {
		text = rest
		v.minor = number()
	}
	return v, ok
}

// openStatistics is the flaw of views in a database, which stay as they were made when
// the server gets another version. So a rule looks at them.
const openStatistics = "CVE-2024-4317"

var statisticsRule = rule{
	`SELECT 'view ' || c.oid::regclass FROM at, pg_class c JOIN pg_rewrite w ON w.ev_class = c.oid WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relname IN ('pg_stats_ext', 'pg_stats_ext_exprs')
		AND current_setting('server_version_num')::int >= 140000 AND has_table_privilege(login, c.oid, 'SELECT')
		AND position(':funcid ' || 'pg_has_role(oid,text)'::regprocedure::oid || ' ' IN w.ev_action::text) = 0`,
	"views of statistics that show their tables' owners alone (" + openStatistics + "): run fix-CVE-2024-4317.sql of PostgreSQL 14.12, 15.7, 16.3 or later in this database, or REVOKE SELECT on them; whoever takes the risk says accept=" + openStatistics + " in the administrator's URL",
}

// rules are those of a database of several tenants.
func (s *server) rules(of []rule) []rule {
	if slices.Contains(s.accepts, openStatistics) {
		return of
	}
	return append(slices.Clip(of), statisticsRule)
}
