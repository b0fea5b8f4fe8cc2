package config

import (
	"strconv"

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

// retire is sig.Ledger.Retire. Retiring what has been retired is no error.
func (s *store) retire(tenant, incarnation string) error {
	if !dotted.ValidName(tenant) {
		return fault.Invalid(strconv.Quote(tenant[:min(len(tenant), 80)]), "a tenant's name; "+dotted.NameGrammar)
	}
	n := parseIncarnation(incarnation)
	return s.commit("ledger", nil, func() ([]op, []wal.Item, error) {
		s.pastMu.RLock()
		last := s.retired[tenant]
		s.pastMu.RUnlock()
		switch {
		case n == 0 || n > last+1:
			return nil, nil, fault.Invalid("tenants."+tenant, "its current incarnation, "+strconv.FormatUint(last+1, 10))
		case n <= last:
			return nil, nil, nil
		}
		return nil, []wal.Item{{Kind: wal.Retire, Path: tenant, New: incarnation}}, nil
	})
}

// parseIncarnation reads a number as FormatUint writes it; 0 for anything else.
func parseIncarnation(s string) uint64 {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil || strconv.FormatUint(n, 10) != s {
		return 0
	}
	return n
}
