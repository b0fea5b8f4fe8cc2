package demo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/sigen-dev/sigen/examples/multitenant/app"
	"github.com/sigen-dev/sigen/examples/multitenant/jsondb"
	"github.com/sigen-dev/sigen/examples/multitenant/rowcount"
	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/config"
	"github.com/sigen-dev/sigen/runtime/provider/credentials"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
	"github.com/sigen-dev/sigen/runtime/provider/storage"
)

// The parties. acme and globex are served by SQLite, initech by JSON lines;
// hooli comes later.
const (
	acme, globex, initech, hooli = "acme", "globex", "initech", "hooli"

	stopLimit = 10 * time.Second
)

func instanceOf(tenant string) string { return tenant + "-db" }

// world is a running application with its directory.
type world struct {
	dir      string
	k        *sig.Kernel
	bus      *sig.Bus
	settings sig.ConfigAdmin
	audit    *auditLog
	secrets  map[string]string // by tenant
	logFile  *os.File

	databases tenantdb.APIHostClient
	sqlite    tenantdb.TenantDatabaseHostClient
	json      jsondb.DatabaseHostClient
	counter   rowcount.RowCounterHostClient
}

// open writes the operator's files, makes the kernel, registers the instances and
// boots. On error nothing stays open.
func open(ctx context.Context, dir string) (*world, error) {
	w := &world{dir: dir, audit: &auditLog{}}
	if err := w.start(ctx); err != nil {
		return nil, errors.Join(err, w.close())
	}
	return w, nil
}

func (w *world) start(ctx context.Context) error {
	if err := w.writeFiles(); err != nil {
		return err
	}
	parts, err := app.New(w.audit.add, w.logger())
	if err != nil {
		return err
	}
	w.k = parts.Kernel
	if err := w.instantiate(); err != nil {
		return err
	}
	if err := w.k.Boot(ctx); err != nil {
		return err
	}
	for _, tenant := range []string{acme, globex, initech} {
		if why := w.k.Why(instanceOf(tenant)); why != "" {
			return fmt.Errorf("%s is not up: %s", instanceOf(tenant), why)
		}
	}
	if w.settings, err = sig.Require(w.k, sig.ConfigAdminContract); err != nil {
		return err
	}
	w.bus = w.k.Bus()
	w.databases = tenantdb.NewAPIClient(w.k)
	w.sqlite = tenantdb.NewTenantDatabaseClient(w.k)
	w.json = jsondb.NewDatabaseClient(w.k)
	w.counter = rowcount.NewRowCounterClient(w.k)
	return nil
}

// instantiate says what runs: providers with their directories, and one database
// per tenant. Boot brings them up in the order that their requirements dictate.
func (w *world) instantiate() error {
	_, e1 := config.InstantiateProvider(w.k, "config", config.ProviderProps{File: w.path("config.yaml"), State: w.path("state")})
	_, e2 := credentials.InstantiateProvider(w.k, "credentials", credentials.ProviderProps{File: w.path("credentials.age"), IdentityFile: w.path("identity.txt")})
	_, e3 := storage.InstantiateProvider(w.k, "storage", storage.ProviderProps{URL: "file:" + filepath.ToSlash(w.path("objects"))})
	_, e4 := sqldb.InstantiateProvider(w.k, "sqldb", sqldb.ProviderProps{Dir: w.path("databases")})
	_, e5 := tenantdb.InstantiateTenantDatabase(w.k, "acme-db", tenantdb.TenantDatabaseProps{Target: acme, Region: "us"})
	_, e6 := tenantdb.InstantiateTenantDatabase(w.k, "globex-db", tenantdb.TenantDatabaseProps{Target: globex})
	_, e7 := jsondb.InstantiateDatabase(w.k, "initech-db", jsondb.DatabaseProps{Target: initech})
	_, e8 := rowcount.InstantiateRowCounter(w.k, "operator", rowcount.RowCounterProps{})
	return errors.Join(e1, e2, e3, e4, e5, e6, e7, e8)
}

func (w *world) close() error {
	var errs []error
	if w.k != nil {
		ctx, cancel := context.WithTimeout(context.Background(), stopLimit)
		defer cancel()
		errs = append(errs, w.k.Shutdown(ctx))
	}
	if w.logFile != nil {
		errs = append(errs, w.logFile.Close())
	}
	return errors.Join(errs...)
}

func (w *world) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w *world) database(file string) string { return w.path("databases/" + file) }
