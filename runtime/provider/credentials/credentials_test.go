package credentials

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"filippo.io/age/armor"
	"go.uber.org/goleak"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func writeFile(t testing.TB, path string, data []byte) {
	t.Helper()
	must(t, os.WriteFile(path+"~", data, 0o600))
	must(t, os.Rename(path+"~", path))
}

func scope(t testing.TB, tenant, instance string) sig.Scope {
	component := "c"
	if instance == "" {
		component = ""
	}
	s, end := core.NewTestScope(tenant, "1", component, instance)
	t.Cleanup(end)
	return s
}

func encrypted(t testing.TB, to age.Recipient, values map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, Encrypt(&b, []age.Recipient{to}, values))
	return b.Bytes()
}

func identity(t testing.TB, dir string) (*age.X25519Identity, string) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	must(t, err)
	path := filepath.Join(dir, "identity")
	writeFile(t, path, []byte("# made for a test\n\n"+id.String()+"\n"))
	return id, path
}

func activate(t testing.TB, p *Provider) *Provider {
	t.Helper()
	must(t, p.activate(t.Context()))
	t.Cleanup(func() { must(t, p.deactivate(t.Context())) })
	return p
}

func wantSecret(t testing.TB, p *Provider, s sig.Scope, key, want string) {
	t.Helper()
	c, err := p.Open(t.Context(), s)
	must(t, err)
	got, err := c.Get(t.Context(), key)
	if want == "" {
		if !errors.Is(err, sig.ErrNotFound) || got.Reveal() != "" {
			t.Errorf("%s: %q, %v; want ErrNotFound", key, got.Reveal(), err)
		}
		return
	}
	if err != nil || got.Reveal() != want {
		t.Errorf("%s: %q, %v; want %q", key, got.Reveal(), err, want)
	}
}

var everybody = map[string]string{
	"tenants.acme.instances.acme-db.password":         "acme-db's",
	"tenants.acme.instances.acme-db.db.password":      "acme-db's db's",
	"tenants.acme.instances.acme-cache.password":      "acme-cache's",
	"tenants.acme.password":                           "acme's",
	"tenants.acme.db.password":                        "acme's db's",
	"tenants.globex.instances.globex-db.password":     "globex-db's",
	"tenants.globex.password":                         "globex's",
	"shared.mailer.password":                          "mailer's",
	"shared.mailer.smtp.password":                     "mailer's smtp's",
	"shared.acme-db.password":                         "the shared acme-db's",
	"tenants.shared.password":                         "the tenant shared's",
	"tenants.tenants.instances.instances.instances.a": "odd names'",
}

func TestNamespaces(t *testing.T) {
	dir := t.TempDir()
	id, idFile := identity(t, dir)
	file := filepath.Join(dir, "c.age")
	writeFile(t, file, encrypted(t, id.Recipient(), everybody))
	p := activate(t, &Provider{File: file, IdentityFile: idFile})
	must(t, p.health(t.Context()))

	db, whole := scope(t, "acme", "acme-db"), scope(t, "acme", "")
	wantSecret(t, p, db, "password", "acme-db's")
	wantSecret(t, p, db, "db.password", "acme-db's db's")
	wantSecret(t, p, scope(t, "acme", "acme-cache"), "password", "acme-cache's")
	wantSecret(t, p, whole, "password", "acme's")
	wantSecret(t, p, whole, "db.password", "acme's db's")
	wantSecret(t, p, scope(t, "", "mailer"), "smtp.password", "mailer's smtp's")
	wantSecret(t, p, scope(t, "", "acme-db"), "password", "the shared acme-db's")
	wantSecret(t, p, scope(t, "shared", ""), "password", "the tenant shared's")
	wantSecret(t, p, scope(t, "tenants", "instances"), "instances.a", "odd names'")

	// Nothing else is reachable from anywhere, by any key.
	for _, s := range []sig.Scope{db, whole, scope(t, "globex", "globex-db"), scope(t, "hooli", "hooli-db"), scope(t, "hooli", ""), scope(t, "", "cache")} {
		c, err := p.Open(t.Context(), s)
		must(t, err)
		own := func(path string) bool {
			switch {
			case s.Tenant() == "":
				return strings.HasPrefix(path, "shared."+s.Instance()+".")
			case s.Instance() == "":
				return strings.HasPrefix(path, "tenants."+s.Tenant()+".") && !strings.HasPrefix(path, "tenants."+s.Tenant()+".instances.")
			}
			return strings.HasPrefix(path, "tenants."+s.Tenant()+".instances."+s.Instance()+".")
		}
		for path, secret := range everybody {
			for _, key := range attacks(path) {
				got, err := c.Get(t.Context(), key)
				direct, derr := p.LookupCredential(t.Context(), s, key)
				if direct.Reveal() != got.Reveal() || (derr == nil) != (err == nil) {
					t.Errorf("%q: the handle gives %v, the provider %v", key, err, derr)
				}
				if err == nil && got.Reveal() == secret && !own(path) {
					t.Errorf("%s/%s reads %s by %q", s.Tenant(), s.Instance(), path, key)
				}
				if err != nil && strings.Contains(err.Error(), secret) {
					t.Errorf("the error shows a secret: %v", err)
				}
			}
		}
	}
	for _, key := range []string{"instances", "instances.acme-db.password"} {
		if _, err := p.LookupCredential(t.Context(), whole, key); !errors.Is(err, sig.ErrScope) {
			t.Errorf("%s: %v", key, err)
		}
	}
}

