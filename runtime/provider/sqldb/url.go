package sqldb

import (
	"strings"
	"unique"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A URL names a database and the tenant to whom it was granted. It is opaque:
// the settings decoder makes one from a text such as
//
//	sqlite:shop/acme.db            a file below the provider's directory
//	sqlite:acme.db?sync=normal     commits survive a crash, the last ones not a power cut
//	sqlite:acme.db?create=no       refuse to make the file
//	sqlite::memory:                private to the scope, gone with its last use
//
//	postgres://acme:secret@db1/acme                             a database and a login of the tenant
//	postgres://acme:secret@db1/shop?mode=schema&schema=acme     a schema and a login of the tenant
//	postgres://app:secret@db1/shop?mode=shared                  the tenant's rows of shared tables
//	mariadb://acme:secret@db1/acme                              a database and a login of the tenant
//
// A SQLite path has segments of letters, digits, '.', '_' and '-', is relative, and
// is the same database in any case of its letters. For servers see the packages
// postgres and mariadb, which a program imports to use them.
//
// URLs compare with ==, are immutable, and print without what they grant: the
// scheme, the server and the path, no login, no parameters, no credentials. The
// zero URL names nothing and Pool.Use answers ErrDenied.
type URL struct{ h unique.Handle[sealed] }

// sealed puts the location behind a second handle: for a verb that does not fit,
// fmt prints what one pointer leads to, so that shows an address at most.
type sealed struct{ h unique.Handle[location] }

// location is what the URL names; not for the zero URL.
func (u URL) location() location { return u.h.Value().h.Value() }

// DecodeSetting mints the URL that a scope's settings grant it. Generated
// settings decoders call it; a value that the kernel did not make gives a URL
// that no Pool takes.
func (u *URL) DecodeSetting(v sig.SettingValue) error {
	loc, err := parseURL(v.Text())
	if err == nil && loc.Server.Unwind {
		err = invalid("", "a URL without prepared=rollback, which is an administrator's to say")
	}
	if err == nil && loc.Server.Accept != "" {
		err = invalid("", "a URL without accept=…, which is an administrator's to say")
	}
	if err != nil {
		err.Path = v.Path()
		return err
	}
	loc.Owner, loc.Tenant = ownerOf(v.Scope()), v.Scope().Tenant()
	u.h = unique.Make(sealed{unique.Make(loc)})
	return nil
}

// ownerOf is to whom databases of a scope belong: the incarnation of a tenant,
// or the scope itself where there is no tenant. "" for the zero Scope.
func ownerOf(s sig.Scope) string {
	if t := s.Tenant(); t != "" {
		return "tenants/" + t + "/" + s.Incarnation()
	}
	return s.Namespace()
}

const urlSyntax = fileSyntax + ", or a postgres: or mariadb: URL"

const fileSyntax = "sqlite:<file>[?sync=normal|full&create=yes|no] with a relative path of letters, digits, '.', '_', '-' and '/', or sqlite::memory:"

// parseURL reads the text of a URL. Errors never repeat the text, which may
// hold a password.
func parseURL(text string) (location, *sig.Error) {
	scheme, rest, ok := strings.Cut(text, ":")
	if !ok {
		return location{}, invalid("", urlSyntax)
	}
	switch strings.ToLower(scheme) {
	case "sqlite":
		return parseFile(rest)
	case "postgres", "postgresql":
		return parseServer("postgres", rest)
	case "mariadb", "mysql":
		return parseServer("mariadb", rest)
	}
	return location{}, invalid("", urlSyntax)
}

// parseFile reads what follows "sqlite:".
func parseFile(rest string) (location, *sig.Error) {
	path, query, hasQuery := strings.Cut(rest, "?")
	loc := location{Engine: "sqlite", Path: path}
	if hasQuery {
		if err := parseFileParams(&loc, query); err != nil {
			return location{}, err
		}
	}
	if path == ":memory:" {
		loc.Path, loc.Memory = "", true
		return loc, nil
	}
	if err := checkPath(path); err != nil {
		return location{}, err
	}
	return loc, nil
}

func parseFileParams(l *location, query string) *sig.Error {
	const accepted = "the parameters sync=full|normal and create=yes|no, each at most once"
	seen := map[string]bool{}
	for part := range strings.SplitSeq(query, "&") {
		key, value, _ := strings.Cut(part, "=")
		if seen[key] {
			return invalid("", accepted)
		}
		seen[key] = true
		switch part {
		case "sync=full", "create=yes":
		case "sync=normal":
			l.Normal = true
		case "create=no":
			l.Reuse = true
		default:
			_ = value // not repeated: it is not known to be harmless
			return invalid("", accepted)
		}
	}
	return nil
}

// checkPath holds a path to the grammar in which no two names can be taken for
// each other and none leaves the directory. A path that tries to leave is
// ErrScope, any other mistake ErrInvalid.
func checkPath(path string) *sig.Error {
	outside := &sig.Error{Code: sig.CodeScope, Expected: "a path below the provider's directory: relative, with '/' between segments, without '..'"}
	if strings.HasPrefix(path, "/") || strings.Contains(path, `\`) || len(path) > 1 && path[1] == ':' {
		return outside
	}
	if len(path) > maxURLPath {
		return invalid("", "a path of at most 200 bytes")
	}
	for seg := range strings.SplitSeq(path, "/") {
		if seg == ".." || seg == "." {
			return outside
		}
		if !validSegment(seg) {
			return invalid("", fileSyntax+"; a segment begins with a letter, digit or '_', does not end with '.', and is no reserved name")
		}
	}
	if lower := strings.ToLower(path); hasCompanionSuffix(lower) {
		return invalid("", "a path that does not end like a companion file of a database (-wal, -shm, -journal)")
	}
	return nil
}

const maxURLPath = 200

// hasCompanionSuffix reports whether SQLite could take a file of this name for
// part of another database.
func hasCompanionSuffix(lower string) bool {
	for _, c := range companions {
		if strings.HasSuffix(lower, c) {
			return true
		}
	}
	return false
}

// companions are what SQLite puts beside a database file.
var companions = []string{"-wal", "-shm", "-journal"}

func validSegment(seg string) bool {
	if seg == "" {
		return false
	}
	for i := 0; i < len(seg); i++ {
		switch c := seg[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_':
		case (c == '.' || c == '-') && i > 0:
		default:
			return false
		}
	}
	return seg[len(seg)-1] != '.' && !reservedName(seg)
}

// reservedName reports whether some system opens a device under this name.
func reservedName(seg string) bool {
	base, _, _ := strings.Cut(strings.ToLower(seg), ".")
	switch base {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(base) == 4 && (base[:3] == "com" || base[:3] == "lpt") && '0' <= base[3] && base[3] <= '9'
}

// String is the scheme and the path: "sqlite:shop/acme.db", "postgres://db1:5432/acme".
// "" for the zero URL.
func (u URL) String() string {
	if u == (URL{}) {
		return ""
	}
	loc := u.location()
	switch {
	case loc.Engine != "sqlite":
		return serverText(loc)
	case loc.Memory:
		return loc.Engine + "::memory:"
	}
	return loc.Engine + ":" + loc.Path
}

// GoString is what %#v prints: the same as String, marked as a URL.
func (u URL) GoString() string { return "sqldb.URL(" + u.String() + ")" }

// MarshalText is String, for encoders and for slog. There is no way back: text
// makes no URL.
func (u URL) MarshalText() ([]byte, error) { return []byte(u.String()), nil }
