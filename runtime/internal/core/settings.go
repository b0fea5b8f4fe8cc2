package core

import (
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
	"github.com/sigen-dev/sigen/runtime/reactive"
)

// Settings are one scope's typed settings: one immutable value a version,
// decoded once a change. The zero value reads as the zero T. It is safe for
// concurrent use; what it returns must not be modified through its slices and maps.
type Settings[T any] struct{ src *reactive.Field[T] }

// Get returns the settings in force: a pointer load and a copy.
func (s Settings[T]) Get() T {
	if s.src == nil {
		var zero T
		return zero
	}
	return s.src.Get()
}

// Track is Get for a dynamic computed: the read makes the settings a dependency of
// the body that t was given to. A nil t notes nothing.
func (s Settings[T]) Track(t *reactive.Tracker) T {
	if s.src == nil || t == nil {
		return s.Get()
	}
	return s.src.Track(t)
}

// SettingsOver makes settings that read a source.
func SettingsOver[T any](src *reactive.Field[T]) Settings[T] { return Settings[T]{src: src} }

// A SettingsReader gives a generated decoder the text under each key, and takes its complaints.
type SettingsReader struct {
	view   ConfigView
	root   string // "tenants.acme"
	prefix string // "db"
	target string
	name   string
	scope  Scope
	err    error
}

// Text returns the text in force under key, relative to the prefix; def when
// nobody set it, with {target} and {name} filled in.
func (r *SettingsReader) Text(key, def string) string {
	if v, ok := r.Lookup(key); ok {
		return v
	}
	return strings.NewReplacer("{target}", r.target, "{name}", r.name).Replace(def)
}

// Lookup returns the text in force under key, and whether there is any.
func (r *SettingsReader) Lookup(key string) (string, bool) {
	if r.view == nil {
		return "", false
	}
	return LookupIn(r.view, r.root, r.key(key))
}

// Require is Lookup that complains when there is nothing.
func (r *SettingsReader) Require(key string) (string, bool) {
	v, ok := r.Lookup(key)
	if !ok {
		r.fail(&Error{Code: CodeInvalid, Path: r.Path(key), Expected: "a value; set it, or defaults." + r.key(key) + ", or give the field a default"})
	}
	return v, ok
}

func (r *SettingsReader) key(key string) string {
	if r.prefix == "" {
		return key
	}
	return r.prefix + "." + key
}

// Path is the absolute path of key, as errors show it.
func (r *SettingsReader) Path(key string) string { return r.root + "." + r.key(key) }

// Check records that the value under key is not acceptable; nil is no complaint.
func (r *SettingsReader) Check(key string, err *codec.Error) {
	if err == nil {
		return
	}
	r.fail(wrapCodec(err.Under(r.Path(key)), "", ""))
}

// Mint lets a provider's opaque type decode the text under key.
func (r *SettingsReader) Mint(key, text string, into interface{ DecodeSetting(SettingValue) error }) {
	err := into.DecodeSetting(SettingValue{text: text, path: r.Path(key), scope: r.scope})
	if err == nil {
		return
	}
	e := &Error{Code: codeOf(err, CodeInvalid), Path: r.Path(key), Expected: "an acceptable value", Cause: err}
	if said, ok := err.(*Error); ok && said.Expected != "" && (said.Path == "" || said.Path == e.Path) { // what the type expects, once
		e.Expected, e.Cause = said.Expected, said.Cause
	}
	r.fail(e)
}

