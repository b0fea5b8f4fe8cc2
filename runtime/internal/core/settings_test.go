package core

import (
	"errors"
	"testing"
)

// picky is an opaque type of a provider that takes no text.
type picky struct{ err error }

func (p *picky) DecodeSetting(SettingValue) error { return p.err }

// What an opaque type expects is said once, at the setting's path.
func TestARefusedSettingSaysOnceWhatIsExpected(t *testing.T) {
	plain := errors.New("no such engine")
	for _, c := range []struct {
		err  error
		want string
		code error
	}{
		{&Error{Code: CodeInvalid, Path: "tenants.acme.db.url", Expected: "a URL"}, "sig: invalid: tenants.acme.db.url: a URL", ErrInvalid},
		{&Error{Code: CodeScope, Expected: "a relative path", Cause: plain}, "sig: outside the scope: tenants.acme.db.url: a relative path: no such engine", ErrScope},
		{&Error{Code: CodeScope, Path: "file", Expected: "a relative path"}, "sig: outside the scope: tenants.acme.db.url: an acceptable value: sig: outside the scope: file: a relative path", ErrScope},
		{plain, "sig: invalid: tenants.acme.db.url: an acceptable value: no such engine", ErrInvalid},
	} {
		r := &SettingsReader{root: "tenants.acme", prefix: "db"}
		r.Mint("url", "x", &picky{c.err})
		if r.err == nil || r.err.Error() != c.want || !errors.Is(r.err, c.code) {
			t.Errorf("got %v\nwant %s", r.err, c.want)
		}
	}
	r := &SettingsReader{root: "tenants.acme", prefix: "db"}
	if r.Mint("url", "x", &picky{}); r.err != nil {
		t.Errorf("a value that is taken: %v", r.err)
	}
}
