package resolve

import (
	"go/token"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/marker"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// The codes of values in tags.
const (
	codeValueKind    = "SIG320"
	codeBounds       = "SIG321"
	codeDefaultBound = "SIG322"
	codePattern      = "SIG323"
	codePlaceholder  = "SIG324"
	codeEnumTwice    = "SIG325"
)

// constraints fills in default, min, max, enum and pattern, each held against
// the member's kind and against the others.
func (p *pkgResolver) constraints(m *model.Member, t *fieldTag, u use) {
	base := scalar(m.Ref)
	if o, ok := t.Option("pattern"); ok && o.HasValue {
		m.Pattern = p.pattern(o, m, base, t)
	}
	if o, ok := t.Option("enum"); ok && o.HasValue {
		for _, part := range o.Parts {
			lit := p.literal(part, o.Key, m, base, t)
			if lit == nil {
				continue
			}
			if slices.ContainsFunc(m.Enum, func(l model.Literal) bool { return l.Go == lit.Go }) {
				p.report(codeEnumTwice, t.pos(part.Off), "keep one of them", "%q stands twice in the enum of %s", part.Text, m.GoName)
				continue
			}
			m.Enum = append(m.Enum, *lit)
		}
	}
	m.Min, m.Max = p.bound("min", m, base, t), p.bound("max", m, base, t)
	if m.Min != nil && m.Max != nil && number(m.Min.Go).Cmp(number(m.Max.Go)) > 0 {
		o, _ := t.Option("max")
		p.report(codeBounds, t.pos(o.Off), "swap them", "min=%s of %s is greater than max=%s", m.Min.Text, m.GoName, m.Max.Text)
	}
	o, ok := t.Option("default")
	if !ok || !o.HasValue {
		return
	}
	part := o.Parts[0]
	lit := p.literal(part, "default", m, base, t)
	if lit == nil || !p.placeholders(part, m, base, t, u) {
		return
	}
	m.Default = lit
	p.defaultFits(m, base, part, t)
}

// bound reads min= or max=, of a number's value or of a length.
func (p *pkgResolver) bound(key string, m *model.Member, base *model.Ref, t *fieldTag) *model.Literal {
	o, ok := t.Option(key)
	if !ok || !o.HasValue {
		return nil
	}
	part := o.Parts[0]
	switch base.Kind {
	case model.KindInt, model.KindUint, model.KindFloat, model.KindDuration:
		return p.literal(part, key, m, base, t)
	case model.KindString, model.KindBytes, model.KindSlice, model.KindMap:
		n, err := strconv.ParseUint(part.Text, 10, 31)
		if err != nil {
			p.report(codeValueKind, t.pos(part.Off), "of a string or container, min and max bound the length", "%s=%s of %s is not a length", key, part.Text, m.GoName)
			return nil
		}
		return &model.Literal{Text: part.Text, Go: strconv.FormatUint(n, 10)}
	}
	p.report(codeValueKind, t.pos(o.Off), "numbers, durations, strings and containers have bounds", "%s has type %s, which has no %s", m.GoName, base.Type.Name+kindWord(base), key)
	return nil
}

func kindWord(r *model.Ref) string {
	if r.Type.Name != "" {
		return ""
	}
	return string(r.Kind)
}

// literal reads one value of the kind of base.
func (p *pkgResolver) literal(part marker.Part, key string, m *model.Member, base *model.Ref, t *fieldTag) *model.Literal {
	text := part.Text
	bad := func(want string) *model.Literal {
		p.report(codeValueKind, t.pos(part.Off), "write "+want, "%s=%s of %s does not fit its type %s", key, text, m.GoName, shortType(base))
		return nil
	}
	lit := &model.Literal{Text: text}
	switch base.Kind {
	case model.KindBool:
		if key != "default" {
			break
		}
		if text != "true" && text != "false" {
			return bad("true or false")
		}
		lit.Go = text
		return lit
	case model.KindInt:
		v, err := strconv.ParseInt(text, 10, bits(base.Basic))
		if err != nil {
			return bad("a whole number of " + base.Basic)
		}
		lit.Go = strconv.FormatInt(v, 10)
		return lit
	case model.KindUint:
		v, err := strconv.ParseUint(text, 10, bits(base.Basic))
		if err != nil {
			return bad("a whole number of " + base.Basic)
		}
		lit.Go = strconv.FormatUint(v, 10)
		return lit
	case model.KindFloat:
		v, err := strconv.ParseFloat(text, bits(base.Basic))
		if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
			return bad("a finite number of " + base.Basic)
		}
		lit.Go = strconv.FormatFloat(v, 'g', -1, bits(base.Basic))
		return lit
	case model.KindDuration:
		v, err := time.ParseDuration(text)
		if err != nil {
			return bad("a duration as Go does: 500ms, 2s, 1m30s")
		}
		lit.Go = strconv.FormatInt(int64(v), 10)
		return lit
	case model.KindString:
		lit.Go = strconv.Quote(text)
		return lit
	case model.KindOpaque, model.KindText:
		if key == "default" {
			lit.Go = strconv.Quote(text)
			return lit
		}
	}
	p.report(codeValueKind, t.pos(part.Off), "bool, numbers, strings and durations take such values", "%s has type %s, for which there is no %s=", m.GoName, shortType(base), key)
	return nil
}

