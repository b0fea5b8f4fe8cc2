package demo

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"

	"github.com/sigen-dev/sigen/examples/multitenant/app"
	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/transport/httprpc"
)

// acme's client in another process gets over HTTP what it gets here, and globex's nothing.
func TestHTTP(t *testing.T) {
	w, err := open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.close(); err != nil {
			t.Error(err)
		}
	})
	a := &app.App{Kernel: w.k}
	server := httptest.NewServer(a.Handler(func(r *http.Request) (string, error) {
		if r.Header.Get("Authorization") != "Bearer of-acme" {
			return "", errors.New("no token of acme")
		}
		return acme, nil
	}))
	defer server.Close()
	far, err := httprpc.New(server.URL, httprpc.WithAuthorization(func(r *http.Request) error {
		r.Header.Set("Authorization", "Bearer of-acme")
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	k := sig.New(sig.WithTransport(far))
	if err := k.Boot(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer k.Shutdown(t.Context())

	p := tenantdb.QueryParams{Table: "customers", Limit: 3}
	here, err := w.databases.Target(acme).Query(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	there, err := tenantdb.NewAPIClient(k).Target(acme).Query(t.Context(), p)
	if err != nil || !reflect.DeepEqual(here, there) {
		t.Errorf("over HTTP %+v, %v; here %+v", there, err, here)
	}
	if _, err := tenantdb.NewAPIClient(k).Target(globex).Query(t.Context(), p); !errors.Is(err, sig.ErrNotFound) {
		t.Errorf("globex's: %v", err)
	}
	p.Limit = -1
	_, here2 := w.databases.Target(acme).Query(t.Context(), p)
	_, there2 := tenantdb.NewAPIClient(k).Target(acme).Query(t.Context(), p)
	if !errors.Is(there2, sig.ErrInvalid) || here2.Error() != there2.Error() {
		t.Errorf("over HTTP %v; here %v", there2, here2)
	}
}
