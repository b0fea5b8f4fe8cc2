package attack

import (
	"context"
	"errors"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/sigtest"
)

// A naiveKernel is the kernel that the design follows, as far as attacks need it: it is made of the
// mistakes that its methods name, and an attack that it withstands proves nothing.
type naiveKernel struct {
	factories map[string]*naiveFactory
	routes    map[string]*naiveFactory  // a route has one factory, the last that made something
	names     map[string]*naiveInstance // of handlers
	instances []*naiveInstance          // in order of registration
}

type naiveFactory struct {
	component string
	route     string
	made      int
	serving   map[string]*naiveInstance // by tenant
}

type naiveInstance struct {
	factory            *naiveFactory
	name, target, desk string
}

// Tell says for whom, as the tellers of the victims do.
func (i *naiveInstance) Tell(context.Context) (victim.Loot, error) {
	return victim.Loot{Text: i.factory.component + " of " + i.target}, nil
}

// newNaiveKernel knows two factories of one route.
func newNaiveKernel() *naiveKernel {
	k := &naiveKernel{factories: map[string]*naiveFactory{}, routes: map[string]*naiveFactory{}, names: map[string]*naiveInstance{}}
	for _, c := range []string{"clerk", "cashier"} {
		k.factories[c] = &naiveFactory{component: c, route: "teller", serving: map[string]*naiveInstance{}}
	}
	return k
}

func (k *naiveKernel) hire(component, name, target, desk string) error {
	f := k.factories[component]
	if f == nil {
		return sig.ErrNotFound
	}
	i := &naiveInstance{f, name, target, desk}
	f.made++
	f.serving[target] = i
	k.routes[f.route] = f
	k.names[name] = i
	k.instances = append(k.instances, i)
	return nil
}

// dismiss forgets the instance, and the factory with its last one; nobody thinks of the routes.
func (k *naiveKernel) dismiss(name string) error {
	for n, i := range k.instances {
		if i.name != name {
			continue
		}
		k.instances = append(k.instances[:n], k.instances[n+1:]...)
		if i.factory.made--; i.factory.made == 0 {
			delete(k.factories, i.factory.component)
		}
		return nil
	}
	return sig.ErrNotFound
}

func (k *naiveKernel) ways(name, target string) map[string]func() (string, error) {
	tell := func(i *naiveInstance) (string, error) {
		if i == nil {
			return "", sig.ErrNotFound
		}
		l, err := i.Tell(context.Background())
		return l.Text, err
	}
	return map[string]func() (string, error){
		"by target": func() (string, error) { return tell(k.routes["teller"].serving[target]) },
		"by name":   func() (string, error) { return tell(k.names[name]) },
	}
}

// list is what is injected into a field that is a list or a map. Only what is injected
// into a single field is looked up for a tenant.
func (k *naiveKernel) list(string) (all []victim.Teller, byDesk map[string]victim.Teller) {
	byDesk = map[string]victim.Teller{}
	for _, i := range k.instances {
		all = append(all, i)
		if i.desk != "" {
			byDesk[i.desk] = i
		}
	}
	return all, byDesk
}

// boot gives every instance the one of its tenant that it requires, which it looks for among all
// that there are.
func (k *naiveKernel) boot() (bound map[*naiveInstance]victim.Teller) {
	bound = map[*naiveInstance]victim.Teller{}
	for _, i := range k.instances {
		var found []*naiveInstance
		for _, x := range k.instances {
			if x != i && x.factory.route == i.factory.route {
				found = append(found, x)
			}
		}
		for _, x := range found {
			if x.target == i.target {
				bound[i] = x
			}
		}
	}
	return bound
}

// An office hires tellers, whatever kernel it has.
type office interface {
	hire(component, name, target, desk string) error
	dismiss(name string) error
	ways(name, target string) map[string]func() (string, error) // of asking one
}

// tellers is the office of a world.
type tellers struct{ *world }

func (o tellers) hire(component, name, target, desk string) error {
	props := sig.Props{"target": target}
	if desk != "" {
		props["desk"] = desk
	}
	_, err := o.Instantiate(component, name, props)
	return err
}

func (o tellers) dismiss(name string) error { return o.Remove(context.Background(), name) }

func (o tellers) ways(name, target string) map[string]func() (string, error) {
	ctx := context.Background()
	text := func(v any, err error) (string, error) {
		l, _ := v.(victim.Loot)
		return l.Text, err
	}
	kept := victim.NewTellerClient(o.Kernel).Target(target)
	return map[string]func() (string, error){
		"a client":  func() (string, error) { return text(victim.NewTellerClient(o.Kernel).Target(target).Tell(ctx)) },
		"kept":      func() (string, error) { return text(kept.Tell(ctx)) },
		"by target": func() (string, error) { return text(o.Bus().Invoke(ctx, "teller.tell", sig.Params{"target": target})) },
		"by name":   func() (string, error) { return text(o.Bus().Invoke(ctx, name+".tell", nil)) },
		"in JSON": func() (string, error) {
			out, err := o.Bus().InvokeJSON(ctx, "teller.tell", []byte(`{"target":`+strconv.Quote(target)+`}`))
			return string(out), err
		},
	}
}

