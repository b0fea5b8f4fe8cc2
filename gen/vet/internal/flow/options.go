package flow

import "slices"

// copiedOptions is what remains of the options that a constructor of the library copies: of those in a package-level
// variable no more than the functions in them, if it is known that none has memory of its own and that levels are constants.
func (u *unit) copiedOptions(s set) set {
	var out set
	for i := range s.all {
		e := u.elems[i]
		if e.kind != elemGlobal || !e.global.Known || slices.ContainsFunc(e.global.Dyns, func(d string) bool { return d != "log/slog.Level" }) {
			out.add(i)
			continue
		}
		for _, c := range e.global.Funcs {
			if c.Captures {
				out.add(i)
			}
			out.add(u.callee(c, e.global))
		}
	}
	return out
}
