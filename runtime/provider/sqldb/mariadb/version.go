package mariadb

import (
	"context"
	"strconv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// The oldest servers whose tables of grants are known to say what the rules ask.
const (
	oldestMariaDB = 10<<8 | 5
	oldestMySQL   = 8 << 8
)

// relatives speak the protocol and keep accounts and grants in ways of their own, so
// that the rules would find nothing wrong where something is.
var relatives = []string{"tidb", "vitess", "oceanbase", "memsql", "singlestore", "doris", "starrocks", "clickhouse", "proxysql"}

// supported refuses a server whose version says that the rules do not hold there.
func supported(version string) error {
	lower := strings.ToLower(version)
	for _, name := range relatives {
		if strings.Contains(lower, name) {
			return notHere(version)
		}
	}
	oldest := oldestMySQL
	if strings.Contains(lower, "mariadb") {
		oldest = oldestMariaDB
		lower = strings.TrimPrefix(lower, "5.5.5-") // for replicas that know no other number
	}
	first, rest, _ := strings.Cut(lower, ".")
	second := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
	major, err := strconv.ParseUint(first, 10, 8)
	minor, err2 := strconv.ParseUint(second, 10, 8)
	if err != nil || err2 != nil || int(major)<<8|int(minor) < oldest {
		return notHere(version)
	}
	return nil
}

func notHere(version string) error {
	return &sig.Error{Code: sig.CodeDenied, Path: "server " + strconv.Quote(version), Expected: "MariaDB from 10.5 or MySQL from 8.0, whose grants can be checked"}
}

// fit refuses a server that cannot be trusted with tenants whatever their accounts are. One that is
// supported and that the tests do not run against is untested.
func fit(ctx context.Context, l *link) (untested string, err error) {
	row, err := l.row(ctx, "SELECT VERSION()")
	if err != nil {
		return "", err
	}
	if err := supported(row[0]); err != nil {
		return "", err
	}
	if !strings.Contains(strings.ToLower(row[0]), "mariadb") {
		untested = "MySQL " + row[0]
	}
	// MySQL can give roles to everybody, which no table of grants shows.
	roles, err := l.row(ctx, "SHOW GLOBAL VARIABLES LIKE 'mandatory_roles'")
	if err != nil {
		return "", err
	}
	if len(roles) > 1 && roles[1] != "" {
		return "", backend.Denied("a server without mandatory_roles: every account has what they have")
	}
	return untested, nil
}

// known refuses an account that is not the login's own: an anonymous one, which takes any
// name, and one whose name is the beginning of the login, which a server that cuts off what is
// too long finds instead.
func known(account, login string) error {
	if at := strings.LastIndexByte(account, '@'); at < 0 || account[:at] != login {
		return backend.Denied("an account of the login's own name: the server takes it for another one")
	}
	return nil
}
