package resolve

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"unicode"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// The codes of members.
const (
	codeJSONTwice     = "SIG309"
	codeEmbedded      = "SIG310"
	codeUselessTag    = "SIG311"
	codeMemberOption  = "SIG111"
	codeQuotedNothing = "SIG312"
	codeOmitZero      = "SIG313"
)

// memberOptions are the tag options of params, results, settings and props.
var memberOptions = []string{"default", "min", "max", "enum", "pattern", "optional"}

// A candidate is a field on its way to being a member, as encoding/json sees it.
type candidate struct {
	field  *types.Var
	tag    *fieldTag
	name   string
	tagged bool
	index  []int
	path   []string
	ptrs   []bool
	opts   []string
}

// members are the fields of st in the order and under the names that
// encoding/json gives them, embedded structs flattened by its rules.
func (p *pkgResolver) members(owner types.Type, name string, st *types.Struct, pos token.Pos, u use) []*model.Member {
	cs := p.dominant(p.candidates(owner, st, pos, u))
	var out []*model.Member
	outer := p.hint
	defer func() { p.hint = outer }()
	for _, c := range cs {
		p.hint = name + c.field.Name()
		if m := p.member(c, pos, u); m != nil {
			out = append(out, m)
		}
	}
	return out
}

type level struct {
	typ   types.Type
	st    *types.Struct
	index []int
	path  []string
	ptrs  []bool
}

// candidates walks st level by level, as encoding/json's typeFields does.
func (p *pkgResolver) candidates(owner types.Type, st *types.Struct, pos token.Pos, u use) []candidate {
	var out []candidate
	next := []level{{typ: owner, st: st}}
	visited := map[string]bool{}
	var count, nextCount map[string]int
	for len(next) > 0 {
		current := next
		next = nil
		count, nextCount = nextCount, map[string]int{}
		for _, l := range current {
			key := types.TypeString(l.typ, nil)
			if visited[key] {
				continue
			}
			visited[key] = true
			for i := range l.st.NumFields() {
				f := l.st.Field(i)
				tag := p.fieldTag(f, l.st.Tag(i), pos)
				name, opts := parseJSON(tag)
				index := append(slices.Clone(l.index), i)
				path := append(slices.Clone(l.path), f.Name())
				ft := deref(f.Type())
				_, isPtr := types.Unalias(f.Type()).(*types.Pointer)
				inner, isStruct := types.Unalias(ft).Underlying().(*types.Struct)
				if !f.Exported() && !(f.Embedded() && isStruct) || tag.json == "-" {
					if tag.found {
						p.report(codeUselessTag, tag.pos(0), "export the field, or remove the tag", "field %s is not part of the JSON form, so its sig tag means nothing", f.Name())
					}
					continue
				}
				if f.Embedded() && isStruct && name == "" {
					if tag.found {
						p.report(codeUselessTag, tag.pos(0), "give the field a name, or put tags on the fields inside", "embedded %s is flattened, so its sig tag means nothing", f.Name())
					}
					if isPtr && !f.Exported() {
						p.report(codeEmbedded, p.fieldPos(f, pos), "embed the struct itself, or export its type", "embedded *%s is a pointer to an unexported struct, which cannot be set while decoding", f.Name())
						continue
					}
					k := types.TypeString(ft, nil)
					if nextCount[k]++; nextCount[k] == 1 {
						next = append(next, level{ft, inner, index, path, append(slices.Clone(l.ptrs), isPtr)})
					}
					continue
				}
				if !f.Exported() {
					continue
				}
				c := candidate{field: f, tag: tag, name: name, tagged: name != "", index: index, path: path, ptrs: slices.Clone(l.ptrs), opts: opts}
				if c.name == "" {
					c.name = f.Name()
				}
				out = append(out, c)
				if count[key] > 1 {
					out = append(out, c) // embedded more than once: they annihilate each other
				}
			}
		}
	}
	return out
}

