//go:build !services

package sqldb

import (
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A program that uses SQLite links no driver of a server; a URL that needs one says
// which import is missing. (With the tag services the tests link both.)
func TestServersAreLinkedByImport(t *testing.T) {
	w := newWorld(t, nil)
	acme := w.tenant("acme").on("sqlite:acme.db", "own")
	for scheme, path := range servers {
		u := acme.url(scheme + "://u:hunter2@127.0.0.1/acme")
		err := acme.Use(t.Context(), u)
		wantCode(t, err, sig.ErrDenied)
		if err == nil || !strings.Contains(err.Error(), `_ "`+path+`"`) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the error is %v", scheme, err)
		}
	}
	st := acme.State()
	if st.Database.String() != "sqlite:acme.db" || st.Refused == nil || st.Opening != (URL{}) {
		t.Errorf("the state is %+v", st)
	}
	if err := acme.Use(t.Context(), acme.url("sqlite:acme.db")); err != nil || acme.State().Refused != nil {
		t.Errorf("after a good Use: %v, %+v", err, acme.State())
	}
	if (Pool{}).State() != (State{}) {
		t.Error("the zero Pool has a state")
	}
}
