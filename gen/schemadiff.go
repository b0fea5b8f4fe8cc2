package gen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Change is one difference between two versions of a program as its callers,
// its settings and its subscribers see it.
type Change struct {
	Breaking bool   `json:"breaking"` // somebody who works with the old version fails with the new one
	What     string `json:"what"`     // "tenant-db.query params.limit", "settings db.plan", "event orders.placed"
	Text     string `json:"text"`
	Pos      string `json:"pos,omitempty"` // in the new version
}

// SchemaChanges compares what can be called, set and subscribed to. Who sends a
// value and who receives it differ: a params field that becomes required breaks
// callers, a result field that goes breaks them too, a result field that is
// new does not. Breaking changes come first.
func SchemaChanges(old, now *Program) []Change {
	d := &schemaDiff{out: []Change{}}
	d.contracts(old, now)
	d.settings(old, now)
	d.events(old, now)
	slices.SortStableFunc(d.out, func(a, b Change) int {
		switch {
		case a.Breaking == b.Breaking:
			return 0
		case a.Breaking:
			return -1
		}
		return 1
	})
	return d.out
}

type schemaDiff struct {
	out []Change
	pos string
}

func (d *schemaDiff) add(breaking bool, what, format string, args ...any) {
	d.out = append(d.out, Change{Breaking: breaking, What: what, Text: fmt.Sprintf(format, args...), Pos: d.pos})
}

func (d *schemaDiff) contracts(old, now *Program) {
	for _, was := range old.Contracts {
		is := find(now.Contracts, func(c Contract) bool { return c.Route == was.Route })
		if is == nil {
			d.pos = ""
			d.add(true, was.Route, "the route is gone")
			continue
		}
		for _, wr := range was.Runnables {
			what := was.Route + "." + wr.Name
			ir := find(is.Runnables, func(r Runnable) bool { return r.Name == wr.Name })
			if ir == nil {
				d.pos = is.Pos
				d.add(true, what, "the runnable is gone")
				continue
			}
			d.pos = ir.Pos
			d.runnable(what, &wr, ir)
		}
		for _, ir := range is.Runnables {
			if find(was.Runnables, func(r Runnable) bool { return r.Name == ir.Name }) == nil {
				d.pos = ir.Pos
				d.add(false, was.Route+"."+ir.Name, "the runnable is new")
			}
		}
	}
	for _, is := range now.Contracts {
		if find(old.Contracts, func(c Contract) bool { return c.Route == is.Route }) == nil {
			d.pos = is.Pos
			d.add(false, is.Route, "the route is new")
		}
	}
}

func (d *schemaDiff) runnable(what string, was, is *Runnable) {
	if was.Idempotent && !is.Idempotent {
		d.add(true, what, "it is not idempotent any more, so callers that repeat it do harm")
	}
	if !was.Destructive && is.Destructive {
		d.add(false, what, "it is destructive now")
	}
	if was.Stream != is.Stream {
		d.add(true, what, "a stream became one result, or the other way round")
		return
	}
	switch {
	case was.Params == nil && is.Params != nil:
		for _, f := range is.Params.Fields {
			if !f.Optional {
				d.add(true, what+" params."+f.Name, "the field is new and required")
			}
		}
	case was.Params != nil && is.Params == nil:
		d.add(true, what+" params", "it takes no params any more, and refuses unknown ones")
	case was.Params != nil:
		d.shape(what+" params", was.Params, is.Params, true)
	}
	switch {
	case was.Result == nil && is.Result != nil:
		d.add(true, what+" result", "it answers a value now, where null was")
	case was.Result != nil && is.Result == nil:
		d.add(true, what+" result", "it answers null now")
	case was.Result != nil:
		d.shape(what+" result", was.Result, is.Result, false)
	}
}

