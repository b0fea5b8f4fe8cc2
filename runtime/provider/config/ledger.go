package config

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/sigen-dev/sigen/runtime/provider/config/internal/wal"
	"github.com/sigen-dev/sigen/runtime/provider/internal/dotted"
	"github.com/sigen-dev/sigen/runtime/provider/internal/fault"
)

// Incarnations are counted from 1 for each tenant, and only their ends are
// recorded: the current one is the one after the last that ended. So a million
// new tenants cost no write.

// incarnation is sig.Ledger.Incarnation.
func (s *store) incarnation(tenant string) (string, error) {
	if !dotted.ValidName(tenant) {
		return "", fault.Invalid(strconv.Quote(tenant[:min(len(tenant), 80)]), "a tenant's name; "+dotted.NameGrammar)
	}
	s.pastMu.RLock()
	defer s.pastMu.RUnlock()
	return strconv.FormatUint(s.retired[tenant]+1, 10), nil
}

// A mark is the incarnation of a tenant that is being ended, and the hooks that have
// not run. The zero mark is none.
type mark struct {
	incarnation uint64
	hooks       string // separated by commas
}

// text is how a mark is recorded: the incarnation, and the hooks after a space.
func (m mark) text() string {
	if m.hooks == "" {
		return strconv.FormatUint(m.incarnation, 10)
	}
	return strconv.FormatUint(m.incarnation, 10) + " " + m.hooks
}

func parseMark(text string) mark {
	inc, hooks, _ := strings.Cut(text, " ")
	return mark{parseIncarnation(inc), hooks}
}

// beginRetire is sig.Ledger.BeginRetire.
func (s *store) beginRetire(tenant, incarnation string, hooks []string) error {
	for _, h := range hooks {
		if h == "" || strings.ContainsAny(h, ", ") {
			return fault.Invalid(strconv.Quote(h[:min(len(h), 80)]), "a hook as component/instance")
		}
	}
	m := mark{parseIncarnation(incarnation), strings.Join(hooks, ",")}
	return s.record(wal.Retiring, tenant, incarnation, m.text())
}

// retire is sig.Ledger.Retire. Retiring what has been retired is no error.
func (s *store) retire(tenant, incarnation string) error {
	return s.record(wal.Retire, tenant, incarnation, incarnation)
}

// record writes down what becomes of the current incarnation.
func (s *store) record(kind wal.Kind, tenant, incarnation, text string) error {
	if !dotted.ValidName(tenant) {
		return fault.Invalid(strconv.Quote(tenant[:min(len(tenant), 80)]), "a tenant's name; "+dotted.NameGrammar)
	}
	n := parseIncarnation(incarnation)
	return s.commit("ledger", nil, func() ([]op, []wal.Item, error) {
		s.pastMu.RLock()
		last, marked := s.retired[tenant], s.retiring[tenant]
		s.pastMu.RUnlock()
		switch {
		case n == 0 || n > last+1 || kind == wal.Retiring && n <= last:
			return nil, nil, fault.Invalid("tenants."+tenant, "its current incarnation, "+strconv.FormatUint(last+1, 10))
		case n <= last || kind == wal.Retiring && text == marked.text():
			return nil, nil, nil // it is written down
		}
		return nil, []wal.Item{{Kind: kind, Path: tenant, New: text}}, nil
	})
}

// retiringOf is sig.Ledger.Retiring.
func (s *store) retiringOf(tenant string) (incarnation string, hooks []string) {
	s.pastMu.RLock()
	defer s.pastMu.RUnlock()
	m := s.retiring[tenant]
	if m.incarnation == 0 {
		return "", nil
	}
	if m.hooks != "" {
		hooks = strings.Split(m.hooks, ",")
	}
	return strconv.FormatUint(m.incarnation, 10), hooks
}

// unfinished is sig.Ledger.Unfinished.
func (s *store) unfinished() []string {
	s.pastMu.RLock()
	defer s.pastMu.RUnlock()
	return slices.Sorted(maps.Keys(s.retiring))
}

// parseIncarnation reads a number as FormatUint writes it; 0 for anything else.
func parseIncarnation(s string) uint64 {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil || strconv.FormatUint(n, 10) != s {
		return 0
	}
	return n
}
