package core

import (
	"context"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

// This file holds the records that the kernel keeps of what is registered. There
// may be millions of them, so they hold what every one needs and nothing else: what
// few have is behind a pointer, and what is the same for all instances of a component
// is in one place. runtime/internal/core/layout_test.go holds their sizes.

// A component is what all instances of one component in one kernel share.
type component struct {
	k      *Kernel
	spec   *FactorySpec
	common *aside                    // guarded by k.mu; what the last instance had that was not special
	plain  bool                      // guarded by k.mu; no properties at all were found to fit
	took   atomic.Pointer[histogram] // of its instances' calls; nil while none was measured
}

// An inst is one instance for as long as it is registered, mounted or not.
type inst struct {
	live   atomic.Pointer[Mounted]
	status word
	tenant *tenant // nil for shared, admin and provider components
	*component
	// What a look-up for a target touches ends here: with the tenant that lies before it, a cache line.
	name string
	next *inst                 // guarded by k.mu; of the same tenant
	rest atomic.Pointer[aside] // nil for most that are not active; changed under k.mu
}

// An aside is what an instance has beside what every one has. It is immutable
// and may be shared: amend replaces it.
type aside struct {
	props []byte // JSON without target; set while registering
	why   string // it is not active
	err   error  // of a failed activation, or that why ends with
	// private says that err is of a call, job or effect, and so may have what a caller sent.
	private bool
	deps    []*inst // whom it uses
	needs   []need  // what it waits for
	fate    *fate   // nil unless it was replaced, took somebody's place, went, or is its own choice of residency
}

// A fate is what few instances meet. It is immutable, as an aside is.
type fate struct {
	heir   *inst  // who replaced it
	space  string // the part of its namespace that names a component, when that was another's first
	end    uint64 // what came before this was there when it went
	chosen uint8  // the Residency that its properties say, and one; 0 for none
}

var noAside aside

// aside is never nil and never to be changed.
func (i *inst) aside() *aside {
	if a := i.rest.Load(); a != nil {
		return a
	}
	return &noAside
}

// amend replaces what the instance has beside. k.mu is held.
func (i *inst) amend(f func(*aside)) {
	a := &i.k.draft // not a variable of its own, which would be an allocation
	*a = *i.aside()
	defer func() { *a = aside{} }()
	f(a)
	usual := a.props == nil && a.why == "" && a.err == nil && a.needs == nil && a.fate == nil
	switch {
	case usual && a.deps == nil:
		i.rest.Store(nil)
	case usual && i.common != nil && slices.Equal(i.common.deps, a.deps):
		i.rest.Store(i.common) // most instances of a component use the same ones
	default:
		n := new(aside)
		*n = *a
		i.rest.Store(n)
		if usual {
			i.common = n
		}
	}
}

// A word packs what an instance is in and when it came: the State in the low byte,
// flags in the next, and the order of registration in the other six.
type word struct{ n atomic.Uint64 }

const (
	wordState     = 0xff
	wordLife      = 1 << 8 // somebody activates or deactivates it
	wordAwaited   = 1 << 9 // and somebody waits for that to end
	wordSuspended = 1 << 10
	wordVirtual   = 1 << 11 // calls bring it up
	wordPinned    = 1 << 12 // and then it stays
	wordLinked    = 1 << 13 // its routes lead to it
	wordTrial     = 1 << 14 // Add activates it: a failure is Add's error, and not supervised
	wordClaims    = 1 << 15 // a route leads to it that it does not serve: claim.go
	wordSeq       = 16      // bits below the order of registration
)

// Load returns the State.
func (w *word) Load() uint32 { return uint32(w.n.Load() & wordState) }

// Store changes the State.
func (w *word) Store(s uint32) {
	for {
		old := w.n.Load()
		if w.n.CompareAndSwap(old, old&^wordState|uint64(s)) {
			return
		}
	}
}

func (w *word) set(flag uint64)      { w.n.Or(flag) }
func (w *word) clear(flag uint64)    { w.n.And(^flag) }
func (w *word) has(flag uint64) bool { return w.n.Load()&flag != 0 }

// seq is the order of registration.
func (i *inst) seq() uint64 { return i.status.n.Load() >> wordSeq }

// up is the order of activation, 0 for one that is not mounted.
func (i *inst) up() uint64 {
	if b := i.live.Load(); b != nil {
		return b.up
	}
	return 0
}

// lockLife is held while the instance is activated or deactivated. It is a bit of
// the record and one condition for all that wait, which is seldom anybody.
func (i *inst) lockLife() {
	if i.tryLife() {
		return
	}
	k := i.k
	k.lives.mu.Lock()
	defer k.lives.mu.Unlock()
	for {
		i.status.set(wordAwaited) // before the try: who unlocks after it has to tell
		if i.tryLife() {
			return
		}
		k.lives.cond.Wait()
	}
}

// lockLifeToEnd is lockLife of who takes the instance down. Of a kernel that shuts down it gives up when ctx ends,
// and is false: whoever has the life finds the kernel closed, and takes down what it has. While the kernel is
// open there is nobody else to do that.
func (k *Kernel) lockLifeToEnd(ctx context.Context, i *inst) bool {
	if i.tryLife() {
		return true
	}
	if !k.closed() {
		i.lockLife()
		return true
	}
	defer context.AfterFunc(ctx, func() {
		k.lives.mu.Lock()
		defer k.lives.mu.Unlock()
		k.lives.cond.Broadcast()
	})()
	k.lives.mu.Lock()
	defer k.lives.mu.Unlock()
	for {
		i.status.set(wordAwaited)
		if i.tryLife() {
			return true
		}
		if ctx.Err() != nil {
			return false
		}
		k.lives.cond.Wait()
	}
}

func (i *inst) tryLife() bool {
	return i.status.n.Or(wordLife)&wordLife == 0
}

func (i *inst) unlockLife() {
	old := i.status.n.And(^uint64(wordLife | wordAwaited))
	if old&wordAwaited == 0 {
		return
	}
	k := i.k
	k.lives.mu.Lock()
	k.lives.cond.Broadcast()
	k.lives.mu.Unlock()
}

// lives is where those wait who want an instance that somebody brings up or takes down.
type lives struct {
	mu   sync.Mutex
	cond sync.Cond
}

func (i *inst) target() string {
	if i.tenant == nil {
		return ""
	}
	return i.tenant.name
}

// A tenant is the kernel's record of a target while it has instances. Its first
// instance lies in the same allocation.
type tenant struct {
	name  string
	first *inst // guarded by k.mu; its instances, linked by next, newest first
	life  atomic.Pointer[tenantLife]
}

// home is a tenant with its first instance: one object for the collector.
type home struct {
	tenant tenant
	inst   inst
}

// A tenantLife is what a tenant has once something of it was active.
type tenantLife struct {
	host caller // the host inside of the tenant's instances

	once        sync.Mutex    // held while the incarnation is looked up
	incarnation string        // set before the first instance mounts
	met         atomic.Uint32 // the Code of the last call of its instances that failed, and flags
	joint       atomic.Pointer[joint]
}

// The flags of a life.
const (
	lifeSuspended = 1 << 31 // calls from outside are refused; the tenant's offboarding has begun
	lifeOver      = 1 << 30 // it has no instances any more
	lifeBegun     = 1 << 29 // its incarnation is known
	lifeFlags     = lifeSuspended | lifeOver | lifeBegun
)

// joint is what all instances of a tenant have together, made when the first of them needs some of it.
type joint struct {
	scope *scope // guarded by tenantLife.once
	subs  atomic.Pointer[subscriptions]
	flows atomic.Pointer[tenantFlow]
}

// jointly is the life's joint, made if there is none.
func (l *tenantLife) jointly() *joint {
	if j := l.joint.Load(); j != nil {
		return j
	}
	l.joint.CompareAndSwap(nil, new(joint))
	return l.joint.Load()
}

// lived is the tenant's life, which begins now if it has not.
func (t *tenant) lived() *tenantLife {
	if l := t.life.Load(); l != nil {
		return l
	}
	l := new(tenantLife)
	l.host = caller{kind: scopeHost, ten: t}
	if t.life.CompareAndSwap(nil, l) {
		return l
	}
	return t.life.Load()
}

// lastFailed keeps the class of the error of a call of the tenant's instances; t may be nil.
func (t *tenant) lastFailed(err error) {
	if t == nil {
		return
	}
	l, c := t.lived(), uint32(classOf(err))
	for old := l.met.Load(); old&^lifeFlags != c; old = l.met.Load() { // a tenant that fails all the time writes nothing
		if l.met.CompareAndSwap(old, old&lifeFlags|c) {
			return
		}
	}
}

// each yields the tenant's instances. k.mu is held.
func (t *tenant) each(yield func(*inst) bool) {
	for i := t.first; i != nil; {
		next := i.next
		if !yield(i) {
			return
		}
		i = next
	}
}

// add puts an instance in front. k.mu is held.
func (t *tenant) add(i *inst) {
	i.tenant, i.next = t, t.first
	t.first = i
}

// drop takes an instance out and reports whether it was there; the newest is found
// at once. k.mu is held.
func (t *tenant) drop(i *inst) bool {
	for p := &t.first; *p != nil; p = &(*p).next {
		if *p == i {
			*p, i.next = i.next, nil
			return true
		}
	}
	return false
}

// tenantOf is the record of a target, nil when it has no instances.
func (k *Kernel) tenantOf(target string) *tenant {
	if i := k.tenants.get(target); i != nil {
		return i.tenant
	}
	return nil
}

// instancesOf lists a target's instances, nil when it has none.
func (k *Kernel) instancesOf(target string) []*inst {
	k.mu.Lock()
	defer k.mu.Unlock()
	if t := k.tenantOf(target); t != nil {
		return slices.Collect(t.each)
	}
	return nil
}

// withoutTenant lists the instances that have none.
func (k *Kernel) withoutTenant() []*inst {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Collect(maps.Keys(k.alone))
}

// suspended reports whether calls from outside are refused, since the tenant's
// offboarding has begun.
func (t *tenant) suspended() bool {
	l := t.life.Load()
	return l != nil && l.met.Load()&lifeSuspended != 0
}

// suspend refuses calls from outside from now on. Its instances say so themselves,
// since that is where a call looks; one that comes later, for its purge hook, is
// suspended when it registers. k.mu is held.
func (t *tenant) suspend() {
	t.lived().met.Or(lifeSuspended)
	for i := range t.each {
		i.status.set(wordSuspended)
	}
}

// sharedScope is the scope that all instances of the tenant share; nil before the first mounts.
func (t *tenant) sharedScope() *scope {
	l := t.lived()
	l.once.Lock()
	defer l.once.Unlock()
	j := l.jointly()
	if j.scope == nil && l.incarnation != "" {
		j.scope = newScope(t.name, l.incarnation, "", "")
		j.scope.ended = l.met.Load()&lifeOver != 0 // after joint is there: over looks for it after it has said so
	}
	return j.scope
}

// over notes that the tenant has no instances any more, and reports whether they shared anything that ends now.
func (t *tenant) over() bool {
	l := t.life.Load()
	if l == nil {
		return false
	}
	l.met.Or(lifeOver)
	return l.joint.Load() != nil
}

// end ends what the tenant's instances shared.
func (t *tenant) end() {
	if !t.over() {
		return
	}
	l := t.life.Load()
	j := l.joint.Load()
	l.once.Lock()
	s := j.scope
	l.once.Unlock()
	if s != nil {
		s.end()
	}
	if f := j.flows.Swap(nil); f != nil { // who holds a handle still must not hold what was remembered
		f.keys.forget()
	}
}

// subscriptions are the tenant's, made when first needed.
func (t *tenant) subscriptions() *subscriptions {
	j := t.lived().jointly()
	if s := j.subs.Load(); s != nil {
		return s
	}
	j.subs.CompareAndSwap(nil, new(subscriptions))
	return j.subs.Load()
}

// users are those active instances that use one which has no tenant: few have
// any, and one that tenants use may have millions. Then they are only counted, and
// looked for when it is taken down, which takes all of them down anyway.
type users struct {
	n   int
	few []*inst  // nil when there were more than fewUsers
	one [1]*inst // room for the first of few
}

const fewUsers = 1024

// use notes what i uses. k.mu is held.
func (k *Kernel) use(i *inst, deps []*inst) {
	if len(deps) == 0 && i.aside().deps == nil {
		return
	}
	i.amend(func(a *aside) { a.deps = deps })
	for _, d := range deps {
		if d.tenant != nil {
			continue // its users are of its tenant: usersOf looks at all of these
		}
		u := k.uses[d]
		if u == nil {
			u = new(users)
			u.few = u.one[:0]
			k.uses[d] = u
		}
		if u.n++; len(u.few) == u.n-1 && u.n <= fewUsers {
			u.few = append(u.few, i)
		} else {
			u.few = nil
		}
	}
}

// unuse takes i off its requirements. k.mu is held.
func (k *Kernel) unuse(i *inst) {
	for _, d := range i.aside().deps {
		u := k.uses[d]
		if u == nil {
			continue
		}
		if u.n--; u.n == 0 {
			delete(k.uses, d)
			continue
		}
		if n := slices.Index(u.few, i); n >= 0 {
			u.few = slices.Delete(u.few, n, n+1)
		}
	}
	if i.aside().deps != nil {
		i.amend(func(a *aside) { a.deps = nil })
	}
}

// usersOf lists who uses d, in no order. k.mu is held.
func (k *Kernel) usersOf(d *inst) (all []*inst) {
	uses := func(i *inst) bool {
		if slices.Contains(i.aside().deps, d) {
			all = append(all, i)
		}
		return true
	}
	if d.tenant != nil {
		d.tenant.each(uses)
		return all
	}
	u := k.uses[d]
	switch {
	case u == nil:
	case u.few != nil:
		all = slices.Clone(u.few)
	default:
		k.exact.each(func(i *inst) { uses(i) })
	}
	return all
}
