// Package realmysqltls: a TLS configuration is registered with the MySQL driver.
//
// Verdict: leak.
// Why: The driver's registry is process-wide: another tenant that names the key connects with this
// tenant's certificates.
package realmysqltls

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"

	"github.com/go-sql-driver/mysql"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Settings is what a tenant can set.
//
//sig:config prefix=warehouse
type Settings struct {
	Address  string `json:"address" sig:"default=127.0.0.1:3306"`
	Database string `json:"database" sig:"default=warehouse"`
	TLSName  string `json:"tls_name" sig:"default=custom"`
}

// Warehouse builds data source names for the tenant's warehouse.
//
//sig:component name=real-mysql-tls scope=tenant
type Warehouse struct {
	sig.Instance

	Settings sig.Settings[Settings] `sig:"requires"`
	Creds    sig.Credentials        `sig:"requires"`
}

func (w *Warehouse) tlsConfig(ctx context.Context) (*tls.Config, error) {
	pem, err := w.Creds.Get(ctx, "ca")
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM([]byte(pem.Reveal())) {
		return nil, errors.New("no certificate in ca")
	}
	return &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}, nil
}

//sig:effect
func (w *Warehouse) register(ctx context.Context) error {
	name := w.Settings.Get().TLSName
	cfg, err := w.tlsConfig(ctx)
	if err != nil {
		return err
	}
	return mysql.RegisterTLSConfig(name, cfg) // want leak
}

// Name is a data source name without the password.
type Name struct {
	DSN string `json:"dsn"`
}

// Describe tells the data source name.
//
//sig:runnable desc="The data source name"
func (w *Warehouse) Describe(ctx context.Context) (Name, error) {
	s := w.Settings.Get()
	c := mysql.NewConfig()
	c.Net, c.Addr, c.DBName, c.TLSConfig = "tcp", s.Address, s.Database, s.TLSName
	return Name{DSN: c.FormatDSN()}, nil
}
