// Package sig is the runtime of sigen: what a person types.
package sig

import "github.com/sigen-dev/sigen/runtime/internal/core"

type (
	Scope            = core.Scope
	Secret           = core.Secret
	Credentials      = core.Credentials
	Storage          = core.Storage
	Config           = core.Config
	ConfigAdmin      = core.ConfigAdmin
	ConfigView       = core.ConfigView
	ConfigChange     = core.ConfigChange
	ConfigListener   = core.ConfigListener
	ConfigBackend    = core.ConfigBackend
	CredentialSource = core.CredentialSource
	StorageBackend   = core.StorageBackend
	Ledger           = core.Ledger
	Logger           = core.Logger
	Attr             = core.Attr
	Error            = core.Error
	Code             = core.Code
	Scoped[T any]    = core.Scoped[T]
)

var (
	ErrNotFound, ErrInvalid, ErrScope, ErrDenied, ErrInstanceGone = core.ErrNotFound, core.ErrInvalid, core.ErrScope, core.ErrDenied, core.ErrInstanceGone
)

func NewSecret(text string) Secret                             { return core.NewSecret(text) }
func NewCredentials(s Scope, src CredentialSource) Credentials { return core.NewCredentials(s, src) }
func NewStorage(s Scope, b StorageBackend) Storage             { return core.NewStorage(s, b) }
func NewConfig(s Scope, view ConfigView) Config                { return core.NewConfig(s, view) }