// attacks are ways to write a foreign path as a key.
func attacks(path string) []string {
	names := strings.Split(path, ".")
	keys := []string{path, "." + path, ".." + path, "../" + strings.ReplaceAll(path, ".", "/"), strings.ToUpper(path), path + "\x00", "instances." + path}
	for i := range names {
		keys = append(keys, strings.Join(names[i:], "."), ".."+strings.Join(names[i:], "."))
	}
	return keys
}

func TestScopesThatReadNothing(t *testing.T) {
	t.Setenv("SIGEN_CREDENTIALS__TENANTS__ACME__A", "x")
	p := activate(t, new(Provider))
	if _, err := p.Open(t.Context(), sig.Scope{}); !errors.Is(err, sig.ErrDenied) {
		t.Errorf("open for the zero scope: %v", err)
	}
	if _, err := p.LookupCredential(t.Context(), sig.Scope{}, "a"); !errors.Is(err, sig.ErrDenied) {
		t.Errorf("the zero scope: %v", err)
	}
	nobody, endNobody := core.NewTestScope("", "", "", "")
	defer endNobody()
	if _, err := p.LookupCredential(t.Context(), nobody, "a"); !errors.Is(err, sig.ErrDenied) {
		t.Errorf("a scope of nobody: %v", err)
	}
	gone, end := core.NewTestScope("acme", "1", "", "")
	c, err := p.Open(t.Context(), gone)
	must(t, err)
	wantSecret(t, p, gone, "a", "x")
	end()
	if _, err := c.Get(t.Context(), "a"); !errors.Is(err, sig.ErrInstanceGone) {
		t.Errorf("a kept handle: %v", err)
	}
	if _, err := p.LookupCredential(t.Context(), gone, "a"); !errors.Is(err, sig.ErrInstanceGone) {
		t.Errorf("a kept scope: %v", err)
	}
	live := scope(t, "acme", "")
	must(t, p.Purge(t.Context(), live))
	if left, err := p.Remains(t.Context(), live); err != nil || left != nil {
		t.Errorf("%v, %v", left, err)
	}
	idle := new(Provider)
	if _, err := idle.LookupCredential(t.Context(), live, "a"); !errors.Is(err, sig.ErrInstanceGone) {
		t.Errorf("before activation: %v", err)
	}
	idle.WatchCredentials(func(string) {})()
	if err := idle.health(t.Context()); err == nil {
		t.Error("healthy before activation")
	}
}

