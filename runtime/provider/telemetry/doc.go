// Package telemetry is an observer of a kernel with OpenTelemetry: a span for each call, and metrics.
// Only programs that import it link OpenTelemetry, and of that the API: the SDK is the program's own choice.
//
// [New] makes the observer for sig.WithObserver; [ProviderFactory] is the component that does it with the
// providers that the program has made global. Nothing of params, results or settings is in a span or a metric, nor
// the text of an error: its class is (sig.ErrorClass).
//
// # Spans
//
// A span is named after its runnable and has sigen.component, sigen.instance, sigen.tenant and sigen.outcome.
// Its parent is the span of whoever calls, also where the tenant changes, and of the peer where the call
// came through a transport that carries W3C Trace Context. A refused call is a span without a length.
//
// # Metrics
//
//	sigen.call.duration         histogram, s   component, runnable, outcome
//	sigen.calls                 counter        component, runnable
//	sigen.call.errors           counter        component, runnable, outcome
//	sigen.calls.in_flight       up-down        component, runnable
//	sigen.calls.refused         counter        runnable, outcome
//	sigen.instances.activations, .activation_failures, .deactivations, .passivations, .replacements   counter   component
//	sigen.restarts              counter        component
//	sigen.dead_letters          counter        component, topic
//	sigen.events.lost           counter
//	sigen.tenant.calls, .errors, .refused, .time (s)   counter   tenant
//	sigen.tenant.in_flight      gauge          tenant
//
// All but the last two lines have as many series as the source has runnables times outcomes. Those by tenant
// have at most [WithTenants] and one more: the tenants whose names come first are shown by name, all others
// together in the series that has otel.metric.overflow=true. By name, so that every process of a fleet shows
// the same ones. They are observed, not recorded, because a series that the SDK has
// recorded once never goes: so one of a tenant that is gone is not there at the next collection, and a
// successor of its name begins at zero. A tenant that an earlier name displaces takes its counts along: the
// overflow series has what came after. Latency is no histogram by tenant for the same reason; time over calls is its mean.
package telemetry
