package sqltest_test

import (
	"errors"
	"os/exec"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
	"github.com/sigen-dev/sigen/runtime/sigtest/sqltest"
)

func TestPoolsAreApart(t *testing.T) {
	one, two := sqltest.Pool(t, "CREATE TABLE item (name TEXT)", "INSERT INTO item VALUES ('a')"), sqltest.Pool(t)
	rows, err := one.Query(t.Context(), "SELECT name FROM item")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var name string
	if !rows.Next() || rows.Scan(&name) != nil || name != "a" {
		t.Errorf("found %q", name)
	}
	if _, err := two.Query(t.Context(), "SELECT name FROM item"); !errors.Is(err, sig.ErrInvalid) {
		t.Errorf("a table of another pool: %v", err)
	}
}

// A URL is a grant, in tests too.
func TestOpen(t *testing.T) {
	one, u := sqltest.Open(t)
	if _, err := one.Exec(t.Context(), "CREATE TABLE item (name TEXT)"); !errors.Is(err, sig.ErrDenied) {
		t.Errorf("before Use: %v", err)
	}
	if err := one.Use(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	if _, err := one.Exec(t.Context(), "CREATE TABLE item (name TEXT)"); err != nil {
		t.Error(err)
	}
	if err := one.Use(t.Context(), sqldb.URL{}); !errors.Is(err, sig.ErrDenied) {
		t.Errorf("the zero URL: %v", err)
	}
}

// Who tests without a database links none.
func TestSigtestLinksNoDatabase(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "..").Output()
	if err != nil {
		t.Fatal(err)
	}
	for dep := range strings.Lines(string(out)) {
		if strings.Contains(dep, "sqlite") || strings.Contains(dep, "sqldb") {
			t.Errorf("package sigtest pulls in %s", strings.TrimSpace(dep))
		}
	}
}
