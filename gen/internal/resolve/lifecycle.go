package resolve

import (
	"go/types"
	"regexp"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

// The codes of lifecycle methods.
const (
	codeHookSignature = "SIG230"
	codeHookTwice     = "SIG231"
	codeSubscribe     = "SIG232"
	codeTopic         = "SIG233"
)

// hook resolves a method marked //sig:activate, deactivate or health.
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

func takesContext(sig *types.Signature) bool {
	return sig.Params().Len() == 1 && isContext(sig.Params().At(0).Type()) && sig.TypeParams().Len() == 0
}

func returnsError(sig *types.Signature) bool {
	return sig.Results().Len() == 1 && isError(sig.Results().At(0).Type())
}

var (
	topicPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*$`)
	topicFilter  = regexp.MustCompile(`^([a-z0-9][a-z0-9_-]*|\*)(\.([a-z0-9][a-z0-9_-]*|\*))*$`)
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
	c.out.Subs = append(c.out.Subs, &model.Subscription{GoName: m.fn.Name(), Topic: topic, Event: p.ref(types.Unalias(t)), Pos: p.pos(m.decl.Name.Pos())})
}
