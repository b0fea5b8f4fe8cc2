package load

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/marker"
)

// The codes of where directives stand.
const (
	codeMisplaced = "SIG103"
	codeExclusive = "SIG109"
)

// A place is a doc comment's declaration.
type place struct {
	kind  marker.Place
	decl  ast.Node
	owner *ast.TypeSpec
	what  string
}

// scanFile finds the directives of a file, and everything that looks like one
// without being one: a directive that is silently ignored is the worst outcome.
func scanFile(fset *token.FileSet, f *File) []diag.Diagnostic {
	s := &fileScanner{fset: fset, file: f, docs: map[*ast.CommentGroup]place{}}
	for _, d := range f.Syntax.Decls {
		s.decl(d)
	}
	for _, g := range f.Syntax.Comments {
		for _, c := range g.List {
			s.comment(g, c)
		}
	}
	s.exclusive()
	return s.diags
}

type fileScanner struct {
	fset  *token.FileSet
	file  *File
	docs  map[*ast.CommentGroup]place
	diags []diag.Diagnostic
}

func (s *fileScanner) decl(d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv != nil {
			s.doc(d.Doc, place{kind: marker.OnMethod, decl: d, what: "a method"})
		} else {
			s.doc(d.Doc, place{kind: marker.OnOther, decl: d, what: "a function"})
		}
	case *ast.GenDecl:
		s.doc(d.Doc, place{kind: marker.OnOther, decl: d, what: map[token.Token]string{
			token.IMPORT: "an import", token.CONST: "a constant", token.VAR: "a variable", token.TYPE: "a group of types"}[d.Tok]})
		for _, spec := range d.Specs {
			t, ok := spec.(*ast.TypeSpec)
			if !ok {
				continue
			}
			p := place{kind: marker.OnOther, decl: t, what: "a type that is neither a struct nor an interface"}
			switch typ := t.Type.(type) {
			case *ast.StructType:
				p.kind, p.what = marker.OnStruct, "a struct type"
				s.fields(typ.Fields, nil)
			case *ast.InterfaceType:
				p.kind, p.what = marker.OnInterface, "an interface type"
				s.fields(typ.Methods, t)
			}
			if t.Assign.IsValid() {
				p.kind, p.what = marker.OnOther, "a type alias"
			}
			if doc := t.Doc; doc != nil {
				s.doc(doc, p)
			} else if !d.Lparen.IsValid() {
				s.doc(d.Doc, p)
			}
		}
	}
}

func (s *fileScanner) fields(list *ast.FieldList, owner *ast.TypeSpec) {
	for _, f := range list.List {
		p := place{kind: marker.OnOther, decl: f, what: "a field"}
		if owner != nil {
			p.what = "an embedded interface"
			if _, ok := f.Type.(*ast.FuncType); ok && len(f.Names) == 1 {
				p = place{kind: marker.OnInterfaceMethod, decl: f, owner: owner, what: "a method of an interface"}
			}
		}
		s.doc(f.Doc, p)
	}
}

func (s *fileScanner) doc(g *ast.CommentGroup, p place) {
	if g != nil {
		s.docs[g] = p
	}
}

func (s *fileScanner) report(pos token.Pos, e *marker.Error) {
	s.diags = append(s.diags, diag.Diagnostic{
		Pos: s.fset.Position(pos + token.Pos(e.Off)), End: s.fset.Position(pos + token.Pos(e.End)),
		Code: e.Code, Text: e.Text, Hint: e.Hint,
	})
}

func (s *fileScanner) comment(g *ast.CommentGroup, c *ast.Comment) {
	if !strings.HasPrefix(c.Text, marker.Prefix) {
		if e := nearMiss(c.Text); e != nil {
			s.report(c.Pos(), e)
		}
		return
	}
	d, errs := marker.Parse(c.Text)
	if len(errs) == 0 {
		errs = d.Check()
	} else if _, known := marker.Lookup(d.Name); !known && errs[0].Code != marker.CodeNearMiss {
		errs = d.Check()
	}
	for _, e := range errs {
		s.report(c.Pos(), e)
	}
	spec, ok := marker.Lookup(d.Name)
	if !ok || spec.NotYet {
		return
	}
	m := &Mark{Directive: d, Pos: c.Pos(), File: s.file}
	if spec.On != marker.OnLine {
		p, ok := s.docs[g]
		if e := s.misplaced(g, c, spec, p, ok); e != nil {
			s.report(c.Pos(), e)
			return
		}
		m.Decl, m.Owner = p.decl, p.owner
	}
	for _, other := range s.file.Marks {
		if other.Name == d.Name && other.Decl == m.Decl && m.Decl != nil {
			s.diags = append(s.diags, diag.Diagnostic{Pos: s.fset.Position(c.Pos()), Code: marker.CodeRepeated,
				Text:    marker.Prefix + d.Name + " stands twice on one declaration",
				Related: []diag.Related{{Pos: s.fset.Position(other.Pos), Text: "first here"}}, Hint: "put all arguments into one line"})
			return
		}
	}
	s.file.Marks = append(s.file.Marks, m)
}

