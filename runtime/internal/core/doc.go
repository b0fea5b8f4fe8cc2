// Package core is the kernel: registry, routes, lifecycle, scopes and the
// minting of handles. It is the one place with power; package sig is what a
// person types over it, and package abi is what generated code calls.
//
// Two ideas carry it. A handle is the permission: nothing here takes a tenant
// from application code, the scope is inside the handle. And one generation word
// per instance says whether what was handed out is still good: removal, a
// recreated tenant and a drain are all "the word differs".
//
// # Locks
//
// A call takes none once its client is bound. Who takes several takes them from left to right:
//
//	offboarding.mu → life → tenantLife.once → configHub.mu → Kernel.mu → (one of many) → Mounted.mu
//
// life is inst.lockLife: held while an instance is activated, replaced or taken down, hooks included, and so for as
// long as those take. It is never taken under Kernel.mu, nor under anything to the right of it. Of several lives
// one takes that of who is used before those who use it (takeDown), and the old record's before its
// successor's (replace); an activation holds its own only. Whoever cannot wait tries (passivate).
//
// Between Kernel.mu and Mounted.mu lie those that guard one thing each, and none of which is taken under another
// but as an arrow says:
//
//	virtuals.mu            seats and flights; it may take Mounted.mu
//	subscriptions.mu → queue.mu → the queue.mu that follows it in a replacement
//	Kernel.observing       it may take Mounted.mu
//	route.mu → shard.mu    and shard.mu by itself
//	tenantFlow.mu → limiter.mu
//	names, watches.mu, outbox.mu, lives.mu, idempotency.mu, letters.mu, room.mu, client.mu, scope.mu
//
// Code of others (hooks, decoders, observers, providers, ends of scopes) runs under no lock to the right of
// configHub.mu; decoders of settings run under that one. A Clock, and the Match of a requirement, which is generated, run
// under any, and take none of these.
package core
