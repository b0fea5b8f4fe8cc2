package sig

import "github.com/sigen-dev/sigen/runtime/internal/core"

// What components of scope=provider implement and call. They and the kernel are
// the trust base that sigen vet prints.
type (
	// Scope says for whom a handle is minted. Only the kernel makes one.
	Scope = core.Scope
	// Scoped is how every handle comes to be: built in or a user's own.
	Scoped[T any] = core.Scoped[T]
	// ConfigAdmin reads and writes configuration, for host code and admin components.
	ConfigAdmin = core.ConfigAdmin
	// ConfigBackend is what the provider of configuration implements.
	ConfigBackend = core.ConfigBackend
	// ConfigView shows configuration at one moment.
	ConfigView = core.ConfigView
	// ConfigLister is a ConfigView that can also list what is below a path.
	ConfigLister = core.ConfigLister
	// ConfigChange is one path whose value is about to differ.
	ConfigChange = core.ConfigChange
	// ConfigListener is told of every change before it is in force.
	ConfigListener = core.ConfigListener
	// SettingValue is one text that the kernel read from a scope's settings.
	SettingValue = core.SettingValue
	// CredentialSource looks credentials up for a scope.
	CredentialSource = core.CredentialSource
	// CredentialWatcher says when credentials changed.
	CredentialWatcher = core.CredentialWatcher
	// StorageBackend stores objects under names that the kernel builds.
	StorageBackend = core.StorageBackend
	// LoggerSource is what the provider of logging implements.
	LoggerSource = core.LoggerSource
	// HTTPBackend sends requests for one scope.
	HTTPBackend = core.HTTPBackend
	// Ledger keeps what must outlive the process about tenants.
	Ledger = core.Ledger
)

// NewSecret hides text; holding the result gives no more than holding the text did.
func NewSecret(text string) Secret { return core.NewSecret(text) }

// NewCredentials makes the handle of a scope over a source, in Open.
func NewCredentials(s Scope, src CredentialSource) Credentials { return core.NewCredentials(s, src) }

// NewStorage makes the handle of a scope over a backend, in Open.
func NewStorage(s Scope, b StorageBackend) Storage { return core.NewStorage(s, b) }

// NewConfig makes the handle of a scope over a view, in Open.
func NewConfig(s Scope, view ConfigView) Config { return core.NewConfig(s, view) }

// NewHTTP makes the handle of a scope over a backend, in Open.
func NewHTTP(s Scope, b HTTPBackend) HTTP { return core.NewHTTP(s, b) }
