// Package egress is the provider of sig.HTTP: the way of a component to servers
// outside. Nothing is reachable until configuration allows it:
//
//	tenants.acme.http.allow: api.stripe.com, *.example.org:8443
//
// A rule is a host name, a name behind "*." for all names below it, or an IP
// address or prefix; a port behind it opens that port, otherwise 443 is open for
// https and nothing for http. "http://host:port" opens a port without TLS. defaults.http.allow holds for tenants
// that have no rules of their own.
//
// A name may resolve to an address of the machine itself or of a private network
// only when a rule names that address or its prefix, with the port: otherwise a name under a
// tenant's control would lead inside (DNS rebinding). The address that was checked is the one that is dialled.
// When rules change, what they opened before is dialled anew: a connection that is at work then ends with its requests.
//
// Each scope has connections of its own, which end with it. Proxies from the
// environment are not used, and neither is what a context carries.
package egress
