// Package sigtest is what users test their components with: handles for components that are
// constructed by hand, kernels in memory, faults by seed, and the same test on every way
// that a call can take.
//
// A component is a plain struct, so most tests need no kernel at all:
//
//	c := &tenantdb.TenantDatabase{Settings: sigtest.Settings(tenantdb.Settings{Plan: "pro"})}
//	got, err := c.Status(ctx)
//
// What a field may ask for:
//
//	sig.Instance       Instance: jobs on a fake clock, and the events that it published
//	sig.Settings[T]    Settings
//	sig.Config         RawConfig
//	sig.Credentials    Credentials
//	sig.Storage        Storage
//	sig.HTTP           HTTP, which a func answers
//	sqldb.Pool         Pool of package sqltest: SQLite in a directory of the test's
//	a contract         any implementation of the interface
//
// [Kernel] is a kernel with all of that in memory; providers that a test discovers take
// the place of the fakes. It fails the test for whatever is left when it is shut down. For databases
// in it there is sqltest.Provide, for time sig.WithClock and [NewClock], for two kernels that
// call each other [Link].
//
// # The same test on every way
//
// In one process a call is a Go call; between processes its params and result are encoded, and
// nothing of its context arrives but identity, deadline and key. [EachWay] runs a test as both, so that
// a component that works only beside its caller is found before it is moved.
//
// # Faults
//
// [NewChaos] delays calls, fails them with typed errors or panics, and has transports lose and
// double them, for the tenants, components, instances and runnables that a [Fault] names. All of it
// follows from a seed that the test logs, and SIGTEST_SEED brings it back.
//
// # Isolation
//
// [Isolation] runs two tenants through every runnable and searches what comes of it for the
// other's data: answers, errors and what they wrap, log lines, events, requests to servers outside, and what is
// stored; as it is, cut off, or in another code.
package sigtest
