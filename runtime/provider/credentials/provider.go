package credentials

import (
	"context"
	"os"
	"strconv"
	"strings"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/internal/dotted"
	"github.com/sigen-dev/sigen/runtime/provider/internal/fault"
)

// Provider is the provider of credentials. It works without any property: it
// then reads the environment alone. It is safe for concurrent use; before
// activation and after deactivation it has no credentials. It is a
// sig.CredentialSource, a sig.CredentialWatcher and a sig.Scoped[sig.Credentials].
//
//sig:component name=credentials version=1.0 scope=provider
type Provider struct {
	sig.Instance

	// File is an age-encrypted YAML file to read and to follow; none when empty.
	File string `sig:"prop,optional"`
	// IdentityFile holds the age identities that open File.
	IdentityFile string `sig:"prop,optional"`
	// PassphraseEnv names the environment variable with the passphrase that opens
	// File, instead of IdentityFile.
	PassphraseEnv string `sig:"prop,optional"`

	store atomic.Pointer[store]
}

var (
	_ sig.CredentialSource        = (*Provider)(nil)
	_ sig.CredentialWatcher       = (*Provider)(nil)
	_ sig.Scoped[sig.Credentials] = (*Provider)(nil)
)

//sig:activate
func (p *Provider) activate(ctx context.Context) error {
	log := p.Log()
	s, err := open(options{
		file: p.File, identityFile: p.IdentityFile, passphraseEnv: p.PassphraseEnv, environ: os.Environ(),
		log: func(level int, msg string, attrs ...sig.Attr) { log.Log(context.Background(), level, msg, attrs...) },
	})
	if err != nil {
		return err
	}
	p.store.Store(s)
	return nil
}

//sig:deactivate
func (p *Provider) deactivate(ctx context.Context) error {
	if s := p.store.Swap(nil); s != nil {
		return s.close()
	}
	return nil
}

// health reports a file that changed and is not in force.
//
//sig:health
func (p *Provider) health(ctx context.Context) error {
	s := p.store.Load()
	if s == nil {
		return errStopped
	}
	return s.health()
}

var errStopped = fault.New(sig.CodeInstanceGone, "", "a credentials provider that is active", nil)

// LookupCredential implements sig.CredentialSource.
func (p *Provider) LookupCredential(ctx context.Context, sc sig.Scope, key string) (sig.Secret, error) {
	if err := sc.Err(); err != nil {
		return sig.Secret{}, err
	}
	path, err := pathOf(sc, key)
	if err != nil {
		return sig.Secret{}, err
	}
	s := p.store.Load()
	if s == nil {
		return sig.Secret{}, errStopped
	}
	text, ok := s.lookup(path)
	if !ok {
		where := path + " in the credentials file"
		if name, ok := dotted.EnvName(envPrefix, path); ok {
			where = "the variable " + name + ", or " + where
		}
		return sig.Secret{}, fault.New(sig.CodeNotFound, key, "a credential: "+where, nil)
	}
	return sig.NewSecret(text), nil
}

// pathOf is the path of a scope's key. The scope alone decides the namespace.
func pathOf(sc sig.Scope, key string) (string, error) {
	if !dotted.ValidPath(key) {
		code := sig.CodeInvalid
		if strings.ContainsAny(key, "/\\") || strings.Contains(key, "..") {
			code = sig.CodeScope
		}
		return "", fault.New(code, strconv.Quote(key[:min(len(key), 80)]), "a key of names, with single dots between them; "+dotted.NameGrammar, nil)
	}
	tenant, instance := sc.Tenant(), sc.Instance()
	var path string
	switch first, _, _ := strings.Cut(key, "."); {
	case tenant != "" && instance != "":
		path = "tenants." + tenant + "." + reserved + "." + instance + "." + key
	case tenant != "" && first == reserved:
		return "", fault.New(sig.CodeScope, key, "a key that does not begin with the reserved name "+reserved, nil)
	case tenant != "":
		path = "tenants." + tenant + "." + key
	case instance != "":
		path = "shared." + instance + "." + key
	default:
		return "", fault.New(sig.CodeDenied, key, "the scope of a tenant or of an instance", nil)
	}
	if !dotted.ValidPath(path) {
		return "", fault.Invalid(key[:min(len(key), 80)], "a shorter key")
	}
	return path, nil
}

// WatchCredentials implements sig.CredentialWatcher.
func (p *Provider) WatchCredentials(changed func(tenant string)) (stop func()) {
	s := p.store.Load()
	if s == nil {
		return func() {}
	}
	return s.watch(changed)
}

// Open implements sig.Scoped: the credentials of one scope.
func (p *Provider) Open(ctx context.Context, sc sig.Scope) (sig.Credentials, error) {
	if err := sc.Err(); err != nil {
		return sig.Credentials{}, err
	}
	return sig.NewCredentials(sc, p), nil
}

// Remains implements sig.Scoped. A scope only reads what the operator provides,
// so it leaves nothing behind.
func (p *Provider) Remains(ctx context.Context, sc sig.Scope) ([]string, error) {
	return nil, sc.Err()
}

// Purge implements sig.Scoped; see Remains.
func (p *Provider) Purge(ctx context.Context, sc sig.Scope) error { return sc.Err() }
