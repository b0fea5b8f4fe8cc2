// Package credentials provides secrets: what sig.Credentials handles read.
//
// # Namespaces
//
// Every credential is text at a dotted path, and every handle sees one namespace:
//
//	tenants.<tenant>.instances.<instance>.<key>   an instance of a tenant
//	tenants.<tenant>.<key>                        requires,scope=tenant: what all of a tenant's instances share
//	shared.<instance>.<key>                       a component without a tenant
//
// Names follow the grammar of names; keys may have dots inside. "instances" is
// reserved below a tenant, so no key of one namespace is a key of another.
//
// # Sources
//
// The environment comes first. The name of a variable is SIGEN_CREDENTIALS__ and
// the path: letters in either case, "_" for '-', "__" for the dot, "___" for '_'.
//
//	SIGEN_CREDENTIALS__TENANTS__ACME__INSTANCES__ACME_DB__PASSWORD
//
// One variable means one path; two that differ in case alone, and names that mean
// no path of a namespace, fail the activation. Variables are read once, at activation.
//
// Then comes a YAML file encrypted with age (binary or armored), whose mappings
// nest as the paths do:
//
//	tenants:
//	  acme:
//	    instances:
//	      acme-db: {password: "…"}
//	    api-token: "…"
//	shared:
//	  mailer:
//	    smtp: {password: "…"}
//
// It is opened with the identities of the property identity-file, or with the
// passphrase in the variable that passphrase-env names. A changed file or
// identity file is taken up at once; one that does not open leaves what was in
// force, and the log and health say so. Encrypt makes such a file.
//
// # What does not show
//
// Errors and logs name files, positions and paths, never a text of the file or
// the value of a variable. Credentials belong to the operator, and a scope can
// only read them: it leaves nothing behind that could be purged.
package credentials
