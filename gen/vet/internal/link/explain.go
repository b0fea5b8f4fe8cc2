package link

import "github.com/sigen-dev/sigen/gen/vet/internal/facts"

type advice struct{ why, instead string }

// explain says why an effect leaks between tenants, and what to write instead.
func explain(e facts.Effect) (why, instead string) {
	a, ok := classes[e.Object]
	if !ok || e.Code == facts.CodeWrite {
		a = codes[e.Code]
	}
	return a.why, a.instead
}

var codes = map[string]advice{
	facts.CodeWrite:      {"every tenant's instance has the same package-level variable, so what one leaves there another finds", "make it a field of the component, or of a handle with scope=provider"},
	facts.CodeAlias:      {"whoever gets the reference shares memory with every other tenant", "hand out a copy (slices.Clone, maps.Clone), or keep it in a struct whose fields nothing writes"},
	facts.CodeCapability: {"this goes around the handles, and nothing says for which tenant", "ask for a handle: sig.Storage, sig.Credentials, sig.Config, sqldb.Pool, or a Scoped[T] of your own"},
	facts.CodeLanguage:   {"with it any memory of the process can be read or changed, whatever its type says", "write it in plain Go, or behind a provider (scope=provider), which is part of the trust base"},
	facts.CodeKeep:       {"another tenant's instance finds it there and acts with this tenant's permission", "keep handles and the instance inside the instance"},
	facts.CodeCaller:     {"a shared component serves every tenant, and the next caller finds what this one left", "keep it in a sig.PerTenant[T] field"},
	facts.CodeGo:         {"it can run when the instance is gone and its tenant has been removed, or recreated", "use the instance's Go or After, or a sync.WaitGroup that this function waits for"},
	facts.CodeContext:    {"a context says who calls; used later it acts for a caller whose call is over", "take the context of the function that runs: Go and After pass one"},
	facts.CodeOwnHandle:  {"the handle is the shared component's own, so every caller's value lands in one place", "call onward through a client, or keep it in a sig.PerTenant[T] field"},
	facts.CodePayload:    {"what it refers to cannot be copied where the tenant changes, so both sides share it", "send plain values"},
	facts.CodeProcess:    {"it is one setting or registry for the whole process, so it changes what every tenant sees", "use a value of your own, kept in the component"},
	facts.CodeCall:       {"what runs there cannot be known, so nothing can be said about whom it serves", "call a function or method by name, or accept it with //sig:trust"},
	facts.CodeStd:        {"nothing is known of it, so it counts as shared memory", "use a package that is known, or accept it with //sig:trust"},
	facts.CodeEscape:     {"what gets hold of it may write it or hand it on, and every tenant has the same", "pass a copy"},
	facts.CodeNoBody:     {"its body is assembly, or belongs to a package that was not analysed", "call something that can be read, or accept it with //sig:trust"},
}

// classes speak of what kind of thing a denied name gives.
var classes = map[string]advice{
	"files":       {"the files of the host belong to no tenant, and a path can name another's", "use sig.Storage"},
	"environment": {"the environment belongs to the process and so to all tenants", "use sig.Settings or sig.Credentials"},
	"process":     {"it acts on the whole process, which all tenants live in", "return an error, or leave it to the host"},
	"network":     {"a connection that no handle opened has no tenant, no limit and no list of allowed places", "use sig.HTTP, or a Scoped[T] of your own"},
	"reviewed":    {"it opens a connection, starts a goroutine that nobody waits for, sets or counts something for the whole process, or hands out memory that everybody shares", "use what makes its own, have a provider (scope=provider) do it and ask for its handle, or for a goroutine, the form that waits"},
	"host":        {"the kernel reaches every tenant", "use the handles and clients that the component asks for"},
	"finalizer":   {"it runs on a goroutine of the process, when the instance may be gone", "release it in a //sig:deactivate method"},
}
