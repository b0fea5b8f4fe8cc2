package emit

import (
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// limited reports whether a member has limits of its own.
func limited(m *model.Member) bool {
	return m.Min != nil || m.Max != nil || len(m.Enum) > 0 || m.Pattern != ""
}

// checks are the expressions of type *codec.Error that hold x, of a member's
// type or what that points to, against the member's limits.
func checks(c *plan.Codec, m *model.Member, r *model.Ref, x string) []string {
	return checksOf(c, m, r, x, false)
}

// settingChecks are checks with durations written as settings have them.
func settingChecks(c *plan.Codec, m *model.Member, r *model.Ref, x string) []string {
	return checksOf(c, m, r, x, true)
}

func checksOf(c *plan.Codec, m *model.Member, r *model.Ref, x string, settings bool) []string {
	if !limited(m) {
		return nil
	}
	var out []string
	for _, limit := range []struct {
		name  string
		value *model.Literal
	}{{"Min", m.Min}, {"Max", m.Max}} {
		if limit.value == nil {
			continue
		}
		fn, arg, value := limit.name, x, literal(r, limit.value)
		switch r.Kind {
		case model.KindString:
			fn += "Length"
		case model.KindBytes:
			fn, arg = fn+"Bytes", "len("+x+")"
		case model.KindSlice, model.KindMap, model.KindArray:
			fn, arg = fn+"Items", "len("+x+")"
		case model.KindDuration:
			if settings {
				fn += "Duration"
			}
		}
		out = append(out, "$codec."+fn+"("+arg+", "+value+")")
	}
	if len(m.Enum) > 0 {
		fn := "Enum"
		if r.Kind != model.KindString {
			fn = "EnumNumber"
		}
		values := make([]string, len(m.Enum))
		for i := range m.Enum {
			values[i] = literal(r, &m.Enum[i])
		}
		out = append(out, "$codec."+fn+"("+x+", "+strings.Join(values, ", ")+")")
	}
	if m.Pattern != "" {
		out = append(out, "$codec.Pattern("+x+", "+c.Patterns[m.Name]+"())")
	}
	return out
}