// dominant keeps, of the candidates with one name, the one that Go's embedding
// rules choose, in the order of declaration. Two fields of one struct with one
// name drop out in silence there; here they are reported.
func (p *pkgResolver) dominant(all []candidate) []candidate {
	slices.SortStableFunc(all, func(a, b candidate) int {
		c := cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(len(a.index), len(b.index)))
		if c == 0 && a.tagged != b.tagged {
			if a.tagged {
				return -1
			}
			return 1
		}
		return cmp.Or(c, slices.Compare(a.index, b.index))
	})
	var out []candidate
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[j].name == all[i].name {
			j++
		}
		same := all[i:j]
		i = j
		if len(same) > 1 && len(same[0].index) == len(same[1].index) && same[0].tagged == same[1].tagged {
			// Of different embedded structs, that is Go's own rule of ambiguity.
			if a, b := same[0], same[1]; a.field != b.field && slices.Equal(a.index[:len(a.index)-1], b.index[:len(b.index)-1]) {
				first, second := a.field, b.field
				if second.Pos() < first.Pos() {
					first, second = second, first
				}
				d := p.report(codeJSONTwice, p.fieldPos(second, p.lp.Files[0].Syntax.Package), "give one of them another name in its json tag",
					"fields %s and %s both have the JSON name %q, so encoding/json leaves both out", first.Name(), second.Name(), a.name)
				p.relate(d, p.fieldPos(first, token.NoPos), "the other field")
			}
			continue
		}
		out = append(out, same[0])
	}
	slices.SortFunc(out, func(a, b candidate) int { return slices.Compare(a.index, b.index) })
	return out
}

// parseJSON splits a json tag; a name that encoding/json would not accept counts as none.
func parseJSON(t *fieldTag) (string, []string) {
	parts := strings.Split(t.json, ",")
	name := parts[0]
	for _, r := range name {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r) && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return "", parts[1:]
		}
	}
	return name, parts[1:]
}

func (p *pkgResolver) member(c candidate, pos token.Pos, u use) *model.Member {
	fpos := p.fieldPos(c.field, pos)
	p.options(c.tag, memberOptions, "a field of "+u.what)
	ref := p.value(c.field.Type(), fpos, "field "+c.field.Name(), u)
	if ref == nil {
		return nil
	}
	m := &model.Member{
		GoName: c.field.Name(), Path: c.path, PathPointer: c.ptrs, Name: c.name, Ref: ref, Doc: p.fieldDoc(c.field), Pos: p.pos(fpos),
		OmitEmpty: slices.Contains(c.opts, "omitempty"), OmitZero: slices.Contains(c.opts, "omitzero"),
	}
	if m.OmitZero {
		p.omitZero(m, c.field, fpos)
	}
	if slices.Contains(c.opts, "string") {
		switch b := scalar(ref); b.Kind {
		case model.KindBool, model.KindInt, model.KindUint, model.KindFloat, model.KindString, model.KindDuration, model.KindNumber:
			m.Quoted = true
		default:
			p.report(codeQuotedNothing, fpos, "remove it; encoding/json ignores it there", "field %s has the json option string, but its type is no number, string or bool", c.field.Name())
		}
	}
	m.Optional = ref.Kind == model.KindPointer || ref.Kind == model.KindProto || c.tag.Has("optional") || m.OmitEmpty || m.OmitZero
	p.constraints(m, c.tag, u)
	return m
}

// scalar is ref, or what it points to.
func scalar(ref *model.Ref) *model.Ref {
	for ref.Kind == model.KindPointer {
		ref = ref.Elem
	}
	return ref
}

// options reports the options of a tag that are not among known.
func (p *pkgResolver) options(t *fieldTag, known []string, where string) {
	for _, o := range t.Options {
		if slices.Contains(known, o.Key) {
			flag := slices.Contains([]string{"optional", "requires", "prop"}, o.Key)
			switch {
			case flag && o.HasValue:
				p.report(codeMemberOption, t.pos(o.Off), "write "+o.Key+" alone", "option %s takes no value", o.Key)
			case !flag && !o.HasValue:
				p.report(codeMemberOption, t.pos(o.Off), "write "+o.Key+"=…", "option %s needs a value", o.Key)
			case len(o.Parts) > 1 && o.Key != "enum":
				p.report(codeMemberOption, t.pos(o.Parts[1].Off-1), "single-quote a value with | in it", "option %s takes one value", o.Key)
			}
			continue
		}
		hint := "options of " + where + " are " + strings.Join(known, ", ")
		if near := diag.Nearest(o.Key, known); near != "" {
			hint = "did you mean " + near + "?"
		} else if all := append(slices.Clone(memberOptions), fieldOptions...); slices.Contains(all, o.Key) {
			p.report(codeMemberOption, t.pos(o.Off), hint, "option %s has no meaning on %s", o.Key, where)
			continue
		}
		p.report(codeMemberOption, t.pos(o.Off), hint, "unknown option %q in a sig tag", o.Key)
	}
}
