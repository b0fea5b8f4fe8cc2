package sqldb

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// A dialect is what the grammar of a server's URLs has of its own.
type dialect struct {
	syntax string
	port   uint16
	params string // for messages
	param  func(s *backend.Server, key, value string) bool
}

var dialects = map[string]dialect{
	"postgres": {
		syntax: "postgres://<login>[:<password>]@<host>[:<port>]/<database>[?mode=database|schema|shared&schema=<name>&sslmode=verify-full|disable]",
		port:   5432,
		params: "the parameters mode=database|schema|shared, schema=<name> (with mode=schema) and sslmode=verify-full|disable, and for an administrator accept=<CVE>,…, each at most once",
		param: func(s *backend.Server, key, value string) bool {
			switch key + "=" + value {
			case "mode=database":
				s.Mode = backend.ByDatabase
			case "mode=schema":
				s.Mode = backend.BySchema
			case "mode=shared":
				s.Mode = backend.ByRow
			case "sslmode=verify-full":
				s.TLS = true
			case "sslmode=disable":
				s.TLS = false
			default:
				switch key {
				case "schema":
					s.Schema = value
					return validDatabase(value)
				case "accept":
					s.Accept = value
					return validFlaws(value)
				}
				return false
			}
			return true
		},
	},
	"mariadb": {
		syntax: "mariadb://<login>[:<password>]@<host>[:<port>]/<database>[?tls=true|false]",
		port:   3306,
		params: "the parameter tls=true|false, and for an administrator prepared=rollback, each at most once",
		param: func(s *backend.Server, key, value string) bool {
			switch key + "=" + value {
			case "tls=true":
				s.TLS = true
			case "tls=false":
				s.TLS = false
			case "prepared=rollback":
				s.Unwind = true
			default:
				return false
			}
			return true
		},
	},
}

// parseServer reads what follows the scheme of a server's URL. There is one way to
// write everything: no escapes but in the password, no lists of hosts, no sockets,
// and nothing from the environment.
func parseServer(engine, rest string) (location, *sig.Error) {
	d := dialects[engine]
	fail := func(what string) (location, *sig.Error) {
		return location{}, invalid("", d.syntax+"; "+what)
	}
	rest, ok := strings.CutPrefix(rest, "//")
	if !ok {
		return fail("\"//\" comes after the scheme")
	}
	rest, query, hasQuery := strings.Cut(rest, "?")
	at := strings.LastIndexByte(rest, '@')
	if at < 0 {
		return fail("a login is part of it")
	}
	login, rest := rest[:at], rest[at+1:]
	hostport, database, _ := strings.Cut(rest, "/")
	loc := location{Engine: engine, Server: backend.Server{Database: database}}
	s := &loc.Server
	user, password, _ := strings.Cut(login, ":")
	if !validLogin(user) {
		return fail("a login has letters, digits, '_', '-' and '.', at most 63 of them")
	}
	password, err := url.PathUnescape(password)
	if err != nil || strings.ContainsAny(login[len(user):], "/#@ ") || strings.ContainsFunc(password, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return fail("a password has its special characters as %XX")
	}
	s.User, s.Password = user, password
	if s.Host, s.Port, ok = parseHost(hostport, d.port); !ok {
		return fail("a host is a DNS name, an IPv4 address, or an IPv6 address in brackets")
	}
	if !validDatabase(database) {
		return fail("a database has the letters a-z, digits, '_' and '-', at most 63 of them")
	}
	s.TLS = !loopback(s.Host)
	if hasQuery {
		seen := map[string]bool{}
		for part := range strings.SplitSeq(query, "&") {
			key, value, _ := strings.Cut(part, "=")
			if seen[key] || !d.param(s, key, value) {
				return location{}, invalid("", d.params)
			}
			seen[key] = true
		}
	}
	if (s.Mode == backend.BySchema) != (s.Schema != "") {
		return fail("mode=schema and schema=<name> go together")
	}
	if reservedSchema(s.Schema) || reservedDatabase(engine, s.Database) {
		return fail("not a database or schema that the server or sigen has for itself")
	}
	return loc, nil
}

// parseHost splits a host and a port, and brings the host to one spelling.
func parseHost(hostport string, port uint16) (string, uint16, bool) {
	host := hostport
	if i := strings.LastIndexByte(hostport, ':'); i >= 0 && !strings.HasSuffix(hostport, "]") {
		n, err := strconv.ParseUint(hostport[i+1:], 10, 16)
		if err != nil || n == 0 || hostport[i+1] == '0' || hostport[i+1] == '+' {
			return "", 0, false
		}
		host, port = hostport[:i], uint16(n)
	}
	if inner, ok := strings.CutPrefix(host, "["); ok {
		inner, ok = strings.CutSuffix(inner, "]")
		ip, err := netip.ParseAddr(inner)
		if !ok || err != nil || !ip.Is6() || ip.Zone() != "" {
			return "", 0, false
		}
		return ip.String(), port, true
	}
	if len(host) > 253 {
		return "", 0, false
	}
	host = strings.ToLower(host)
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' ||
			strings.ContainsFunc(label, func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-') }) {
			return "", 0, false
		}
	}
	// What ends in digits must be an address: "127.1" means different things to
	// different resolvers.
	if last := host[len(host)-1]; '0' <= last && last <= '9' {
		if _, err := netip.ParseAddr(host); err != nil && !strings.ContainsFunc(host[strings.LastIndexByte(host, '.')+1:], func(r rune) bool { return r > '9' || r == '-' }) {
			return "", 0, false
		}
	}
	return host, port, true
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// validDatabase holds names of databases and schemas to letters that no server
// folds, so that no two names are one database.
func validDatabase(name string) bool {
	return len(name) > 0 && len(name) <= 63 && name[0] != '-' &&
		!strings.ContainsFunc(name, func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '_' || r == '-') })
}

func validLogin(name string) bool {
	return len(name) > 0 && len(name) <= 63 && name[0] != '-' && name[0] != '.' &&
		!strings.ContainsFunc(name, func(r rune) bool {
			return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_' || r == '-' || r == '.')
		})
}

func reservedSchema(name string) bool {
	return strings.HasPrefix(name, "pg_") || name == "information_schema" || name == "sigen"
}

func reservedDatabase(engine, name string) bool {
	switch engine {
	case "postgres":
		return name == "template0" || name == "template1"
	case "mariadb":
		return name == "mysql" || name == "sys" || name == "information_schema" || name == "performance_schema"
	}
	return false
}

// validFlaws holds what an administrator accepts to names such as CVE-2024-4317.
func validFlaws(list string) bool {
	for name := range strings.SplitSeq(list, ",") {
		year, number, ok := strings.Cut(strings.TrimPrefix(name, "CVE-"), "-")
		if !ok || !strings.HasPrefix(name, "CVE-") || len(year) != 4 || len(number) < 4 || strings.Trim(year+number, "0123456789") != "" {
			return false
		}
	}
	return true
}

// serverText is the URL without login and parameters.
func serverText(loc location) string {
	s := loc.Server
	host := s.Host
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return loc.Engine + "://" + host + ":" + strconv.Itoa(int(s.Port)) + "/" + s.Database
}

// parseAdmin reads the URL of an administrator, for engines.
func parseAdmin(text string) (location, error) {
	loc, err := parseURL(text)
	if err == nil && (loc.Engine == "sqlite" || loc.Server.Mode != backend.ByDatabase) {
		err = invalid("", "the URL of a server's administrator, whose database is where sigen keeps its records")
	}
	if err != nil {
		return location{}, err
	}
	return loc, nil
}