func TestEnvironmentComesFirst(t *testing.T) {
	dir := t.TempDir()
	id, idFile := identity(t, dir)
	file := filepath.Join(dir, "c.age")
	writeFile(t, file, encrypted(t, id.Recipient(), map[string]string{"tenants.acme.a": "file", "tenants.acme.b": "file"}))
	t.Setenv("SIGEN_CREDENTIALS__TENANTS__ACME__A", "env")
	t.Setenv("SIGEN_CREDENTIALS__TENANTS__ACME__INSTANCES__ACME_DB__API___KEY", "env key")
	p := activate(t, &Provider{File: file, IdentityFile: idFile})
	wantSecret(t, p, scope(t, "acme", ""), "a", "env")
	wantSecret(t, p, scope(t, "acme", ""), "b", "file")
	wantSecret(t, p, scope(t, "acme", "acme-db"), "api_key", "env key")
	wantSecret(t, p, scope(t, "acme", "acme-db"), "a", "")
	_, err := p.LookupCredential(t.Context(), scope(t, "acme", "acme-db"), "other")
	if err == nil || !strings.Contains(err.Error(), "SIGEN_CREDENTIALS__TENANTS__ACME__INSTANCES__ACME_DB__OTHER") {
		t.Errorf("the error does not say where to put it: %v", err)
	}
}

func TestPassphraseAndArmor(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "c.age")
	to, err := age.NewScryptRecipient("open sesame")
	must(t, err)
	to.SetWorkFactor(4)
	var b bytes.Buffer
	w := armor.NewWriter(&b)
	must(t, Encrypt(w, []age.Recipient{to}, map[string]string{"shared.mailer.password": "canary"}))
	must(t, w.Close())
	writeFile(t, file, b.Bytes())
	t.Setenv("TEST_PASSPHRASE", "open sesame")
	p := activate(t, &Provider{File: file, PassphraseEnv: "TEST_PASSPHRASE"})
	wantSecret(t, p, scope(t, "", "mailer"), "password", "canary")

	t.Setenv("TEST_PASSPHRASE", "wrong-canary")
	if err := new(Provider).activate(t.Context()); err != nil {
		t.Fatal(err)
	}
	err = (&Provider{File: file, PassphraseEnv: "TEST_PASSPHRASE"}).activate(t.Context())
	if !errors.Is(err, sig.ErrInvalid) || !errors.Is(err, errIdentity) || strings.Contains(err.Error(), "canary") {
		t.Errorf("wrong passphrase: %v", err)
	}
}

