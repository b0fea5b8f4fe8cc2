package flat

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"

	"go.yaml.in/yaml/v3"
)

var jsonNumber = regexp.MustCompile(`^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$`)

// json writes what stands in a list as compact JSON, keys in the order written.
func (p *flattener) json(b *bytes.Buffer, n *yaml.Node, depth int) {
	if n.Style&yaml.TaggedStyle != 0 && n.Tag != "!!str" && n.Tag != "!!seq" && n.Tag != "!!map" {
		p.mistake(n, "a tag has no meaning here; remove it")
		return
	}
	switch n.Kind {
	case yaml.ScalarNode:
		bare := plain(n) && n.Style&yaml.TaggedStyle == 0
		switch {
		case bare && n.Tag == "!!null":
			b.WriteString("null")
		case bare && (n.Value == "true" || n.Value == "false" || jsonNumber.MatchString(n.Value)):
			b.WriteString(n.Value)
		default:
			quote(b, n.Value)
		}
	case yaml.SequenceNode:
		b.WriteByte('[')
		for i, item := range n.Content {
			if i > 0 {
				b.WriteByte(',')
			}
			p.nested(b, item, depth+1)
		}
		b.WriteByte(']')
	case yaml.MappingNode:
		b.WriteByte('{')
		seen := make(map[string]*yaml.Node, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			k := n.Content[i]
			if k.Kind != yaml.ScalarNode || k.Tag == "!!merge" {
				p.mistake(k, "a key must be a plain text")
				continue
			}
			if prev := seen[k.Value]; prev != nil {
				p.mistake(k, fmt.Sprintf("%s is set twice; first at %s:%d:%d", p.shown(k.Value), p.o.Name, prev.Line, prev.Column))
				continue
			}
			seen[k.Value] = k
			if i > 0 {
				b.WriteByte(',')
			}
			quote(b, k.Value)
			b.WriteByte(':')
			p.nested(b, n.Content[i+1], depth+1)
		}
		b.WriteByte('}')
	}
}

func (p *flattener) nested(b *bytes.Buffer, n *yaml.Node, depth int) {
	v, ok := p.enter(n, depth)
	if !ok {
		return // the file is refused, so what was written so far does not matter
	}
	defer p.leave(n)
	p.json(b, v, depth)
}

func quote(b *bytes.Buffer, s string) {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) == nil {
		b.Truncate(b.Len() - 1) // the encoder ends with a newline
	}
}
