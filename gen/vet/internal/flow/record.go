package flow

import (
	"cmp"
	"go/token"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// An effectKind is a code with what the analysis makes of it.
type effectKind uint8

const (
	effectNone effectKind = iota
	effectWrite
	effectKeep
	effectCaptured
	effectGo
	effectCall
	effectNoBody
	effectEscape
	effectStdWrite
	effectContext
	effectMade
)

var kinds = [...]struct {
	code    string
	verdict facts.Verdict
}{
	effectWrite:    {facts.CodeWrite, facts.Leak},
	effectKeep:     {facts.CodeKeep, facts.Leak},
	effectCaptured: {facts.CodeAlias, facts.Leak},
	effectGo:       {facts.CodeGo, facts.Leak},
	effectCall:     {facts.CodeCall, facts.Undecided},
	effectNoBody:   {facts.CodeNoBody, facts.Undecided},
	effectEscape:   {facts.CodeEscape, facts.Undecided},
	effectStdWrite: {facts.CodeProcess, facts.Leak},
	effectContext:  {facts.CodeContext, facts.Leak},
	effectMade:     {facts.CodeCapability, facts.Leak},
}

func (u *unit) effect(k effectKind, at token.Pos, object, text string) {
	u.effectNeeds(k, at, object, text, facts.Needs{}, nil)
}

func (u *unit) effectNeeds(k effectKind, at token.Pos, object, text string, needs facts.Needs, related []facts.Place) {
	pos := u.p.position(at)
	kind := kinds[k]
	id := kind.code + " " + pos.String() + " " + object
	if u.effects[id] {
		return
	}
	u.effects[id] = true
	u.out.Effects = append(u.out.Effects, facts.Effect{Code: kind.code, Verdict: kind.verdict, Object: object, Pos: pos, Text: text, Needs: needs, Related: related})
}

func (u *unit) ref(name string) { u.out.Refs = append(u.out.Refs, name) }

// escapes notes that package-level memory gets into hands that cannot be followed.
func (u *unit) escapes(in ssa.Instruction, s set, verb string) {
	for i := range u.reach(s).all {
		e := u.elems[i]
		if e.kind != elemGlobal || !e.needs.Mutable && len(e.needs.Types) == 0 {
			continue
		}
		if u.p.inits[in.Parent()] {
			continue
		}
		u.effectNeeds(effectEscape, u.pos(in), e.global.Name, verb+" what package-level variable "+short(e.global.Name)+" leads to", e.needs, nil)
	}
}

// finish writes down what the last round gathered, in an order that does not depend on maps.
func (u *unit) finish() {
	o := u.out
	u.registers()
	for i, d := range u.retData {
		u.flowLabels(nil, d, facts.Label{Kind: facts.OfResult, N: i}, o.Pos, "")
	}
	for i, par := range u.top.Params {
		if isContext(par.Type()) {
			o.Ctx |= 1 << min(i, lastParam)
		}
	}
	var results set
	for _, r := range u.rets {
		results.union(u.reach(*r))
	}
	for i := range results.all {
		switch e := u.elems[i]; e.kind {
		case elemFunc:
			c := e.callee
			if e.fn != nil {
				c = u.innerCallee(e.fn)
			}
			o.Made = append(o.Made, c)
		case elemDyn:
			o.Dyns = append(o.Dyns, e.dyn)
		case elemAlloc:
			o.Opaque = o.Opaque || e.opaque
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(u.passes), func(a, b passKey) int {
		return cmp.Or(cmp.Compare(a.param, b.param), cmp.Compare(a.global, b.global), cmp.Compare(a.needs, b.needs))
	}) {
		o.Passes = append(o.Passes, u.passes[k])
	}
	slices.SortFunc(o.Keeps, func(a, b facts.Callee) int { return cmp.Compare(a.Name, b.Name) })
	o.Puts = uniqueCallees(o.Puts)
	o.Boxes = unique(o.Boxes)
	o.Yields = u.yielded()
	o.Leads = u.leads()
	u.namesHandles()
	o.Keeps = slices.CompactFunc(o.Keeps, func(a, b facts.Callee) bool { return a == b })
	o.Marks = slices.Sorted(maps.Keys(u.marks))
	o.Refs = unique(o.Refs)
	o.Converts = unique(o.Converts)
	o.Holds = unique(o.Holds)
	o.Invokes = unique(o.Invokes)
	o.Made = slices.CompactFunc(o.Made, func(a, b facts.Callee) bool { return a == b })
	o.Dyns = unique(o.Dyns)
	slices.SortFunc(o.Writes, func(a, b facts.Write) int { return cmp.Compare(a.Param, b.Param) })
}

// yielded is the package-level memory that whoever calls the nested functions gets.
func (u *unit) yielded() []facts.Label {
	var all set
	for i, e := range u.elems {
		if e.kind == elemFunc && e.fn != nil {
			all.union(u.reachOf(i))
		}
	}
	var out []facts.Label
	for i := range all.all {
		if e := u.elems[i]; e.kind == elemGlobal && (e.needs.Mutable || len(e.needs.Types) > 0) {
			out = append(out, globalLabel(e))
		}
	}
	return out
}

func unique(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}
