// Package soak holds the long test of the runtime: callers on every core, and
// tenants that come, go, move, crash, are replaced and passivated meanwhile. "make soak" lets it run for ten
// minutes; the ordinary tests for seconds.
package soak