// shape compares two types; sent says that callers send the value, and we read it.
func (d *schemaDiff) shape(what string, was, is *Shape, sent bool) {
	// A pointer is a value that may be null: to read more is harmless, to send more is not.
	if was.Kind == "pointer" || is.Kind == "pointer" {
		wasNull, isNull := was.Kind == "pointer", is.Kind == "pointer"
		if wasNull && !isNull && sent {
			d.add(true, what, "null is refused now")
		}
		if !wasNull && isNull && !sent {
			d.add(true, what, "it may be null now")
		}
		if wasNull {
			was = was.Elem
		}
		if isNull {
			is = is.Elem
		}
	}
	if was == nil || is == nil {
		return
	}
	if wireKind(was) != wireKind(is) {
		d.add(!wider(was, is, sent), what, "%s became %s", wireKind(was), wireKind(is))
		return
	}
	if was.Kind == "array" && was.Len != is.Len {
		d.add(true, what, "an array of %d became one of %d", was.Len, is.Len)
	}
	if was.Elem != nil && is.Elem != nil {
		d.shape(what+"[]", was.Elem, is.Elem, sent)
	}
	switch {
	case was.Recursive && is.Recursive: // compared where it stands first
		return
	case was.Recursive || is.Recursive:
		if was.Go != is.Go {
			d.add(true, what, "%s became %s", was.Go, is.Go)
		}
		return
	case was.Kind == "oneof":
		d.variants(what, was, is, sent)
		return
	}
	d.fields(what, was.Fields, is.Fields, sent)
}

// variants compares sum types: whoever reads has to know every variant that is written.
func (d *schemaDiff) variants(what string, was, is *Shape, sent bool) {
	if len(was.Variants) == 0 || len(is.Variants) == 0 {
		return // inside itself: compared further out
	}
	if was.Tag != is.Tag {
		d.add(true, what, "the tag that tells variants apart was %q and is %q", was.Tag, is.Tag)
	}
	for _, wv := range was.Variants {
		iv := find(is.Variants, func(f Field) bool { return f.Name == wv.Name })
		if iv == nil {
			d.add(sent, what, "the variant %s is %s", wv.Name, map[bool]string{true: "refused now", false: "gone"}[sent])
			continue
		}
		d.shape(what+"("+wv.Name+")", wv.Shape, iv.Shape, sent)
	}
	for _, iv := range is.Variants {
		if find(was.Variants, func(f Field) bool { return f.Name == iv.Name }) == nil {
			d.add(!sent, what, "the variant %s is new%s", iv.Name, map[bool]string{true: "", false: ", and who reads this does not know it"}[sent])
		}
	}
}

func (d *schemaDiff) fields(what string, was, is []Field, sent bool) {
	for _, wf := range was {
		name := what + "." + wf.Name
		nf := find(is, func(f Field) bool { return f.Name == wf.Name })
		if nf == nil {
			d.add(true, name, "%s", map[bool]string{true: "the field is gone, and unknown ones are refused", false: "the field is gone"}[sent])
			continue
		}
		switch {
		case sent && wf.Optional && !nf.Optional:
			d.add(true, name, "the field is required now")
		case !sent && !wf.Optional && nf.Optional:
			d.add(true, name, "the field may be missing now")
		}
		if sent {
			d.narrowed(name, &wf, nf)
		}
		if text(wf.Default) != text(nf.Default) && wf.Default != nil && nf.Default != nil {
			d.add(false, name, "default %q became %q", *wf.Default, *nf.Default)
		}
		d.shape(name, wf.Shape, nf.Shape, sent)
	}
	for _, nf := range is {
		if find(was, func(f Field) bool { return f.Name == nf.Name }) == nil {
			d.add(sent && !nf.Optional, what+"."+nf.Name, "%s", map[bool]string{true: "the field is new and required", false: "the field is new"}[sent && !nf.Optional])
		}
	}
}

// narrowed says where a value that was taken is refused now.
func (d *schemaDiff) narrowed(what string, was, is *Field) {
	for _, bound := range []struct{ name, was, is string }{{"min", was.Min, is.Min}, {"max", was.Max, is.Max}, {"pattern", was.Pattern, is.Pattern}} {
		if bound.was != bound.is {
			d.add(bound.is != "" && !looser(bound.name, bound.was, bound.is), what, "%s %s became %s", bound.name, orNone(bound.was), orNone(bound.is))
		}
	}
	if len(is.Enum) > 0 {
		var gone []string
		for _, v := range was.Enum {
			if !slices.Contains(is.Enum, v) {
				gone = append(gone, v)
			}
		}
		switch {
		case len(was.Enum) == 0:
			d.add(true, what, "only %s are taken now", strings.Join(is.Enum, ", "))
		case len(gone) > 0:
			d.add(true, what, "%s are refused now", strings.Join(gone, ", "))
		case len(is.Enum) > len(was.Enum):
			d.add(false, what, "more values are taken")
		}
	}
}

