package check

import (
	"fmt"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeEventTopic = "SIG603"

// eventTopics: a topic carries one type, and a subscription can only receive what its topic lets through.
func eventTopics(p *model.Program) []diag.Diagnostic {
	var ds []diag.Diagnostic
	byTopic, byType := map[string]*model.Event{}, map[string]*model.Event{}
	for _, pkg := range p.Packages {
		for _, e := range pkg.Events {
			byType[e.Type.Expr] = e
			if prev := byTopic[e.Topic]; prev != nil {
				ds = append(ds, diag.Diagnostic{Pos: e.Pos, Code: codeEventTopic,
					Text:    fmt.Sprintf("topic %q of event %s is already the topic of %s", e.Topic, e.Type.Name, prev.Type.Name),
					Related: related(prev.Pos, "first used here"), Hint: "give one of them another topic="})
				continue
			}
			byTopic[e.Topic] = e
		}
	}
	for _, c := range components(p) {
		for _, s := range c.Subs {
			e := byType[s.Event.Expr]
			if e != nil && !matches(s.Topic, e.Topic) {
				ds = append(ds, diag.Diagnostic{Pos: s.Pos, Code: codeEventTopic,
					Text:    fmt.Sprintf("%s subscribes to %q, but receives %s, whose topic is %q", s.GoName, s.Topic, s.Event.Name, e.Topic),
					Related: related(e.Pos, "the event"), Hint: "subscribe to topic=" + e.Topic})
			}
		}
	}
	return ds
}

// matches reports whether a filter such as orders.* lets the topic through.
func matches(filter, topic string) bool {
	f, t := strings.Split(filter, "."), strings.Split(topic, ".")
	for i := range f {
		if i == len(t) || f[i] != "*" && f[i] != ">" && f[i] != t[i] {
			return false
		}
		if f[i] == ">" {
			return i == len(f)-1
		}
	}
	return len(f) == len(t)
}
