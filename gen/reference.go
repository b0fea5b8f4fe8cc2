package gen

import (
	"fmt"
	"strings"
)

// Markdown is a reference of all runnables, settings and events of a program, for
// those who call and operate it. It depends on the directives and doc comments alone.
func (p *Program) Markdown(title string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", title)
	b.WriteString("## Runnables\n")
	none := true
	for _, c := range p.Contracts {
		if len(c.Runnables) == 0 {
			continue
		}
		none = false
		fmt.Fprintf(&b, "\n### %s\n\n", c.Route)
		paragraph(&b, c.Doc)
		var by []string
		for _, x := range p.Components {
			for _, r := range x.Provides {
				if r == c.Route {
					by = append(by, fmt.Sprintf("`%s` (%s)", x.Name, x.Scope))
				}
			}
		}
		if len(by) > 0 {
			fmt.Fprintf(&b, "Provided by %s.\n\n", strings.Join(by, ", "))
		}
		for i, r := range c.Runnables {
			if i > 0 {
				b.WriteString("\n")
			}
			r.markdown(&b, c.Route)
		}
	}
	if none {
		b.WriteString("\nNone.\n")
	}
	p.markdownSettings(&b)
	if len(p.Events) > 0 {
		b.WriteString("\n## Events\n")
		for _, e := range p.Events {
			fmt.Fprintf(&b, "\n### %s\n\n", e.Topic)
			if e.Shape != nil {
				fieldTable(&b, e.Shape.Fields, false)
			}
		}
	}
	return b.String()
}

func (r *Runnable) markdown(b *strings.Builder, route string) {
	fmt.Fprintf(b, "#### %s.%s\n\n", route, r.Name)
	if r.Desc != "" {
		paragraph(b, strings.TrimSuffix(r.Desc, ".")+".")
	} else {
		paragraph(b, r.Doc)
	}
	var notes []string
	if r.Timeout != "" {
		notes = append(notes, "answers within "+r.Timeout)
	}
	if r.Idempotent {
		notes = append(notes, "idempotent")
	}
	if r.Destructive {
		notes = append(notes, "destructive")
	}
	if r.Stream {
		notes = append(notes, "a stream of results")
	}
	if len(notes) > 0 {
		fmt.Fprintf(b, "*%s*\n\n", strings.Join(notes, "; "))
	}
	part := func(name string, s *Shape, sent bool) {
		if s == nil {
			fmt.Fprintf(b, "%s: none.\n\n", name)
			return
		}
		fmt.Fprintf(b, "%s: `%s`\n\n", name, s.Go)
		fieldTable(b, s.members(), sent)
	}
	part("Params", r.Params, true)
	part("Result", r.Result, false)
	trimBlank(b)
}

// trimBlank leaves one line end where a table or a paragraph ended a section.
func trimBlank(b *strings.Builder) {
	s := strings.TrimRight(b.String(), "\n") + "\n"
	b.Reset()
	b.WriteString(s)
}

func (p *Program) markdownSettings(b *strings.Builder) {
	first := true
	for _, c := range p.Components {
		for _, s := range c.Settings {
			if first {
				b.WriteString("\n## Settings\n")
				first = false
			}
			fmt.Fprintf(b, "\n### %s of %s\n\n", s.Prefix, c.Name)
			fmt.Fprintf(b, "Keys of a tenant are `tenants.NAME.%[1]s.KEY`, of all tenants `defaults.%[1]s.KEY`.\n\n", s.Prefix)
			fieldTable(b, s.Keys, true)
			trimBlank(b)
		}
	}
}

func paragraph(b *strings.Builder, s string) {
	if s = strings.TrimSpace(s); s != "" {
		b.WriteString(s + "\n\n")
	}
}

// fieldTable lists fields; those of structs inside are dotted.
func fieldTable(b *strings.Builder, fields []Field, sent bool) {
	if len(fields) == 0 {
		return
	}
	head := "| field | type | required | default | limits | meaning |\n|---|---|---|---|---|---|\n"
	if !sent {
		head = "| field | type | may be missing | meaning |\n|---|---|---|---|\n"
	}
	b.WriteString(head)
	fieldRows(b, "", fields, sent)
	b.WriteString("\n")
}

func fieldRows(b *strings.Builder, prefix string, fields []Field, sent bool) {
	for _, f := range fields {
		name := prefix + f.Name
		def, yes := "", map[bool]string{true: "yes"}
		if f.Default != nil {
			def = "`" + cell(*f.Default) + "`"
		}
		doc := cell(strings.Join(strings.Fields(f.Doc), " "))
		if sent {
			fmt.Fprintf(b, "| `%s` | `%s` | %s | %s | %s | %s |\n", name, cell(f.Shape.Go), yes[!f.Optional], def, cell(f.limits()), doc)
		} else {
			fmt.Fprintf(b, "| `%s` | `%s` | %s | %s |\n", name, cell(f.Shape.Go), yes[f.Optional], doc)
		}
		inner, suffix := f.Shape, "."
		for inner != nil && inner.Elem != nil {
			if inner.Kind != "pointer" {
				suffix = "[]" + suffix
			}
			inner = inner.Elem
		}
		if inner != nil {
			fieldRows(b, name+suffix, inner.members(), sent)
		}
	}
}

// members are the fields that a value has on the wire: of a sum type the tag, and
// those of every variant.
func (s *Shape) members() []Field {
	if len(s.Variants) == 0 {
		return s.Fields
	}
	var names []string
	var of []Field
	for _, v := range s.Variants {
		names = append(names, "`"+v.Name+"`")
		for _, f := range v.Shape.Fields {
			f.Doc = strings.TrimSuffix("of `"+v.Name+"`: "+f.Doc, ": ")
			of = append(of, f)
		}
	}
	tag := Field{Name: s.Tag, Doc: "says which it is: " + strings.Join(names, ", "), Shape: &Shape{Kind: "string", Go: "string", Basic: "string"}}
	return append([]Field{tag}, of...)
}

// limits are a field's constraints in words.
func (f *Field) limits() string {
	var out []string
	if f.Min != "" {
		out = append(out, "min "+f.Min)
	}
	if f.Max != "" {
		out = append(out, "max "+f.Max)
	}
	if len(f.Enum) > 0 {
		out = append(out, "one of "+strings.Join(f.Enum, ", "))
	}
	if f.Pattern != "" {
		out = append(out, "matches `"+f.Pattern+"`")
	}
	return strings.Join(out, ", ")
}

// cell keeps a text inside of a table's cell.
func cell(s string) string { return strings.NewReplacer("|", `\|`, "\n", " ").Replace(s) }
