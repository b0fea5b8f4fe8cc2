//go:build services

package sqldb

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// certificates is a folder with an authority that this process trusts, and a
// certificate of it for localhost and for no address. The roots of a process are read
// once, so they are there before the first test.
var certificates = func() string {
	dir, err := os.MkdirTemp("", "sigen-tls-")
	if err == nil {
		tidy = func() { os.RemoveAll(dir) }
		err = writeCertificates(dir)
	}
	if err != nil {
		panic(err)
	}
	os.Setenv("SSL_CERT_FILE", filepath.Join(dir, "ca.pem"))
	return dir
}()

func writeCertificates(dir string) error {
	write := func(name, kind string, der []byte) error {
		return os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600)
	}
	authority := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "a test's authority"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	server := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"}, NotBefore: authority.NotBefore, NotAfter: authority.NotAfter,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	root, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	ca, err := x509.CreateCertificate(rand.Reader, authority, authority, &root.PublicKey, root)
	if err != nil {
		return err
	}
	cert, err := x509.CreateCertificate(rand.Reader, server, authority, &key.PublicKey, root)
	if err != nil {
		return err
	}
	raw, err := x509.MarshalECPrivateKey(key)
	return errors.Join(err, write("ca.pem", "CERTIFICATE", ca), write("cert.pem", "CERTIFICATE", cert), write("key.pem", "EC PRIVATE KEY", raw))
}

// newMariaTLS starts a server of the test's own, because the one that others gave may have
// no certificate. Where its program is not installed the test fails: none of these is skipped.
func newMariaTLS(t *testing.T, flags ...string) *myServer {
	t.Helper()
	find := func(name string) string {
		for _, place := range []string{name, "/usr/sbin/" + name, "/usr/local/sbin/" + name} {
			if path, err := exec.LookPath(place); err == nil {
				return path
			}
		}
		t.Fatalf("%s is not installed here: the test starts a server with TLS of its own; install MariaDB's server", name)
		return ""
	}
	daemon, install := find("mariadbd"), find("mariadb-install-db")
	dir := t.TempDir()
	common := []string{"--no-defaults", "--datadir=" + filepath.Join(dir, "data")}
	if os.Getuid() == 0 {
		common = append(common, "--user=root")
	}
	if out, err := exec.Command(install, append(common, "--auth-root-authentication-method=normal", "--skip-test-db")...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	probe, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := probe.Addr().(*net.TCPAddr).Port
	probe.Close()
	var said bytes.Buffer
	cmd := exec.Command(daemon, append(append(common, fmt.Sprint("--port=", port), "--bind-address=127.0.0.1", "--socket="+filepath.Join(dir, "s"), "--pid-file="+filepath.Join(dir, "pid"),
		"--innodb-buffer-pool-size=16M", "--innodb-flush-log-at-trx-commit=0", "--skip-log-bin",
		"--ssl-ca="+filepath.Join(certificates, "ca.pem"), "--ssl-cert="+filepath.Join(certificates, "cert.pem"), "--ssl-key="+filepath.Join(certificates, "key.pem")), flags...)...)
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-ended
	})
	s := &myServer{t: t, u: &url.URL{Scheme: "mariadb", Host: fmt.Sprint("localhost:", port), User: url.User("root")}}
	s.db = s.open("root", "", "")
	for start := time.Now(); ; { // until it answers
		if err := s.db.Ping(); err == nil {
			break
		} else if time.Since(start) > time.Minute {
			t.Fatalf("the server does not answer: %v: %s", err, said.String())
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("the server ended: %v: %s", err, said.String())
		case <-time.After(20 * time.Millisecond):
		}
	}
	s.home = s.database("sigen_home")
	return s
}

