// Package core is the kernel: registry, routes, lifecycle, scopes and the
// minting of handles. It is the one place with power; package sig is what a
// person types over it, and package abi is what generated code calls.
//
// Two ideas carry it. A handle is the permission: nothing here takes a tenant
// from application code, the scope is inside the handle. And one generation word
// per instance says whether what was handed out is still good: removal, a
// recreated tenant and a drain are all "the word differs".
package core