func (r *SettingsReader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// A SettingValue is one text that the kernel read from a scope's settings. Only
// the kernel makes one, so a type that decodes itself from it knows for whom it was minted.
type SettingValue struct {
	text, path string
	scope      Scope
}

// Text is the value as written.
func (v SettingValue) Text() string { return v.text }

// Path is the absolute path that it was read from.
func (v SettingValue) Path() string { return v.path }

// Scope is whose settings it was read from; the zero Scope for a zero value.
func (v SettingValue) Scope() Scope { return v.scope }

// A configHub connects the provider of configuration with the cells of instances. Decoders and comparisons are the
// components' code and run without mu: one that takes its time holds up no other instance.
type configHub struct {
	k        *Kernel
	calls    atomic.Pointer[ConfigView] // view, for calls
	mu       sync.Mutex
	view     ConfigView            // guarded by mu; nil without a provider
	owner    *inst                 // guarded by mu
	detach   func()                // guarded by mu
	mounting map[*Mounted]adoption // guarded by mu; not to be found at their instance yet
	moving   bool                  // guarded by mu; between Prepare and commit
	late     []*Mounted            // guarded by mu; adopted while moving
}

// An adoption is how far the settings of a mounting body are.
type adoption uint8

const (
	decoding  adoption = iota // what is in force
	overtaken                 // as decoding, but something else may be in force by now
	adopted                   // follows changes
)

// attach makes a provider the one that settings come from.
func (h *configHub) attach(i *inst, p ConfigBackend) error {
	h.mu.Lock()
	if h.owner != nil {
		h.mu.Unlock()
		return nil // the first one stays; a second is a service only
	}
	h.owner = i
	h.mu.Unlock()
	detach, err := p.Attach(h)
	h.mu.Lock()
	if err != nil {
		h.owner = nil
		h.mu.Unlock()
		return err
	}
	view := ConfigView(p)
	h.view, h.detach = view, detach
	h.calls.Store(&view)
	h.mu.Unlock()
	h.k.policyChanged("defaults") // of those that are up already
	h.k.heedAll()
	return nil
}

// adopt decodes the settings of a mounting body and has it follow changes.
func (h *configHub) adopt(b *Mounted) error {
	if len(b.inst.spec.Settings) == 0 {
		return nil
	}
	for {
		apply, err := h.prepare(b, h.decodes(b))
		if err == nil {
			apply()
		}
		if h.decoded(b, err == nil) {
			return err
		}
	}
}

// decodes notes that a mounting body decodes its settings, and returns of what.
func (h *configHub) decodes(b *Mounted) ConfigView {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.mounting == nil {
		h.mounting = map[*Mounted]adoption{}
	}
	h.mounting[b] = decoding
	if h.moving {
		h.mounting[b] = overtaken
	}
	return h.view
}

// decoded has a body whose settings fit follow changes. It is false when they are not in force any more.
func (h *configHub) decoded(b *Mounted, fit bool) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case !h.moving && h.mounting[b] == overtaken:
		return false
	case !fit:
		delete(h.mounting, b)
		return true
	case h.moving:
		h.late = append(h.late, b)
	}
	h.mounting[b] = adopted
	return true
}

// settled tells that an adopted body can be found at its instance from now on.
func (h *configHub) settled(b *Mounted) {
	if len(b.inst.spec.Settings) == 0 {
		return
	}
	h.mu.Lock()
	delete(h.mounting, b)
	h.mu.Unlock()
}

// drop ends what adopt began, and detaches when the provider itself goes.
func (h *configHub) drop(i *inst, b *Mounted) {
	h.mu.Lock()
	delete(h.mounting, b)
	var detach func()
	if h.owner == i && i.spec.Scope == ScopeProvider {
		detach, h.detach, h.owner, h.view = h.detach, nil, nil, nil
		h.calls.Store(nil)
	}
	h.mu.Unlock()
	if detach != nil {
		detach()
	}
}

func rootOf(i *inst) string {
	if i.tenant != nil {
		return "tenants." + i.tenant.name
	}
	return "shared"
}

// prepare decodes all settings of a body against a view, and returns what puts
// them into their cells as one change.
func (h *configHub) prepare(b *Mounted, view ConfigView) (apply func(), err error) {
	i := b.inst
	var puts []func(*reactive.Tx)
	for n := range i.spec.Settings {
		s := &i.spec.Settings[n]
		r := &SettingsReader{view: view, root: rootOf(i), prefix: s.Prefix, target: i.target(), name: i.name, scope: Scope{s: i.mintScope(b)}}
		put := s.Prepare(b.body, r)
		if r.err != nil {
			return nil, r.err
		}
		puts = append(puts, put)
	}
	return func() {
		err := b.cells.Batch(func(tx *reactive.Tx) error {
			for _, put := range puts {
				put(tx)
			}
			return nil
		})
		if err != nil {
			b.log(b.ctx(), LevelWarn, "settings were not applied", Attr{"error", err.Error()})
		}
	}, nil
}

// mintScope is the scope that settings-minted values belong to.
func (i *inst) mintScope(b *Mounted) *scope {
	if b.scope == nil {
		inc := ""
		if i.tenant != nil {
			inc = i.tenant.lived().incarnation
		}
		b.scope = newScope(i.target(), inc, i.space(), i.name)
		b.scope.component = i.spec.Component
	}
	return b.scope
}

// readers yields the bodies that follow changes below a root. h.mu is held.
func (h *configHub) readers(root string) iter.Seq[*Mounted] {
	return func(yield func(*Mounted) bool) {
		for b, how := range h.mounting {
			if how == adopted && b.below(root) && !yield(b) {
				return
			}
		}
		more := true
		live := func(i *inst) {
			b := i.live.Load()
			if more && b != nil && b.phase.Load() != phaseGone && len(i.spec.Settings) > 0 {
				more = yield(b)
			}
		}
		tenant, ok := strings.CutPrefix(root, "tenants.")
		switch {
		case ok:
			for _, i := range h.k.instancesOf(tenant) {
				live(i)
			}
		case root == "defaults":
			h.k.exact.each(live)
		default:
			for _, i := range h.k.withoutTenant() {
				live(i)
			}
		}
	}
}

