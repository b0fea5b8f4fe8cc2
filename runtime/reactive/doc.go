// Package reactive keeps values that are computed from others up to date: signals that anybody may write, computeds that are
// cached until something they read changes, effects that run after a change. It is safe for any number of goroutines and
// needs nothing else of this module.
//
//	d := reactive.NewDomain()
//	plan := reactive.NewSignal(d, "free")
//	limit := reactive.NewComputed(d, func() (int, error) {
//		if plan.Get() == "free" {
//			return 10, nil
//		}
//		return 1000, nil
//	}, plan) // what the body reads, in the order of first reads
//	reactive.NewEffect(d, func(ctx context.Context) error {
//		n, err := limit.Get()
//		…
//	}, limit)
//	plan.Set("pro") // the effect runs soon; d.Settled(ctx) waits for it
//
// There are two ways to wire a graph. By hand, as above, with the sources listed ([NewComputed], [NewEffect]) or tracked
// through an explicit argument ([NewDynamic], [NewDynamicEffect]). Or by a generator: a [Plan] for each component type, and in
// each instance one struct of cells ([Field], [Value], [WordValue], [Dynamic], [Reaction]) that begins with [Cells]. The
// promises are the same.
//
// # Promises
//
// Each has a test of its number.
//
//  1. A computed runs at its first read, and then at the first read after a change of what it reads: at most once for each
//     change, however many goroutines read. (A run that a commit overtakes counts for that commit.)
//  2. A write or a run that comes to an equal value changes nothing further down. Equal is ==, with NaN equal to itself, or what
//     [Equal] gives.
//  3. Values that cannot be compared never panic; they count as changed.
//  4. Sources are re-checked in read order, up to the first that changed, so a branch that is not taken any more does not run.
//  5. A body that returns an error, panics or leaves by runtime.Goexit fails its computed until a source changes; readers get an
//     error with the computed's name.
//  6. In a [Domain.Batch] only the [Tx] sees what it wrote; everybody else sees all of it or nothing.
//  7. Batches nest. A batch that fails or panics keeps its writes. One that reverts changes nothing.
//  8. A [Domain.Snapshot] reads one version, whatever is committed meanwhile.
//  9. A commit makes dependents stale before it publishes, and nothing computed during it is taken for valid.
//  10. Effects run after the commit, in creation order, never overlapping themselves, and end on the last value.
//  11. What one run of an effect writes causes one run of what depends on it; the run sees its own writes.
//  12. An effect that changes what it reads runs again until it stands still, or ends in a [RunawayError] after 100 runs.
//  13. An effect that fails stops no other; [OnError] or [Hooks] hear of it.
//  14. With [Supersede] a newer change ends the context of a run under way; [Stale] tells every run.
//  15. An effect made inside of another's run ends with that run; cleanups run before the next run and at the end.
//  16. Dispose and Close wait for a run under way, may be called twice, and do not wait for themselves. Shutdown keeps its
//     deadline and names the effects that do not end.
//  17. [Domain.Settled] returns when every effect that earlier writes caused has run.
//  18. No update is lost, and no change that lands in the middle of a run; a writer never waits for a body.
//  19. No run of a computed that saw values of two versions is kept, and no run of an effect sees any: what a commit replaces
//     in the middle of an effect's run is kept for that run.
//  20. Of any number of readers of a stale computed one runs it; the others get its value or its failure.
//  21. A goroutine reads its own writes and those that it heard of, and never goes back.
//  22. Domains share nothing and never wait for each other.
//  23. Under writers that are faster than a body, readers still get a value, of one version.
//  24. A source listed but not read costs a run at most, and nothing further down.
//  25. With [WithWiringCheck] or [Hooks], a read that is not listed fails with [WiringError].
//  26. A dynamic body depends on what it read through its [Tracker] in its last run, and on nothing else.
//  27. A computed that is dropped is freed while its sources live.
//  28. Chains of 100 000 work.
//  29. A computed that needs itself gets a [CycleError] with the path, across goroutines too.
//  30. A write inside of a computed panics with [WriteError], which becomes its failure.
//  31. After Close writes are dropped, nothing runs, and reads return the last value.
//  32. [Watch] yields the newest value, [Derived], [FromChan], [Debounce] and [Throttle] end with the domain.
//  33. A valid read allocates nothing. A domain without work has no goroutine. A generated instance with one setting and one
//     string computed costs at most 112 bytes.
//
// # How it works
//
// A domain counts its commits. A cell's state word holds the version at which it was last found right and how long before its
// value changed; a computed is valid while that version is the domain's. A commit therefore makes everything stale with one
// store, publishes, and moves the version on; the next read of a computed re-checks its sources and runs its body only when
// one changed (see flight.go). Sources do not know what depends on them, except that a plan knows which effects a
// source can reach.
//
// Reads name nobody, so where the engine has to know who reads (see view.go, await.go) it looks at the goroutine's stack. That
// happens only when a reader would wait for a body, when a write comes while a body runs, beside an effect that a commit
// overtook, and under a wiring check; it costs about a microsecond.
//
// # Limits
//
// A body that reads through goroutines of its own is not seen inside of them: the reads are those of anybody, their writes are
// not refused, and a cycle through them is not found. The same holds for cycles through more than 100 stack frames of bodies
// that read what they do not list. A write to another domain inside of a computed is not refused. What an effect writes is seen by
// others at once, unless it uses a Batch. A domain ends after 2^46 commits, with a panic.
package reactive
