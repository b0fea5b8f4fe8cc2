package sig

import "github.com/sigen-dev/sigen/runtime/internal/core"

type (
	// Instance is embedded by every component. Its zero value works without a
	// kernel: accessors compute directly, Log discards, Publish is denied.
	Instance = core.Instance
	// Settings are one scope's typed settings: one immutable value a version,
	// decoded once a change.
	Settings[T any] = core.Settings[T]
	// Signal is an instance's own reactive state, as a field. Its zero value holds
	// the zero T and works without a kernel.
	Signal[T any] = core.Signal[T]
	// PerTenant is the only place where a shared component keeps what belongs to
	// its callers.
	PerTenant[T any] = core.PerTenant[T]
	// Credentials are the credentials of one scope.
	Credentials = core.Credentials
	// Secret is text that no formatting prints.
	Secret = core.Secret
	// Storage is the object store of one scope.
	Storage = core.Storage
	// HTTP is one scope's way to servers outside.
	HTTP = core.HTTP
	// HTTPRequest is a request of it.
	HTTPRequest = core.HTTPRequest
	// HTTPResponse is a whole answer.
	HTTPResponse = core.HTTPResponse
	// Config is the raw configuration of one scope.
	Config = core.Config
	// Logger is all the core knows of logging; package logging adapts log/slog to it.
	Logger = core.Logger
	// Attr is one attribute of a log line.
	Attr = core.Attr
)

// Levels of Logger; those of log/slog.
const (
	LevelDebug = core.LevelDebug
	LevelInfo  = core.LevelInfo
	LevelWarn  = core.LevelWarn
	LevelError = core.LevelError
)