func TestFilesThatDoNotOpen(t *testing.T) {
	dir := t.TempDir()
	id, idFile := identity(t, dir)
	other, err := age.GenerateX25519Identity()
	must(t, err)
	good := encrypted(t, id.Recipient(), map[string]string{"shared.a.b": strings.Repeat("canary", 20_000)})
	raw := func(text string) []byte {
		var b bytes.Buffer
		w, err := age.Encrypt(&b, id.Recipient())
		must(t, err)
		_, err = w.Write([]byte(text))
		must(t, err)
		must(t, w.Close())
		return b.Bytes()
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)-1000] ^= 1
	file := filepath.Join(dir, "c.age")
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"for others":           {encrypted(t, other.Recipient(), map[string]string{"shared.a.b": "canary"}), "none of the identities"},
		"plain text":           {[]byte("shared: {a: {b: canary}}\n"), "not encrypted"},
		"empty":                {nil, "not encrypted"},
		"cut in the intro":     {good[:5], "damaged or cut off"},
		"cut in the header":    {good[:40], "damaged or cut off"},
		"cut after the header": {good[:300], "damaged or cut off"},
		"cut at a chunk":       {good[:len(good)-100], "damaged or cut off"},
		"a flipped bit":        {flipped, "damaged or cut off"},
		"armor around nothing": {[]byte(armor.Header + "\ncanary\n" + armor.Footer), "damaged or cut off"},
		"bad YAML":             {raw("shared: {a: *canary}"), "c.age:1:1: is not YAML"},
		"a bad key":            {raw("shared:\n  a:\n    CANARY: canary"), "c.age:3:5: this key is not a name"},
		"no namespace":         {raw("canary: {a: b}"), `c.age:1:1: this key is unknown here; a file begins with "tenants" or "shared"`},
		"a default":            {raw("defaults: {a: canary}"), "c.age:1:1:"},
		"no key":               {raw("shared:\n  a: canary"), "c.age:2:6: this key takes keys, not a value: shared.<instance>.<key>"},
		"no instance":          {raw("tenants:\n  acme:\n    instances: canary"), "c.age:3:16: no handle reads this"},
	} {
		writeFile(t, file, c.data)
		p := &Provider{File: file, IdentityFile: idFile}
		err := p.activate(t.Context())
		if err == nil {
			must(t, p.deactivate(t.Context()))
			t.Errorf("%s: opens", name)
			continue
		}
		if !errors.Is(err, sig.ErrInvalid) || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), file) || strings.Contains(strings.ToLower(err.Error()), "canary") {
			t.Errorf("%s: %v\nwant %q", name, err, c.want)
		}
	}
	writeFile(t, file, good)
	canary := filepath.Join(dir, "not-an-identity")
	writeFile(t, canary, []byte("# comment\nAGE-SECRET-KEY-1CANARY\n"))
	none := filepath.Join(dir, "none")
	writeFile(t, none, []byte("# comment\n"))
	for name, c := range map[string]struct {
		p    *Provider
		want string
	}{
		"no identity":          {&Provider{File: file}, "either identity-file or passphrase-env"},
		"two ways to open":     {&Provider{File: file, IdentityFile: idFile, PassphraseEnv: "X"}, "either identity-file or passphrase-env"},
		"nothing to open":      {&Provider{IdentityFile: idFile}, "file"},
		"no such file":         {&Provider{File: file + "x", IdentityFile: idFile}, "c.agex"},
		"no such identity":     {&Provider{File: file, IdentityFile: idFile + "x"}, "identityx"},
		"a broken identity":    {&Provider{File: file, IdentityFile: canary}, "not-an-identity:2:1: is no age identity"},
		"an empty identity":    {&Provider{File: file, IdentityFile: none}, "holds no age identity"},
		"an empty passphrase":  {&Provider{File: file, PassphraseEnv: "TEST_UNSET_PASSPHRASE"}, "TEST_UNSET_PASSPHRASE"},
		"passphrase for a key": {&Provider{File: file, PassphraseEnv: "TEST_PASSPHRASE"}, "none of the identities"},
	} {
		t.Setenv("TEST_PASSPHRASE", "canary")
		err := c.p.activate(t.Context())
		if err == nil || !errors.Is(err, sig.ErrInvalid) || !strings.Contains(err.Error(), c.want) || strings.Contains(strings.ToLower(err.Error()), "canary") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBadVariables(t *testing.T) {
	for _, env := range []string{
		"SIGEN_CREDENTIALS__DEFAULTS__A=canary", "SIGEN_CREDENTIALS__TENANTS__ACME=canary", "SIGEN_CREDENTIALS__TENANTS__ACME__INSTANCES__X=canary",
		"SIGEN_CREDENTIALS__TENANTS__ACME__INSTANCES=canary", "SIGEN_CREDENTIALS__A____B=canary", "SIGEN_CREDENTIALS__SHARED__M=canary",
	} {
		s, err := open(options{environ: []string{env}})
		if err == nil {
			must(t, s.close())
			t.Errorf("%s: accepted", env)
			continue
		}
		name, _, _ := strings.Cut(env, "=")
		if !errors.Is(err, sig.ErrInvalid) || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "canary") {
			t.Errorf("%v", err)
		}
	}
}

