// Package abi is what generated code calls, and nobody else.
//
// Generated code lives in the package of the component, so whatever it may do a
// tenant's handwritten code may do too. That is why nothing here has power: the
// functions act on the values that they are given, and minting needs a [Mount],
// which the kernel passes to a factory while one instance mounts, for that
// instance's scope, and which is dead when the constructor has returned.
//
// The names here are a contract between a generator and a runtime; see [Contract1].
package abi

import (
	"github.com/sigen-dev/sigen/runtime/abi/codec"
	"github.com/sigen-dev/sigen/runtime/internal/core"
	"github.com/sigen-dev/sigen/runtime/reactive"
)

// Contract1 is the first contract between generated code and this package. A
// generated file refers to the constant of the contract that it was written for, so a
// generator and a runtime that do not fit fail to compile. If that happens, run
// "go generate ./..." and build again.
const Contract1 = true

// Components and factories.
type (
	// Instance is the kernel's part of a mounted instance; generated structs embed it.
	Instance = core.Mounted
	// Body is such a struct.
	Body = core.Body
	// Mount is the kernel's hand to a constructor.
	Mount = core.Mount
	// Component describes a component to NewFactory.
	Component = core.FactorySpec
	// Contract describes a route and its runnables.
	Contract = core.ContractSpec
	// Method describes a runnable.
	Method = core.Method
	// Requirement describes a field that the kernel fills.
	Requirement = core.Requirement
	// Provider is an active provider, for Requirement.Match.
	Provider = core.Provider
	// SettingsSpec describes a settings field.
	SettingsSpec = core.SettingsSpec
	// SettingsReader gives a settings decoder its texts.
	SettingsReader = core.SettingsReader
	// Supervision says what happens when an instance fails.
	Supervision = core.Supervision
	// Event describes an event's codec.
	Event = core.EventSpec
	// Subscription describes a method that takes events.
	Subscription = core.SubSpec
	// Delivery is how a subscription queues and tries again.
	Delivery = core.Delivery
	// Limit bounds the calls of one tenant.
	Limit = core.Limit
	// Client is the way to a contract that a generated client wraps.
	Client[T any] = core.Client[T]
	// AdminAccess makes clients for targets.
	AdminAccess[T any] = core.AdminAccess[T]
)

// The scopes of components.
const (
	ScopeTenant   = core.ScopeTenant
	ScopeShared   = core.ScopeShared
	ScopeAdmin    = core.ScopeAdmin
	ScopeProvider = core.ScopeProvider
)

// The kinds of requirements.
const (
	NeedHandle   = core.NeedHandle
	NeedContract = core.NeedContract
	NeedConfig   = core.NeedConfig
	NeedService  = core.NeedService
)

// The words of //sig:supervise.
const (
	OneForOne      = core.OneForOne
	OneForAll      = core.OneForAll
	RestForOne     = core.RestForOne
	Exponential    = core.Exponential
	Linear         = core.Linear
	Constant       = core.Constant
	EscalateStop   = core.EscalateStop
	EscalateTenant = core.EscalateTenant
)

// What a subscription's queue does when it is full.
const (
	OverflowRefuse     = core.OverflowRefuse
	OverflowDropOldest = core.OverflowDropOldest
	OverflowBlock      = core.OverflowBlock
)

// NewFactory makes the factory of a component.
func NewFactory(c Component) core.Factory { return core.NewFactory(c) }

// NewContract makes the value that identifies a contract.
func NewContract[T any](spec *Contract, wrap func(Client[T]) T) core.Contract[T] {
	return core.NewContract(spec, wrap)
}

// Attach ties a component to the body that mounts.
func Attach(m *Mount, in *core.Instance, b Body) { core.Attach(m, in, b) }

// AttachCells is Attach of a body that begins with cells.
func AttachCells(m *Mount, in *core.Instance, b Body, cells *reactive.Cells) {
	core.AttachCells(m, in, b, cells)
}

// StateOf returns the body of a component, nil without a kernel.
func StateOf(in *core.Instance) Body { return core.StateOf(in) }

// Handle mints a handle for the instance that mounts, or for all of its tenant's.
func Handle[T any](m *Mount, field string, optional, tenantWide bool) T {
	return core.Handle[T](m, field, optional, tenantWide)
}

// ProvidesHandle reports whether a provider mints handles of T; for Requirement.Match.
func ProvidesHandle[T any](p Provider) bool { return core.Provides[core.Scoped[T]](p) }

// ProvidesService reports whether a provider implements T; for Requirement.Match.
func ProvidesService[T any](p Provider) bool { return core.Provides[T](p) }

// ProvidesConfig reports whether a provider is the source of settings; for Requirement.Match.
func ProvidesConfig(p Provider) bool { return core.Provides[core.ConfigBackend](p) }

// Service finds a provider's Go interface, for admin and provider components.
func Service[T any](m *Mount, field string, optional bool) T {
	return core.Service[T](m, field, optional)
}

// NewClient mints the client of a contract for the instance that mounts.
func NewClient[T any](m *Mount, c *Contract) Client[T] { return core.NewClient[T](m, c) }

// Providers mints the contract's interface for each instance that serves it, in rank order.
func Providers[T any](m *Mount, c core.Contract[T]) []T {
	clients, _ := core.NewClients[T](m, c.Spec(), "")
	all := make([]T, len(clients))
	for n := range clients {
		all[n] = c.Wrap(clients[n])
	}
	return all
}

// ProvidersBy is Providers by the value of each one's property.
func ProvidersBy[T any](m *Mount, c core.Contract[T], key string) map[string]T {
	clients, keys := core.NewClients[T](m, c.Spec(), key)
	all := make(map[string]T, len(clients))
	for n := range clients {
		all[keys[n]] = c.Wrap(clients[n])
	}
	return all
}

// NewAdminAccess mints an admin component's access to a contract.
func NewAdminAccess[T any](m *Mount, c *Contract) AdminAccess[T] {
	return core.NewAdminAccess[T](m, c)
}

// HostClient makes a host's client for one target, "" for a shared component.
func HostClient[T any](k *core.Kernel, c *Contract, target string) Client[T] {
	return core.HostClient[T](k, c, target)
}

// Invalid makes the error of a typed call whose params do not fit.
func Invalid(runnable string, e *codec.Error) error { return core.InvalidParams(runnable, e) }

// Failed is the error of a reader whose computed failed. An accessor without an
// error result panics with it, which the bus and clients return as the call's error.
func Failed(in *core.Instance, computed string, err error) error {
	return core.FailedComputed(in, computed, err)
}