// Over TLS with accounts that require it everything holds as without, and nothing falls
// back: neither for a certificate of another name, nor for a server that has none.
func TestMariaDBOverTLS(t *testing.T) {
	s := newMariaTLS(t)
	ctx := t.Context()
	place := func(prefix string) pgPlace {
		p := s.owned(prefix)
		s.admin("ALTER USER " + p.login + " REQUIRE SSL")
		p.url += "?tls=true"
		return p
	}
	world := func(set func(*Provider)) *world {
		return newWorld(t, func(p *Provider) {
			withAdmin(t, p, "mariadb://root@"+s.u.Host+"/"+s.home+"?tls=true")
			if set != nil {
				set(p)
			}
		})
	}
	w := world(func(p *Provider) { p.Connections, p.PerScope = 4, 2 })
	a, g := place("acme"), place("globex")
	acme, globex := w.tenant("acme").with(a.url, "own"), w.tenant("globex").with(g.url, canary)
	if got := acme.text("SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'Ssl_version'"); !strings.HasPrefix(got, "TLSv1.") {
		t.Errorf("the connection is protected by %q", got)
	}
	wantCode(t, acme.Use(ctx, acme.url(g.url)), sig.ErrScope)
	for name, text := range map[string]string{
		"without TLS":            strings.TrimSuffix(a.url, "?tls=true"),
		"without TLS, said so":   strings.Replace(a.url, "tls=true", "tls=false", 1),
		"with another's account": strings.Replace(g.url, g.login+":secret", a.login+":secret", 1),
	} {
		if err := acme.Use(ctx, acme.url(text)); !errors.Is(err, sig.ErrDenied) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// No call meets what another left: a naive connection hands it on.
	naive := s.open(a.login, "secret", a.database)
	defer naive.Close()
	if _, err := sqlRunner(ctx, naive)("SELECT 1"); err == nil {
		t.Error("an account that requires TLS comes without")
	}
	for _, leave := range []string{"SELECT @x := 7", "SELECT GET_LOCK('" + a.login + "', 1)", "CREATE TEMPORARY TABLE left_over (x int)"} {
		_, _ = first(ctx, acme.Pool, leave)
	}
	if got := acme.text("SELECT concat(coalesce(@x, 'none'), coalesce(IS_USED_LOCK('" + a.login + "'), 'free'))"); got != "nonefree" {
		t.Errorf("the next call finds %q", got)
	}
	err := acme.InTx(ctx, func(tx Tx) error {
		if _, err := tx.Exec(ctx, "INSERT INTO secrets VALUES ('undone')"); err != nil {
			return err
		}
		return sig.ErrInvalid
	})
	if !errors.Is(err, sig.ErrInvalid) || acme.text("SELECT group_concat(text) FROM secrets") != "own" {
		t.Errorf("a transaction that was rolled back: %v", err)
	}
	// A statement that was given up ends on the server.
	short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	_, err = first(short, acme.Pool, "SELECT SLEEP(60)")
	cancel()
	wantCode(t, err, sig.ErrTimeout)
	for start := time.Now(); ; { // KILL is asynchronous
		var left string
		if err := s.db.QueryRow("SELECT count(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP(60)%'").Scan(&left); err != nil || left == "0" {
			break
		}
		if time.Since(start) > 10*time.Second {
			t.Error("the statement goes on")
			break
		}
	}
	many(t, acme, globex)
	if st := w.Stats(); st.InUse != 0 || st.Open > 4 {
		t.Errorf("%+v", st)
	}

	// Nothing falls back.
	byAddress := strings.Replace(s.u.Host, "localhost", "127.0.0.1", 1)
	other := newWorld(t, func(p *Provider) {
		withAdmin(t, p, "mariadb://root@"+byAddress+"/"+s.home+"?tls=true mariadb://"+serviceURL(t, "SIGEN_TEST_MARIADB").User.String()+"@localhost:"+plainPort(t)+"/test?tls=true")
	}).tenant("acme")
	for name, text := range map[string]string{
		"a certificate of another name": strings.Replace(a.url, s.u.Host, byAddress, 1),
		"a server without":              strings.Replace(a.url, s.u.Host, "localhost:"+plainPort(t), 1),
	} {
		err := other.Use(ctx, other.url(text))
		if err == nil || errors.Is(err, sig.ErrDenied) || !strings.Contains(err.Error(), "TLS") || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
	}

	// An account without a name takes every name: whoever logs in as anybody is let in.
	anon := s.database("anon")
	s.admin("CREATE USER ''@'%' IDENTIFIED BY 'secret'")
	s.grant(anon, "''@'%'")
	stranger := s.open("stranger", "secret", anon)
	defer stranger.Close()
	if got, err := sqlRunner(ctx, stranger)("SELECT CURRENT_USER()"); got != "@%" {
		t.Errorf("nobody logs in as %q, %v, so that nothing is proved", got, err)
	}
	newcomer := w.tenant("newcomer")
	if err := newcomer.Use(ctx, newcomer.url("mariadb://stranger:secret@"+s.u.Host+"/"+anon+"?tls=true")); !errors.Is(err, sig.ErrDenied) || !strings.Contains(err.Error(), "own name") {
		t.Errorf("an account without a name: %v", err)
	}
	s.admin("DROP USER ''@'%'")

	// The end, by an administrator over TLS.
	acme.end()
	all, _ := scopeOf("acme", "1", "", "")
	if err := w.Purge(ctx, all); err != nil {
		t.Error(err)
	}
	if names, err := w.Remains(ctx, all); err != nil || len(names) > 0 {
		t.Errorf("remains: %v, %v", names, err)
	}
	if got := globex.text("SELECT text FROM secrets"); got != canary {
		t.Errorf("globex reads %q", got)
	}
}

// many is both tenants' load at once, on fewer connections than callers.
func many(t *testing.T, acme, globex *resident) {
	t.Helper()
	var group sync.WaitGroup
	var calls atomic.Int64
	for _, c := range []struct {
		who  *resident
		want string
	}{{acme, "own"}, {globex, canary}} {
		for range 6 {
			group.Go(func() {
				for range 10 {
					if got, err := first(context.Background(), c.who.Pool, "SELECT text FROM secrets WHERE text = ?", c.want); err != nil || got != c.want {
						t.Errorf("%q, %v", got, err)
					}
					calls.Add(1)
				}
			})
		}
	}
	group.Wait()
	if calls.Load() != 120 {
		t.Errorf("%d calls", calls.Load())
	}
}

// plainPort is where the server without a certificate is; one that has one of its own is
// signed by nobody whom this process trusts.
func plainPort(t *testing.T) string {
	u := serviceURL(t, "SIGEN_TEST_MARIADB")
	if u.Port() == "" {
		return "3306"
	}
	return u.Port()
}

// The provider says of a server that no test has attacked that it is one. Here a MariaDB calls
// itself what a MySQL would.
func TestMariaDBSaysWhatIsUntested(t *testing.T) {
	var warnings []string
	world := func(s *myServer) *world {
		w := newWorld(t, func(p *Provider) { withAdmin(t, p, "mariadb://root@"+s.u.Host+"/"+s.home+"?tls=true") })
		w.start().options.Warn = func(_ context.Context, text string) { warnings = append(warnings, text) }
		return w
	}
	s := newMariaTLS(t, "--version=8.0.36")
	place := s.owned("acme")
	for range 2 {
		w := world(s)
		w.tenant("acme").with(place.url+"?tls=true", "own")
		w.instance("acme", "another").with(place.url+"?tls=true", "own")
	}
	if len(warnings) != 2 || !strings.Contains(warnings[0], "MySQL 8.0.36") { // once for each provider
		t.Errorf("warnings: %q", warnings)
	}
	warnings = nil
	s = newMariaTLS(t)
	world(s).tenant("acme").with(s.owned("acme").url+"?tls=true", "own")
	if len(warnings) > 0 {
		t.Errorf("of a server that is tested: %q", warnings)
	}
}
