package resolve

import (
	"go/token"
	"go/types"
	"regexp"
	"strconv"
	"time"

	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/marker"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// The codes of lifecycle methods.
const (
	codeHookSignature = "SIG230"
	codeHookTwice     = "SIG231"
	codeSubscribe     = "SIG232"
	codeTopic         = "SIG233"
	codeHalfSnapshot  = "SIG234"
	codeSupervision   = "SIG235"
)

// hook resolves a method of the lifecycle.
func (p *pkgResolver) hook(c *componentMark, m methodMark, sig *types.Signature) {
	if !takesContext(sig) || !returnsError(sig) {
		p.report(codeHookSignature, m.decl.Name.Pos(), "write func (c *"+c.obj.Name()+") "+m.fn.Name()+"(ctx context.Context) error", "//sig:%s method %s must have the signature (ctx) error", m.mark.Name, m.fn.Name())
		return
	}
	for _, h := range c.out.Hooks {
		if h.Kind == m.mark.Name {
			d := p.report(codeHookTwice, m.mark.Pos, "call one from the other", "component %s has two //sig:%s methods, %s and %s", c.out.Name, m.mark.Name, h.GoName, m.fn.Name())
			d.Related = append(d.Related, related(h.Pos, "the first one"))
			return
		}
	}
	c.out.Hooks = append(c.out.Hooks, model.Hook{Kind: m.mark.Name, GoName: m.fn.Name(), Pos: p.pos(m.decl.Name.Pos())})
}

// supervision resolves the arguments of //sig:supervise, above the struct or a method of it.
func (p *pkgResolver) supervision(c *componentMark, m *load.Mark) {
	if w := c.out.Watch; w != nil {
		d := p.report(codeHookTwice, m.Pos, "keep one, with all arguments", "component %s has two //sig:supervise lines", c.out.Name)
		d.Related = append(d.Related, related(w.Pos, "the first one"))
		return
	}
	w := &model.Supervision{Strategy: m.Value("strategy"), Backoff: m.Value("backoff"), Escalate: m.Value("escalate"), Pos: p.pos(m.Pos)}
	for _, a := range []struct {
		key string
		to  *int64
	}{{"delay", &w.DelayNS}, {"max", &w.MaxNS}, {"within", &w.WithinNS}, {"health", &w.HealthNS}} {
		d, _ := time.ParseDuration(m.Value(a.key)) // the directive's own check has said what is wrong
		*a.to = int64(d)
	}
	for _, a := range []struct {
		key string
		to  *int
	}{{"jitter", &w.Jitter}, {"restarts", &w.Restarts}, {"panics", &w.Panics}, {"unhealthy", &w.Unhealthy}} {
		if n, err := strconv.Atoi(m.Value(a.key)); err == nil {
			*a.to = n
			if n == 0 {
				*a.to = -1
			}
		}
	}
	if w.Jitter > 100 {
		p.report(marker.CodeArgumentValue, m.ValuePos("jitter"), "a delay of 1s with jitter=20 is 0.8s to 1.2s", "jitter=%d is more than 100 percent", w.Jitter)
	}
	if w.MaxNS > 0 && w.DelayNS > w.MaxNS {
		p.report(codeSupervision, m.ValuePos("max"), "delay= is the first, max= bounds the later ones", "max=%s is below delay=%s", m.Value("max"), m.Value("delay"))
	}
	c.out.Watch = w
}

// hooksFit holds a component's hooks against one another.
func (p *pkgResolver) hooksFit(c *componentMark) {
	hook := func(kind string) *model.Hook {
		for i := range c.out.Hooks {
			if c.out.Hooks[i].Kind == kind {
				return &c.out.Hooks[i]
			}
		}
		return nil
	}
	for _, pair := range [][2]string{{"snapshot", "restore"}, {"restore", "snapshot"}} {
		if h := hook(pair[0]); h != nil && hook(pair[1]) == nil {
			d := p.report(codeHalfSnapshot, token.NoPos, "write a method marked //sig:"+pair[1]+" too: one puts into storage what the other takes out", "component %s has a //sig:%s method and no //sig:%s", c.out.Name, pair[0], pair[1])
			d.Pos = h.Pos
		}
	}
	if w := c.out.Watch; w != nil && w.HealthNS > 0 && hook("health") == nil {
		d := p.report(codeSupervision, token.NoPos, "write a method marked //sig:health, or leave health= out", "component %s is to be asked for its health, and has no //sig:health method", c.out.Name)
		d.Pos = w.Pos
	}
}

func takesContext(sig *types.Signature) bool {
	return sig.Params().Len() == 1 && isContext(sig.Params().At(0).Type()) && sig.TypeParams().Len() == 0
}

func returnsError(sig *types.Signature) bool {
	return sig.Results().Len() == 1 && isError(sig.Results().At(0).Type())
}

var (
	topicPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*$`)
	topicFilter  = regexp.MustCompile(`^(>|([a-z0-9][a-z0-9_-]*|\*)(\.([a-z0-9][a-z0-9_-]*|\*))*(\.>)?)$`)
)

// subscribe resolves a method marked //sig:subscribe.
func (p *pkgResolver) subscribe(c *componentMark, m methodMark, sig *types.Signature) {
	topic := m.mark.Value("topic")
	if !m.mark.Has("topic") {
		return // the directive's own check has said so
	}
	if !topicFilter.MatchString(topic) {
		p.report(codeTopic, m.mark.ValuePos("topic"), "write words in lower case with dots between them; * stands for one word: orders.*", "topic %q is not a pattern of topics", topic)
		return
	}
	params := sig.Params()
	if params.Len() != 2 || !isContext(params.At(0).Type()) || !returnsError(sig) {
		p.report(codeSubscribe, m.decl.Name.Pos(), "write "+m.fn.Name()+"(ctx context.Context, e Event) error", "//sig:subscribe method %s must have the signature (ctx, E) error", m.fn.Name())
		return
	}
	t := params.At(1).Type()
	if p.invalid(t, params.At(1).Pos()) {
		return
	}
	obj, _ := nameOf(types.Unalias(t))
	if p.index.find(p.index.events, obj) == nil {
		d := p.report(codeSubscribe, params.At(1).Pos(), "write //sig:event topic=… above the struct, and take it by value", "%s receives %s, which is not a //sig:event struct", m.fn.Name(), p.show(t))
		p.relate(d, p.objPosOf(obj), "declared here")
		return
	}
	s := &model.Subscription{GoName: m.fn.Name(), Topic: topic, Event: p.ref(types.Unalias(t)), Overflow: m.mark.Value("overflow"), Pos: p.pos(m.decl.Name.Pos())}
	for _, a := range []struct {
		key string
		to  *int
		max int
	}{{"queue", &s.Queue, 1 << 16}, {"attempts", &s.Attempts, 100}} {
		if !m.mark.Has(a.key) {
			continue
		}
		if *a.to, _ = strconv.Atoi(m.mark.Value(a.key)); *a.to < 1 || *a.to > a.max {
			p.report(marker.CodeArgumentValue, m.mark.ValuePos(a.key), "leave it out for the usual number", "%s=%s is not a number from 1 to %d", a.key, m.mark.Value(a.key), a.max)
		}
	}
	c.out.Subs = append(c.out.Subs, s)
}
