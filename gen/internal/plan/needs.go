package plan

import "github.com/sigen-dev/sigen/gen/internal/model"

// needs finds out which functions of which struct are called, starting from
// what is emitted, so that no function is written that nobody uses.
func (p *Package) needs() {
	method := func(m *Method) {
		if m.Model.Params != nil {
			p.needDecode(m.Model.Params)
			p.needEncode(m.Model.Params)
			p.needCheck(m.Model.Params)
		}
		if m.Model.Result != nil {
			p.needEncode(m.Model.Result)
			p.needDecode(m.Model.Result)
		}
		p.needClone(m.Model.Params)
		p.needClone(m.Model.Result)
	}
	for _, c := range p.Contracts {
		for _, m := range c.Methods {
			method(m)
		}
	}
	for _, c := range p.Components {
		if c.Own != nil {
			for _, m := range c.Own.Methods {
				method(m)
			}
		}
		for _, f := range c.Model.Fields {
			switch f.Kind {
			case model.FieldSettings:
				if s := p.byKey[f.Type.Expr]; s != nil {
					s.read, s.reader = true, true
					p.needMembers(s.Type.Members)
				}
			case model.FieldProp:
				p.needDecode(f.Prop.Ref)
				p.needEncode(f.Prop.Ref)
			}
		}
	}
	for _, e := range p.Events {
		p.needDecode(&model.Ref{Struct: e.Codec.Type.Type.Expr})
		p.needEncode(&model.Ref{Struct: e.Codec.Type.Type.Expr})
	}
	for _, t := range p.Model.Types {
		if c := p.byKey[t.Type.Expr]; c.decode || c.encode || c.check || c.read {
			p.Codecs = append(p.Codecs, c)
		}
	}
}

// needMembers follows settings: structs are read key by key, the rest of what is
// not plain is JSON inside of a text.
func (p *Package) needMembers(ms []*model.Member) {
	for _, m := range ms {
		if c := p.Inline(m.Ref); c != nil {
			c.read = true
			p.needMembers(c.Type.Members)
			continue
		}
		p.needDecode(m.Ref)
	}
}

// Inline returns the struct whose members settings read key by key, below the
// key of ref; nil when ref is no such struct.
func (p *Package) Inline(ref *model.Ref) *Codec {
	if ref.Kind != model.KindStruct {
		return nil
	}
	c := p.byKey[ref.Struct]
	if c == nil || c.Type.Recursive {
		return nil
	}
	return c
}

func (p *Package) needDecode(r *model.Ref) {
	p.each(r, func(c *Codec) bool { was := c.decode; c.decode = true; return !was })
}

func (p *Package) needEncode(r *model.Ref) {
	p.each(r, func(c *Codec) bool { was := c.encode; c.encode = true; return !was })
}

func (p *Package) needCheck(r *model.Ref) {
	p.each(r, func(c *Codec) bool {
		was := c.check
		c.check = c.Type.Validate
		return c.Type.Validate && !was
	})
}

// each visits the structs that r uses, and those in their members as long as visit says so.
func (p *Package) each(r *model.Ref, visit func(*Codec) bool) {
	if r == nil {
		return
	}
	if c := p.byKey[r.Struct]; c != nil && visit(c) {
		for _, m := range c.Type.Members {
			p.each(m.Ref, visit)
		}
	}
	p.each(r.Elem, visit)
}

// needClone follows what leads to memory that a copy of r would share: where the
// tenant changes, that is copied.
func (p *Package) needClone(r *model.Ref) {
	if !Copied(r) || r.Clone {
		return
	}
	if c := p.byKey[r.Struct]; c != nil && !c.clone {
		c.clone = true
		for _, m := range c.Type.Members {
			p.needClone(m.Ref)
		}
	}
	p.needClone(r.Key)
	p.needClone(r.Elem)
}

// Copied reports whether a value of r has to be copied where the tenant changes.
// What holds no reference is copied by every assignment.
func Copied(r *model.Ref) bool { return r != nil && r.Holds }

// Checked reports whether a typed value of r has anything to be held against.
func (p *Package) Checked(r *model.Ref) bool {
	if r == nil {
		return false
	}
	if c := p.byKey[r.Struct]; c != nil {
		return c.Type.Validate
	}
	return p.Checked(r.Elem)
}
