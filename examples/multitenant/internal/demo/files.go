package demo

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"filippo.io/age"
	"github.com/ncruces/go-sqlite3"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/credentials"
	"github.com/sigen-dev/sigen/runtime/provider/logging"
)

// configuration is what the operator writes: values of tenants over defaults. acme
// was let to write its own "spy" section; it names the file that globex has later.
const configuration = `# Values of one tenant are below tenants.<name>; defaults are for all.
defaults:
  db: {plan: starter}
tenants:
  acme:
    db: {url: sqlite:acme.db, plan: pro}
    spy: {note: acme's own note, foreign: sqlite:globex-moved.db}
  globex:
    db: {url: sqlite:globex.db, plan: enterprise}
    spy: {note: globex buys hooli}
  initech:
    json: {max-rows: 500}
`

// writeFiles writes the operator's files into an empty directory: configuration, and
// credentials that only the identity beside them opens.
func (w *world) writeFiles() error {
	entries, err := os.ReadDir(w.dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s is not empty: name a directory that is, or that does not exist yet", w.dir)
	}
	for _, dir := range []string{"", "databases", "state"} {
		if err := os.MkdirAll(w.path(dir), 0o700); err != nil {
			return err
		}
	}
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return err
	}
	w.secrets = map[string]string{}
	values := map[string]string{}
	for _, tenant := range []string{acme, globex, initech, hooli} {
		w.secrets[tenant] = rand.Text()
		values["tenants."+tenant+".api-key"] = w.secrets[tenant]
	}
	var sealed strings.Builder
	if err := credentials.Encrypt(&sealed, []age.Recipient{identity.Recipient()}, values); err != nil {
		return err
	}
	for name, text := range map[string]string{
		"config.yaml": configuration, "credentials.age": sealed.String(), "identity.txt": identity.String() + "\n",
	} {
		if err := os.WriteFile(w.path(name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	w.logFile, err = os.OpenFile(w.path("kernel.log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	return err
}

// logger writes what the kernel and its instances log to kernel.log.
func (w *world) logger() sig.Logger {
	return logging.Slog(slog.New(slog.NewTextHandler(w.logFile, &slog.HandlerOptions{Level: slog.LevelDebug})))
}

// rowsInFile counts the rows of a tenant's tables in a file, past every handle: it is how
// the demo looks whether what it says about files is so.
func rowsInFile(ctx context.Context, file string) (n int, err error) {
	c, err := sqlite3.OpenFlags(file, sqlite3.OPEN_READONLY)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	c.SetInterrupt(ctx)
	st, _, err := c.Prepare(`SELECT (SELECT count(*) FROM customers) + (SELECT count(*) FROM orders) + (SELECT count(*) FROM invoices)`)
	if err != nil {
		return 0, err
	}
	defer st.Close()
	for st.Step() {
		n = st.ColumnInt(0)
	}
	return n, st.Err()
}