// A naiveStore is reactive values of all tenants below one lock, which a write holds until everything that
// follows from it has been done: then nobody sees a part of it.
type naiveStore struct {
	mu        sync.Mutex
	values    map[string]string
	effects   map[string]func(value string)
	contended chan struct{} // told when somebody has to wait for the lock
}

func (s *naiveStore) lock() {
	if s.mu.TryLock() {
		return
	}
	s.contended <- struct{}{}
	s.mu.Lock()
}

func (s *naiveStore) write(tenant, value string) error {
	s.lock()
	defer s.mu.Unlock()
	s.values[tenant] = value
	if effect := s.effects[tenant]; effect != nil {
		effect(value)
	}
	return nil
}

func (s *naiveStore) read(tenant string) string {
	s.lock()
	defer s.mu.Unlock()
	return s.values[tenant]
}

// A naiveBus brings events to the subjects that they name. Whoever subscribed stays subscribed.
type naiveBus struct {
	name    string
	ear     string                                         // what globex subscribes to
	subject func(ctx context.Context, topic string) string // where an event goes to
	ears    map[string][]chan string                       // by subject
}

// naiveBuses believe nobody, the topic and the context when it comes to whose an event is.
func naiveBuses() []*naiveBus {
	topic := func(_ context.Context, topic string) string { return topic }
	return []*naiveBus{
		{name: "topics of everybody", ear: "victim.rumour", subject: topic},
		{name: "topics that name their tenant", ear: "globex.victim.rumour", subject: topic},
		{name: "the context's tenant", ear: "globex.victim.rumour", subject: func(ctx context.Context, topic string) string {
			c, _ := sig.CallerOf(ctx)
			return c.Tenant() + "." + topic
		}},
	}
}

func (b *naiveBus) subscribe(subject string, ear chan string) {
	if b.ears == nil {
		b.ears = map[string][]chan string{}
	}
	b.ears[subject] = append(b.ears[subject], ear)
}

// publish is as lenient as a library can be: a subject is text up to its first zero, empty parts do not count, a
// pattern means all that it matches and no subject means everybody.
func (b *naiveBus) publish(ctx context.Context, topic, text string) error {
	pattern, _, _ := strings.Cut(b.subject(ctx, topic), "\x00")
	pattern = strings.Join(strings.FieldsFunc(pattern, func(r rune) bool { return r == '.' }), ".")
	if pattern = strings.ReplaceAll(pattern, ">", "*"); pattern == "" {
		pattern = "*"
	}
	for subject, ears := range b.ears {
		if ok, _ := path.Match(pattern, subject); ok {
			for _, ear := range ears {
				ear <- text
			}
		}
	}
	return nil
}

// A lively is what a component has that may outlast a call.
type lively interface {
	Go(f func(ctx context.Context) error)
	After(d time.Duration, f func(ctx context.Context))
	Every(d time.Duration, f func(ctx context.Context) error)
	Publish(ctx context.Context, topic string, payload any) error
	Leave(ctx context.Context) error // something where its tenant keeps its own
	Meets(ctx context.Context) bool  // what was left
}

// A naiveLife has the goroutines and the timers of the program, which end with it, and a place by the
// tenant's name.
type naiveLife struct {
	bus   *naiveBus
	clock *sigtest.Clock
	place map[string]bool // of all, by tenant
	jobs  *sync.WaitGroup
}

func (l *naiveLife) Go(f func(ctx context.Context) error) {
	l.jobs.Go(func() { _ = f(context.Background()) })
}

func (l *naiveLife) After(d time.Duration, f func(ctx context.Context)) {
	l.clock.AfterFunc(d, func() { f(context.Background()) })
}

func (l *naiveLife) Every(d time.Duration, f func(ctx context.Context) error) {
	l.After(d, func(ctx context.Context) {
		_ = f(ctx)
		l.Every(d, f)
	})
}

func (l *naiveLife) Publish(ctx context.Context, topic string, payload any) error {
	return l.bus.publish(ctx, topic, payload.(victim.Rumour).Text)
}

func (l *naiveLife) Leave(context.Context) error { l.place["acme"] = true; return nil }
func (l *naiveLife) Meets(context.Context) bool  { return l.place["acme"] }

// A life is a suspect's.
type life struct{ *victim.Suspect }

func (l life) Leave(ctx context.Context) error { return l.Files.Put(ctx, "grave", nil) }

func (l life) Meets(ctx context.Context) bool {
	_, err := l.Files.Get(ctx, "grave")
	return !errors.Is(err, sig.ErrNotFound)
}
