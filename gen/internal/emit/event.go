package emit

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// event prints the codec that Publish copies an event with, and the subscription
// to it, both for the generated code of any package that imports this one.
func (g *generator) event(e *plan.Event) {
	name, t := e.Model.Type.Name, e.Model.Type.Expr
	g.fn(fmt.Sprintf("%sEvent is the topic %s and its codec; generated code calls it.", name, e.Model.Topic),
		name+"Event() $abi.Event",
		g.s("return $abi.Event{\nTopic: %s,\nType: %s,\nEncode: func(dst []byte, payload any) ([]byte, bool, error) {\n"+
			"v, ok := payload.(%s)\nif !ok {\nreturn dst, false, nil\n}\ne := $codec.NewEncoder(dst)\ndst = %s(dst, &v, &e)\nreturn dst, true, e.Err()\n},\n}",
			quote(e.Model.Topic), quote(qualified(e.Model.Type)), t, e.Codec.Append))
	g.fn(fmt.Sprintf("Subscribe%[1]s is a subscription to %[1]s; generated code calls it.", name),
		fmt.Sprintf("Subscribe%s(topic, method string, deliver func(b $abi.Body, ctx $context.Context, e %s) error) $abi.Subscription", name, t),
		g.s("return $abi.Subscription{\nTopic: topic,\nType: %s,\nMethod: method,\nDeliver: func(b $abi.Body, ctx $context.Context, data []byte) error {\n"+
			"d := $codec.NewDecoder(data, $codec.Lenient)\nvar e %s\n%s(&d, &e)\nif err := d.Finish(); err != nil {\nreturn err\n}\nreturn deliver(b, ctx, e)\n},\n}",
			quote(qualified(e.Model.Type)), t, e.Codec.Decode))
}

// wire prints the file that makes the package's components part of a wire.Build.
func (g *generator) wire() {
	mount := g.plan.Mount
	g.add(comment("Mounted says that the components of this package are discovered: what needs them\nbefore itself asks for a value of it."),
		g.s("type Mounted struct{ _ [0]func() }"))
	params := "k *$sig.Kernel"
	for _, path := range mount.Needs {
		params += fmt.Sprintf(", _ {%s}.Mounted", path)
	}
	var factories []jen.Code
	for _, f := range mount.Factories {
		factories = append(factories, g.s("%s", f))
	}
	doc := "Mount discovers the components of this package."
	for _, path := range mount.Unmounted {
		doc += "\n\nPackage " + path + "\nhas no Mounted to ask for, so that its provider is required does not show here: discover it too."
	}
	g.fn(doc, "Mount("+params+") (Mounted, error)",
		jen.Return(jen.Id("Mounted").Values(), g.s("k.Discover").Call(factories...)))
	g.add(comment("MountSet provides Mounted to an injector."), g.s("var MountSet = $wire.NewSet(Mount)"))
}

// overflows are the words of overflow= as package abi names them.
var overflows = map[string]string{"refuse": "OverflowRefuse", "drop-oldest": "OverflowDropOldest", "block": "OverflowBlock"}

// delivery prints what a subscription's directive says of its queue; nothing when it says nothing.
func delivery(s *model.Subscription) string {
	var parts []string
	if s.Overflow != "" {
		parts = append(parts, "Overflow: $abi."+overflows[s.Overflow])
	}
	if s.Queue > 0 {
		parts = append(parts, fmt.Sprintf("Queue: %d", s.Queue))
	}
	if s.Attempts > 0 {
		parts = append(parts, fmt.Sprintf("Attempts: %d", s.Attempts))
	}
	if parts == nil {
		return ""
	}
	return ".With($abi.Delivery{" + strings.Join(parts, ", ") + "})"
}
