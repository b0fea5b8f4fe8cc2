package core

// Crosses reports whether the values of a call change hands between tenants, or
// between a tenant and whoever has none: then generated clients copy the params on
// their way in and the result on its way out. c is the client that the call began
// with, whose owner gives and gets the values, whatever the context says. Between
// instances of one tenant, and between shared components, values are passed as they are.
func (c *Call[T]) Crosses(client Client[T]) bool {
	to := c.b.inst
	from := client.c.caller
	if to.tenant != nil || from.ten != nil {
		return from.ten != to.tenant
	}
	return from.kind != ScopeShared || to.spec.Scope != ScopeShared
}
