// Package flat reads a YAML file as dotted paths with text values, each with its
// position. Nothing is interpreted: a scalar keeps the text that was written, so
// 007, 1e3 and yes mean what their reader makes of them.
package flat

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/sigen-dev/sigen/runtime/provider/internal/dotted"
)

// A Leaf is the value of one path and where it stands; Line and Column count from 1.
type Leaf struct {
	Text         string
	Line, Column int32
}

// Options say what a file may hold.
type Options struct {
	// Name is the file's name, for error texts.
	Name string
	// Tops are the allowed first names of paths.
	Tops dotted.Tops
	// Quiet keeps every text of the file out of errors, even keys, because a
	// secret may stand where a key was meant.
	Quiet bool
}

const (
	maxDepth    = 64
	maxMistakes = 20
	// maxExpanded bounds the nodes that aliases may add to what is written, so
	// that a small file cannot unfold into a large one.
	maxExpanded = 100_000
)

// Parse reads one YAML document. An empty one has no paths. The error joins what
// is wrong, one line each, "file:line:col: text".
//
// Mappings nest as dots. A list, and whatever is inside it, becomes compact JSON:
// plain true, false, null and JSON numbers as they are, every other scalar as a
// string.
func Parse(data []byte, o Options) (map[string]Leaf, error) {
	p := &flattener{o: o, leaves: map[string]Leaf{}, active: map[*yaml.Node]bool{}}
	if off := invalidUTF8(data); off >= 0 {
		line, col := position(data, off)
		return nil, p.located(line, col, "is not valid UTF-8 text")
	}
	doc, next, err := p.documents(data)
	if err != nil {
		return nil, err
	}
	switch {
	case next != nil:
		return nil, p.located(next.Line, next.Column, "a second document begins; a file holds one")
	case doc == nil || len(doc.Content) == 0:
		return p.leaves, nil
	}
	root := doc.Content[0]
	if root.Kind == yaml.ScalarNode && root.Tag == "!!null" && root.Value == "" {
		return p.leaves, nil // comments alone
	}
	if root.Kind != yaml.MappingNode {
		return nil, p.located(root.Line, root.Column, "the file must be a mapping with the keys "+o.Tops.List())
	}
	p.mapping(root, "", 0)
	if len(p.errs) > 0 {
		return nil, errors.Join(p.errs...)
	}
	return p.leaves, nil
}

// documents parses the first document and the second, if there is one.
func (p *flattener) documents(data []byte) (doc, next *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = p.located(1, 1, "the YAML parser gave up on this file")
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var first, second yaml.Node
	if err := dec.Decode(&first); err == io.EOF {
		return nil, nil, nil
	} else if err != nil {
		return nil, nil, p.syntax(err)
	}
	if err := dec.Decode(&second); err == io.EOF {
		return &first, nil, nil
	} else if err != nil {
		return nil, nil, p.syntax(err)
	}
	return &first, &second, nil
}

var syntaxLine = regexp.MustCompile(`^yaml: (?:line ([0-9]+): )?(.*)`)

// syntax gives a parser's error the form of ours. The parser knows lines only.
func (p *flattener) syntax(err error) error {
	line, text := 1, "is not YAML"
	if m := syntaxLine.FindStringSubmatch(err.Error()); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = n
		}
		if !p.o.Quiet {
			text = m[2]
		}
	}
	return p.located(line, 1, text)
}

type flattener struct {
	o        Options
	leaves   map[string]Leaf
	errs     []error
	active   map[*yaml.Node]bool // anchors being expanded: one that contains itself
	inAlias  int
	expanded int
}

func (p *flattener) located(line, col int, text string) error {
	return fmt.Errorf("%s:%d:%d: %s", p.o.Name, line, col, text)
}

// mistake notes what is wrong at a node and goes on, so that one run shows all.
func (p *flattener) mistake(n *yaml.Node, text string) {
	switch len(p.errs) {
	case maxMistakes:
		p.errs = append(p.errs, errors.New(p.o.Name+": more mistakes are not shown"))
	case maxMistakes + 1:
	default:
		p.errs = append(p.errs, p.located(n.Line, n.Column, text))
	}
}

// shown is a text of the file for an error, unless it must not be shown.
func (p *flattener) shown(key string) string {
	if p.o.Quiet {
		return "this key"
	}
	return "key " + strconv.Quote(clip(key))
}

func clip(s string) string {
	if len(s) > 80 {
		return s[:80] + "…"
	}
	return s
}

