// Package sig is the runtime of sigen: what a person types.
//
// A developer annotates plain structs; sigen generates factories, clients and
// wiring for them; a [Kernel] runs one instance a tenant, each holding only
// handles that are scoped to itself. There is no reflection in it.
//
//	k := sig.New(sig.WithLogger(logger))
//	err := k.Discover(config.ProviderFactory, sqldb.ProviderFactory, tenantdb.TenantDatabaseFactory)
//	_, err = tenantdb.InstantiateTenantDatabase(k, "acme-db", tenantdb.TenantDatabaseProps{Target: "acme"})
//	err = k.Boot(ctx)
//	defer k.Shutdown(ctx)
//	rows, err := tenantdb.NewAPIClient(k).Target("acme").Query(ctx, tenantdb.QueryParams{Table: "users", Limit: 10})
//
// # Who may do what
//
// Host code holds the Kernel and may reach every tenant. A component holds
// handles: values that the kernel minted for its scope. Nothing takes a tenant's
// name from a component, so there is nothing to forge. Zero values deny, handles
// of a removed instance answer [ErrInstanceGone], and what is absent looks to a tenant exactly like what is
// another tenant's.
//
// # Names
//
// Names of instances and targets are 1 to 63 bytes of a-z, 0-9, '-' and '_', and
// begin with a letter or a digit. No two names fold to the same thing anywhere.
//
// # Errors
//
// What the kernel returns is an *[Error], to be matched with errors.Is against
// [ErrNotFound] and its siblings. A component's own errors pass through unchanged.
package sig
