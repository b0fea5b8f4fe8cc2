// Package sigtest is what users test their components with: kernels in memory,
// handles for components that are constructed by hand, and a link that carries
// calls between two kernels as a transport does.
//
// A component is a plain struct, so most tests need no kernel at all:
//
//	c := &tenantdb.TenantDatabase{Settings: sigtest.Settings(tenantdb.Settings{Plan: "pro"})}
//	got, err := c.Status(ctx)
package sigtest