func shortType(r *model.Ref) string {
	if r.Type.Name != "" {
		return r.Type.Name
	}
	if r.Basic != "" {
		return r.Basic
	}
	return string(r.Kind)
}

func bits(basic string) int {
	for _, b := range []int{8, 16, 32} {
		if strings.HasSuffix(basic, strconv.Itoa(b)) {
			return b
		}
	}
	return 64
}

func number(text string) *big.Float {
	f, _, err := big.ParseFloat(text, 10, 200, big.ToNearestEven)
	if err != nil {
		return new(big.Float)
	}
	return f
}

func (p *pkgResolver) pattern(o marker.Option, m *model.Member, base *model.Ref, t *fieldTag) string {
	part := o.Parts[0]
	if base.Kind != model.KindString {
		p.report(codePattern, t.pos(o.Off), "patterns are for strings", "%s has type %s, which a pattern cannot match", m.GoName, shortType(base))
		return ""
	}
	if _, err := regexp.Compile(part.Text); err != nil {
		p.report(codePattern, t.pos(part.Off), "the syntax is RE2, as in package regexp", "the pattern of %s: %s", m.GoName, strings.TrimPrefix(err.Error(), "error parsing regexp: "))
		return ""
	}
	return part.Text
}

var placeholder = regexp.MustCompile(`\{[A-Za-z][A-Za-z0-9_.-]*\}`)

// The placeholders of settings defaults.
var placeholderNames = []string{"target", "name"}

// placeholders holds the placeholders of a default against where they may stand.
func (p *pkgResolver) placeholders(part marker.Part, m *model.Member, base *model.Ref, t *fieldTag, u use) bool {
	if base.Kind != model.KindString && base.Kind != model.KindOpaque {
		return true
	}
	ok := true
	for _, at := range placeholder.FindAllStringIndex(part.Text, -1) {
		name := part.Text[at[0]+1 : at[1]-1]
		known := slices.Contains(placeholderNames, name)
		pos := part.Off + at[0]
		if part.End-part.Off != len(part.Text) {
			pos++ // behind the quote
		}
		switch {
		case !u.settings && known:
			p.report(codePlaceholder, t.pos(pos), "only defaults of settings know whose they are", "placeholder {%s} in a default that is not a setting's", name)
			ok = false
		case u.settings && !known:
			hint := "the placeholders are {target} and {name}"
			if near := diag.Nearest(name, placeholderNames); near != "" {
				hint = "did you mean {" + near + "}?"
			}
			p.report(codePlaceholder, t.pos(pos), hint, "unknown placeholder {%s}", name)
			ok = false
		}
	}
	return ok
}

// defaultFits holds a default against the member's own limits: a value that is refused when sent cannot be the default.
func (p *pkgResolver) defaultFits(m *model.Member, base *model.Ref, part marker.Part, t *fieldTag) {
	pos := t.pos(part.Off)
	if placeholder.MatchString(part.Text) {
		return // known only when a tenant is
	}
	refuse := func(pos token.Pos, limit string) {
		p.report(codeDefaultBound, pos, "change one of them", "default=%s of %s is outside its %s", part.Text, m.GoName, limit)
	}
	if len(m.Enum) > 0 && !slices.ContainsFunc(m.Enum, func(l model.Literal) bool { return l.Go == m.Default.Go }) {
		refuse(pos, "enum")
	}
	if m.Pattern != "" && !regexp.MustCompile(m.Pattern).MatchString(part.Text) {
		refuse(pos, "pattern")
	}
	value := number(m.Default.Go)
	if base.Kind == model.KindString {
		value = new(big.Float).SetInt64(int64(utf8.RuneCountInString(part.Text)))
	}
	if m.Min != nil && value.Cmp(number(m.Min.Go)) < 0 {
		refuse(pos, "min="+m.Min.Text)
	}
	if m.Max != nil && value.Cmp(number(m.Max.Go)) > 0 {
		refuse(pos, "max="+m.Max.Text)
	}
}