// Prepare implements ConfigListener: every instance that a change reaches decodes
// it before it is in force; one that refuses refuses the change for all.
func (h *configHub) Prepare(changes []ConfigChange, view ConfigView) (commit func(), err error) {
	touched, policies, chosen, err := h.move(changes)
	if err != nil {
		return nil, err
	}
	defer func() {
		if commit == nil { // one of them refuses, or panics
			h.giveUp()
		}
	}()
	applies := make([]func(), 0, len(touched))
	var at *Mounted
	returned := apart(func() {
		for at = range touched {
			var apply func()
			if apply, err = h.prepare(at, view); err != nil {
				return
			}
			applies = append(applies, apply)
		}
	})
	if !returned {
		err = exited(at.inst)
	}
	if err != nil {
		return nil, err
	}
	return func() {
		for _, root := range policies {
			h.k.policyChanged(root)
		}
		if len(chosen) > 0 {
			h.k.choose(chosen)
		}
		for len(applies) > 0 { // again when one did not return
			apart(func() {
				for len(applies) > 0 {
					apply := applies[0]
					applies = applies[1:]
					apply()
				}
			})
		}
		h.catchUp(view)
	}, nil
}

// move begins a change, and returns whom it reaches, the roots whose limits it changes and what
// of it chooses residencies. Whoever is adopted from here on catches up with it.
func (h *configHub) move(changes []ConfigChange) (touched map[*Mounted]bool, policies []string, chosen []ConfigChange, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	touched = map[*Mounted]bool{}
	for _, c := range changes {
		root, key := splitRoot(c.Path)
		if isPolicy(key) {
			if err := checkPolicy(c, root, key); err != nil {
				return nil, nil, nil, err
			}
			if err := h.k.checkResidency(c, root, key); err != nil {
				return nil, nil, nil, err
			}
			if _, ok := choiceBy(root, key); ok {
				chosen = append(chosen, c)
			}
			if !slices.Contains(policies, root) {
				policies = append(policies, root)
			}
		}
		for b := range h.readers(root) {
			if b.reads(key) {
				touched[b] = true
			}
		}
		for b, how := range h.mounting {
			if how == decoding && b.below(root) && b.reads(key) {
				h.mounting[b] = overtaken
			}
		}
	}
	h.moving, h.late = true, nil
	return touched, policies, chosen, nil
}

// catchUp has instances that mounted while a change was under way decode again:
// they may have read what was in force before.
func (h *configHub) catchUp(view ConfigView) {
	for late := h.rest(); late != nil; late = h.rest() {
		for _, b := range late {
			var err error
			returned := apart(func() {
				var apply func()
				if apply, err = h.prepare(b, view); err == nil {
					apply()
				}
			})
			if !returned {
				err = exited(b.inst)
			}
			if err != nil {
				b.log(b.ctx(), LevelError, "a settings change that came while mounting does not fit", Attr{"error", err.Error()})
			}
		}
	}
}

// rest returns who has to catch up with a change that is in force; it is over when nobody has.
func (h *configHub) rest() (late []*Mounted) {
	h.mu.Lock()
	defer h.mu.Unlock()
	late, h.late = h.late, nil
	h.moving = late != nil
	return late
}

// giveUp ends a change that does not come into force.
func (h *configHub) giveUp() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.moving, h.late = false, nil
}

// below reports whether the body is configured below a root; "defaults" is above all.
func (b *Mounted) below(root string) bool { return root == "defaults" || root == rootOf(b.inst) }

// reads reports whether a key below the root concerns the instance.
func (b *Mounted) reads(key string) bool {
	for n := range b.inst.spec.Settings {
		p := b.inst.spec.Settings[n].Prefix
		if p == "" || key == p || strings.HasPrefix(key, p) && key[len(p)] == '.' {
			return true
		}
	}
	return false
}

// splitRoot cuts "tenants.acme.db.url" into "tenants.acme" and "db.url",
// "defaults.db.url" into "defaults" and "db.url".
func splitRoot(path string) (root, key string) {
	first, rest, _ := strings.Cut(path, ".")
	if first != "tenants" {
		return first, rest
	}
	name, rest, _ := strings.Cut(rest, ".")
	return first + "." + name, rest
}