// looser reports whether a bound lets more in than before.
func looser(name, was, is string) bool {
	if was == "" || name == "pattern" {
		return false
	}
	a, ok := bound(was)
	b, fits := bound(is)
	switch {
	case !ok || !fits:
		return false
	case name == "min":
		return b <= a
	}
	return b >= a
}

// bound is a number, or a duration in nanoseconds.
func bound(text string) (float64, bool) {
	if d, err := time.ParseDuration(text); err == nil {
		return float64(d), true
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil
}

// wireKind is what two types must agree in to read each other's values.
func wireKind(s *Shape) string {
	switch s.Kind {
	case "int", "uint", "float":
		return s.Basic
	case "slice", "array":
		return "list"
	case "bytes", "string", "bool", "time", "duration", "map", "struct", "oneof", "raw":
		return s.Kind
	default: // writes itself: the type decides
		return s.Go
	}
}

// wider reports whether what reads takes everything that what writes can say:
// of params we read, of results the others do.
func wider(was, is *Shape, sent bool) bool {
	writes, reads := is, was
	if sent {
		writes, reads = was, is
	}
	w, r := bits(writes.Basic), bits(reads.Basic)
	return writes.Kind == reads.Kind && w > 0 && r >= w
}

func bits(basic string) int {
	switch strings.TrimLeft(basic, "uintfloa") {
	case "8":
		return 8
	case "16":
		return 16
	case "32":
		return 32
	case "64":
		return 64
	}
	if basic == "int" || basic == "uint" {
		return 64
	}
	return 0
}

func (d *schemaDiff) settings(old, now *Program) {
	was, is := settingsOf(old), settingsOf(now)
	for _, name := range sortedNames(was) {
		what := "settings " + name
		if _, ok := is[name]; !ok {
			d.pos = ""
			d.add(false, what, "nobody reads the key any more")
			continue
		}
		d.pos = is[name].pos
		wf, nf := was[name].field, is[name].field
		if wf.Optional && !nf.Optional {
			d.add(true, what, "the key is required now")
		}
		d.narrowed(what, &wf, &nf)
		if text(wf.Default) != text(nf.Default) {
			d.add(false, what, "default %s became %s", orNone(text(wf.Default)), orNone(text(nf.Default)))
		}
		d.shape(what, wf.Shape, nf.Shape, true)
	}
	for _, name := range sortedNames(is) {
		if _, ok := was[name]; !ok {
			d.pos = is[name].pos
			d.add(!is[name].field.Optional, "settings "+name, "%s", map[bool]string{true: "the key is new", false: "the key is new and required"}[is[name].field.Optional])
		}
	}
}

type settingsKey struct {
	field Field
	pos   string
}

func settingsOf(p *Program) map[string]settingsKey {
	out := map[string]settingsKey{}
	for _, c := range p.Components {
		for _, s := range c.Settings {
			for _, k := range s.Keys {
				out[s.Prefix+"."+k.Name] = settingsKey{k, c.Pos}
			}
		}
	}
	return out
}

func (d *schemaDiff) events(old, now *Program) {
	for _, was := range old.Events {
		is := find(now.Events, func(e Event) bool { return e.Topic == was.Topic })
		if is == nil {
			d.pos = ""
			d.add(true, "event "+was.Topic, "the event is gone")
			continue
		}
		d.pos = is.Pos
		if was.Shape != nil && is.Shape != nil {
			d.shape("event "+was.Topic, was.Shape, is.Shape, false)
		}
	}
	for _, is := range now.Events {
		if find(old.Events, func(e Event) bool { return e.Topic == is.Topic }) == nil {
			d.pos = is.Pos
			d.add(false, "event "+is.Topic, "the event is new")
		}
	}
}

func find[T any](list []T, is func(T) bool) *T {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return &list[i]
	}
	return nil
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

func sortedNames[T any](m map[string]T) []string {
	var out []string
	for name := range m {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