// enter counts a node and follows an alias; false when it must not be followed.
// The caller calls leave when it was true.
func (p *flattener) enter(n *yaml.Node, depth int) (target *yaml.Node, ok bool) {
	if depth > maxDepth {
		p.mistake(n, fmt.Sprintf("nests deeper than %d levels", maxDepth))
		return nil, false
	}
	target = n
	if n.Kind == yaml.AliasNode {
		target = n.Alias
		if p.active[target] {
			p.mistake(n, "the alias stands inside what it names")
			return nil, false
		}
		p.active[target] = true
		p.inAlias++
	}
	if p.inAlias > 0 {
		if p.expanded++; p.expanded > maxExpanded {
			if p.expanded == maxExpanded+1 {
				p.mistake(n, fmt.Sprintf("aliases unfold into more than %d values", maxExpanded))
			}
			p.leave(n)
			return nil, false
		}
	}
	return target, true
}

func (p *flattener) leave(n *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		delete(p.active, n.Alias)
		p.inAlias--
	}
}

// mapping flattens a mapping whose path is prefix, "" for the file itself.
func (p *flattener) mapping(n *yaml.Node, prefix string, depth int) {
	if n.Style&yaml.TaggedStyle != 0 && n.Tag != "!!map" {
		p.mistake(n, "a tag has no meaning here; remove it")
		return
	}
	seen := make(map[string]*yaml.Node, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode {
			p.mistake(k, "a key must be a plain name")
			continue
		}
		if k.Tag == "!!merge" {
			p.mistake(k, "the merge key << is not followed; put shared values under \"defaults\"")
			continue
		}
		if !dotted.ValidName(k.Value) {
			hint := ""
			if strings.Contains(k.Value, ".") {
				hint = "; nest mappings where a path has dots"
			}
			p.mistake(k, p.shown(k.Value)+" is not a name; "+dotted.NameGrammar+hint)
			continue
		}
		if prev := seen[k.Value]; prev != nil {
			p.mistake(k, fmt.Sprintf("%s is set twice; first at %s:%d:%d", p.shown(k.Value), p.o.Name, prev.Line, prev.Column))
			continue
		}
		seen[k.Value] = k
		path := k.Value
		if prefix != "" {
			path = prefix + "." + k.Value
		} else if _, ok := p.o.Tops[k.Value]; !ok {
			p.mistake(k, p.shown(k.Value)+" is unknown here; a file begins with "+p.o.Tops.List())
			continue
		}
		p.value(k, v, path, depth+1)
	}
}

func (p *flattener) value(key, n *yaml.Node, path string, depth int) {
	v, ok := p.enter(n, depth)
	if !ok {
		return
	}
	defer p.leave(n)
	// The place to show is where the value is used, not where its anchor stands.
	at := v
	if n.Kind == yaml.AliasNode {
		at = n
	}
	top, _, _ := strings.Cut(path, ".")
	section := strings.Count(path, ".")+1 < p.o.Tops[top]
	switch v.Kind {
	case yaml.MappingNode:
		p.mapping(v, path, depth)
		return
	case yaml.ScalarNode:
		if null(v) {
			if !section {
				p.mistake(at, p.shown(key.Value)+" has no value; write \"\" for the empty text, or remove the key")
			}
			return // a section with nothing in it yet
		}
	}
	if section {
		p.mistake(at, p.shown(key.Value)+" takes keys, not a value: "+p.o.Tops.Shape(top))
		return
	}
	if !dotted.ValidPath(path) {
		p.mistake(key, "the path of this key is longer than 512 bytes")
		return
	}
	var text string
	if v.Kind == yaml.ScalarNode {
		if text, ok = p.scalar(v); !ok {
			return
		}
	} else {
		var b bytes.Buffer
		p.json(&b, v, depth)
		text = b.String()
	}
	p.leaves[path] = Leaf{Text: text, Line: int32(at.Line), Column: int32(at.Column)}
}

// null reports whether a scalar stands for nothing: unquoted null, ~ or empty.
func null(n *yaml.Node) bool { return n.Tag == "!!null" }

func plain(n *yaml.Node) bool {
	return n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
}

// scalar is the text of a scalar; a tag would ask for another meaning.
func (p *flattener) scalar(n *yaml.Node) (string, bool) {
	if n.Style&yaml.TaggedStyle != 0 && n.Tag != "!!str" {
		p.mistake(n, "a tag has no meaning here; values are text, so remove it")
		return "", false
	}
	return n.Value, true
}

func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

func position(data []byte, off int) (line, col int) {
	before := data[:off]
	return bytes.Count(before, []byte("\n")) + 1, off - bytes.LastIndexByte(before, '\n')
}