func TestRotation(t *testing.T) {
	dir := t.TempDir()
	id, idFile := identity(t, dir)
	file := filepath.Join(dir, "c.age")
	values := map[string]string{"tenants.acme.a": "1", "tenants.globex.a": "1", "shared.m.a": "1", "tenants.acme.hidden": "1"}
	writeFile(t, file, encrypted(t, id.Recipient(), values))
	logged := make(chan string, 10)
	s, err := open(options{
		file: file, identityFile: idFile, environ: []string{"SIGEN_CREDENTIALS__TENANTS__ACME__HIDDEN=env"}, quiet: time.Millisecond,
		log: func(_ int, _ string, attrs ...sig.Attr) {
			select {
			case logged <- attrs[0].Value:
			default:
			}
		},
	})
	must(t, err)
	p := new(Provider)
	p.store.Store(s)
	t.Cleanup(func() { must(t, p.deactivate(t.Context())) })
	told := make(chan string, 10)
	stop := p.WatchCredentials(func(tenant string) {
		told <- tenant
	})
	values["tenants.acme.a"], values["tenants.acme.hidden"] = "2", "2"
	delete(values, "shared.m.a")
	writeFile(t, file, encrypted(t, id.Recipient(), values))
	got := []string{<-told, <-told}
	slices.Sort(got)
	if !slices.Equal(got, []string{"", "acme"}) {
		t.Errorf("told of %q", got)
	}
	wantSecret(t, p, scope(t, "acme", ""), "a", "2")
	wantSecret(t, p, scope(t, "globex", ""), "a", "1")
	wantSecret(t, p, scope(t, "", "m"), "a", "")
	wantSecret(t, p, scope(t, "acme", ""), "hidden", "env")

	writeFile(t, file, []byte("canary"))
	if text := <-logged; !strings.Contains(text, "not encrypted") || strings.Contains(text, "canary") {
		t.Errorf("logged %q", text)
	}
	if err := p.health(t.Context()); !errors.Is(err, errNotAge) || !errors.Is(err, sig.ErrInvalid) {
		t.Errorf("%v", err)
	}
	wantSecret(t, p, scope(t, "acme", ""), "a", "2")

	// A new identity, and the file for it.
	next, err := age.GenerateX25519Identity()
	must(t, err)
	values["tenants.globex.a"] = "3"
	writeFile(t, file, encrypted(t, next.Recipient(), values))
	<-logged // not ours to open
	writeFile(t, idFile, []byte(next.String()))
	if tenant := <-told; tenant != "globex" {
		t.Errorf("told of %q", tenant)
	}
	wantSecret(t, p, scope(t, "globex", ""), "a", "3")
	must(t, p.health(t.Context()))
	stop()
	stop()
}

func TestEncryptRefuses(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	must(t, err)
	to := []age.Recipient{id.Recipient()}
	pass, err := age.NewScryptRecipient("x")
	must(t, err)
	for name, c := range map[string]struct {
		to     []age.Recipient
		values map[string]string
	}{
		"nobody":           {nil, map[string]string{"shared.a.b": "canary"}},
		"mixed recipients": {[]age.Recipient{id.Recipient(), pass}, map[string]string{"shared.a.b": "canary"}},
		"no path":          {to, map[string]string{"canary..x": "canary"}},
		"no key":           {to, map[string]string{"tenants.acme": "canary"}},
		"defaults":         {to, map[string]string{"defaults.a.b": "canary"}},
		"no instance":      {to, map[string]string{"tenants.acme.instances.x": "canary"}},
		"below a value":    {to, map[string]string{"shared.a.b": "canary", "shared.a.b.c": "canary"}},
		"no text":          {to, map[string]string{"shared.a.b": "canary\xff"}},
	} {
		var b bytes.Buffer
		err := Encrypt(&b, c.to, c.values)
		if !errors.Is(err, sig.ErrInvalid) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", name, err, b.Len())
		}
		if name != "no path" && err != nil && strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: the error shows a value: %v", name, err)
		}
	}
	must(t, Encrypt(&bytes.Buffer{}, to, nil)) // nothing is something to encrypt
}

// FuzzEncrypt: what Encrypt accepts reads back as it was.
func FuzzEncrypt(f *testing.F) {
	for _, s := range []string{"x", "", "a: b\n- c", "\"'\\", "007", "null", "\x00", "\u2028\ufeff", "*a &b !c", " lead", "tail ", "\r\n", "é"} {
		f.Add("shared.a.b", s)
	}
	f.Fuzz(func(t *testing.T, path, text string) {
		values := map[string]string{path: text, "shared.other.key": "x"}
		data, err := render(values)
		if err != nil {
			return
		}
		id, err := age.GenerateX25519Identity()
		must(t, err)
		var b bytes.Buffer
		must(t, Encrypt(&b, []age.Recipient{id.Recipient()}, values))
		plain, err := decrypt(b.Bytes(), []age.Identity{id})
		if err != nil || !bytes.Equal(plain, data) {
			t.Fatalf("%v", err)
		}
	})
}