// misplaced says why a directive cannot stand where it does.
func (s *fileScanner) misplaced(g *ast.CommentGroup, c *ast.Comment, spec marker.Spec, p place, documents bool) *marker.Error {
	end := len(marker.Prefix) + len(spec.Name)
	hint := "it belongs on " + spec.On.String()
	if !documents {
		text := marker.Prefix + spec.Name + " stands on no declaration"
		if s.beforeBlankLine(g) {
			text += ": a blank line separates it from the next one"
			hint = "remove the blank line"
		}
		return &marker.Error{Off: 0, End: end, Code: codeMisplaced, Text: text, Hint: hint}
	}
	if p.kind&spec.On == 0 {
		if p.what == "a group of types" {
			hint = "put it above the type inside the parentheses"
		}
		return &marker.Error{Off: 0, End: end, Code: codeMisplaced, Text: marker.Prefix + spec.Name + " cannot stand on " + p.what, Hint: hint}
	}
	return nil
}

// beforeBlankLine reports whether a declaration follows the group after blank lines only.
func (s *fileScanner) beforeBlankLine(g *ast.CommentGroup) bool {
	line := s.fset.Position(g.End()).Line
	for _, d := range s.file.Syntax.Decls {
		start := d.Pos()
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Doc != nil {
				start = d.Doc.Pos()
			}
		case *ast.GenDecl:
			if d.Doc != nil {
				start = d.Doc.Pos()
			}
		}
		if start > g.End() {
			return s.fset.Position(start).Line > line+1
		}
		if d.End() > g.Pos() {
			return false // inside d
		}
	}
	return false
}

// exclusive reports directives that one declaration cannot carry together.
func (s *fileScanner) exclusive() {
	groups := [][]string{
		{"component", "config", "event"},
		{"contract", "oneof"},
		{"runnable", "computed", "effect", "activate", "deactivate", "health", "snapshot", "restore", "purge", "supervise", "subscribe"},
	}
	for i, m := range s.file.Marks {
		for _, other := range s.file.Marks[:i] {
			if other.Decl != m.Decl || m.Decl == nil || other.Name == m.Name {
				continue
			}
			for _, g := range groups {
				if slices.Contains(g, m.Name) && slices.Contains(g, other.Name) {
					s.diags = append(s.diags, diag.Diagnostic{Pos: s.fset.Position(m.Pos), Code: codeExclusive,
						Text:    marker.Prefix + m.Name + " and " + marker.Prefix + other.Name + " exclude each other",
						Related: []diag.Related{{Pos: s.fset.Position(other.Pos), Text: "the other one"}},
						Hint:    "keep the one that says what the declaration is"})
				}
			}
		}
	}
}

var (
	looksLike = regexp.MustCompile(`^(/[/*] *)(?i:(sig))( ?):([ \t]*)([A-Za-z][A-Za-z-]*)?`)
)

// nearMiss says what is wrong with a comment that somebody may have meant as a directive.
// Prose that begins with "sig:" and goes on with an ordinary word is left alone.
func nearMiss(text string) *marker.Error {
	m := looksLike.FindStringSubmatchIndex(text)
	if m == nil {
		return nil
	}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return text[m[2*i]:m[2*i+1]]
	}
	open, word := group(1), group(5)
	glued := !strings.HasSuffix(open, " ") || group(3) == "" && group(4) == "" && word != ""
	near := diag.Nearest(word, marker.Names())
	if !glued && near == "" {
		return nil
	}
	e := &marker.Error{Off: 0, End: m[1], Code: marker.CodeNearMiss}
	name := word
	if near != "" {
		name = near
	}
	if name == "" {
		name = "component"
	}
	e.Hint = "write " + marker.Prefix + name
	switch {
	case strings.HasPrefix(open, "/*"):
		e.Text = "a directive in a block comment is not read"
	case open != "//":
		e.Text = "a space in front of sig: makes this a plain comment, not a directive"
	case group(2) != "sig":
		e.Text = "a directive's sig: is written in lower case"
	default:
		e.Text = "a space inside //sig: makes this a plain comment, not a directive"
	}
	return e
}
