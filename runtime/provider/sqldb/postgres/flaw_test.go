package postgres

import (
	"context"
	"errors"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// What each version has, by mode, as the announcements of PostgreSQL say.
func TestFaultlessServers(t *testing.T) {
	const reads, writes, code, shown, role, plan = "CVE-2026-120154", "CVE-2026-16237", "CVE-2026-14669", "CVE-2025-8713", "CVE-2024-10978", "CVE-2024-10976"
	all := strings.Join([]string{reads, writes, code, shown, role, plan}, ",")
	for _, c := range []struct {
		version        string
		shared, schema string // the flaws that are named
		end            string // the version that ends them, for shared tables
	}{
		{"15.20 (Debian 15.20-0+deb12u1)", "", "", ""},
		{"14.25", "", "", ""},
		{"18.7", "", "", ""},
		{"19beta1", "", "", ""},
		{"19.0", "", "", ""},
		{"15.19", reads + "," + writes, "", "15.20"},
		{"18.6", reads + "," + writes, "", "18.7"},
		{"18.5", reads + "," + writes + "," + code, code, "18.7"},
		{"18beta1", reads + "," + writes + "," + code, code, "18.7"},
		{"17.11", reads + "," + writes, "", "17.12"},
		{"17.6", reads + "," + writes + "," + code, code, "17.12"},
		{"17.5", reads + "," + writes + "," + code + "," + shown, code + "," + shown, "17.12"},
		{"16.4", all, code + "," + shown + "," + role, "16.16"},
		{"15.8", all, code + "," + shown + "," + role, "15.20"},
		{"14.13", all, code + "," + shown + "," + role, "14.25"},
		{"13.22", reads + "," + writes + "," + code, code, "14.25"},
		{"13.16", all, code + "," + shown + "," + role, "14.25"},
		{"12.22", reads + "," + writes + "," + code + "," + shown, code + "," + shown, "14.25"},
		{"9.6.24", all, code + "," + shown + "," + role, "14.25"},
	} {
		for mode, want := range map[backend.Mode]string{backend.ByRow: c.shared, backend.BySchema: c.schema} {
			warned := ""
			s := &server{e: &engine{opt: backend.Options{Warn: func(_ context.Context, text string) { warned += text }}}}
			err := s.faultless(t.Context(), c.version, mode)
			if want == "" {
				if err != nil {
					t.Errorf("%s, %s: %v", c.version, modeNames[mode], err)
				}
				continue
			}
			if !errors.Is(err, sig.ErrDenied) || !strings.Contains(err.Error(), "accept="+want+" ") {
				t.Errorf("%s, %s: %v, want %s", c.version, modeNames[mode], err, want)
			}
			if mode == backend.ByRow && err != nil && !strings.Contains(err.Error(), "PostgreSQL "+c.end+" or later") {
				t.Errorf("%s: %v, want %s", c.version, err, c.end)
			}
			// What is accepted is all that is accepted.
			s.accepts = strings.Split(want, ",")
			if err := s.faultless(t.Context(), c.version, mode); err != nil {
				t.Errorf("%s, %s, accepted: %v", c.version, modeNames[mode], err)
			}
			s.accepts = s.accepts[1:]
			if err := s.faultless(t.Context(), c.version, mode); err == nil || !strings.HasSuffix(err.Error(), "accept="+strings.Split(want, ",")[0]+" in the administrator's URL") {
				t.Errorf("%s, %s, half accepted: %v", c.version, modeNames[mode], err)
			}
			// Whoever has a database is let in, and the operator hears of it once.
			for range 2 {
				if err := s.faultless(t.Context(), c.version, backend.ByDatabase); err != nil {
					t.Errorf("%s, database: %v", c.version, err)
				}
			}
			if hears := !strings.Contains(strings.Join(s.accepts, ","), code) && strings.Contains(want, code); (strings.Count(warned, code) == 1) != hears {
				t.Errorf("%s: the operator hears %q", c.version, warned)
			}
		}
	}
	for _, text := range []string{"", "devel", ".20", "-1"} {
		if err := new(server).faultless(t.Context(), text, backend.ByRow); !errors.Is(err, sig.ErrDenied) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
