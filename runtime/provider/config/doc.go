// Package config provides configuration: what sig.Config handles, settings and
// sig.ConfigAdmin read and write.
//
// # Paths and layers
//
// A value is text at an absolute dotted path: tenants.<tenant>.<key>,
// defaults.<key> for every tenant that has no value of its own, shared.<key> for
// components without a tenant. Every name follows one grammar: 1 to 63 bytes of
// a-z, 0-9, '-' and '_', beginning with a letter or digit. Four layers give values;
// the later one wins:
//
//	default in the settings struct < YAML file < environment < runtime Set
//
// # The file
//
// Mappings nest as dots; a scalar keeps the text that was written, so 007, 1e3
// and yes reach the settings decoder as they are; a list becomes compact JSON.
// A key without a value, a key that is no name, a tag and a merge key are errors,
// each with file, line and column.
//
//	defaults:
//	  db: {plan: starter}
//	tenants:
//	  acme:
//	    db:
//	      url: sqlite:acme.db
//
// A changed file is taken up at once and as a whole: written in place, replaced
// by rename, or mounted anew. When it does not read, or a component refuses one
// of its values, what was in force stays, the provider's log and health say why, and
// [FileRefused] is published to shared components.
//
// A setting of a map type is its entries, each a path with layers of its own:
//
//	defaults: {app: {limits: {cpu: 1, disk: 10}}}
//	tenants: {acme: {app: {limits: {cpu: 2}}}}    # acme has cpu 2 and disk 10
//
// or one text of JSON at the setting's own path, which then is the whole map. A map whose values are
// strings takes every text as it is; in others a text that is JSON is that, and anything else is a string.
//
// # The environment
//
// Variables that begin with SIGEN__ are read once, at activation. In the rest of
// the name, letters stand for themselves in either case, "_" is '-', "__" is the
// dot and "___" is '_':
//
//	SIGEN__TENANTS__ACME_EU__DB__MAX___CONNS    tenants.acme-eu.db.max_conns
//
// So one variable means one path. Two that differ in case alone, four or more
// underscores in a row, and names that begin with anything but TENANTS, DEFAULTS
// and SHARED are errors. Names in which '-', '_' and dots meet cannot be written.
//
// # Runtime values
//
// Without the property state they live in memory, and so does the record of
// tenants that ended: a program that offboards tenants sets it. There is no default directory, since which one
// outlives the process, and is this process's alone, only its host knows; what is lost without one is said by a
// warning when a tenant is offboarded. With it they are in an append
// log in that directory, which one process holds at a time. Set returns when the
// value is on disk, in force, and accepted by every instance that reads it;
// concurrent writers share one sync. After a crash every write that returned is
// there. A log that has grown is replaced by a snapshot while writes go on.
// Each change has a version; the last of them are kept for History and Rollback.
// The log holds values as they are, for its owner alone to read: keep secrets in
// the provider of credentials.
package config
