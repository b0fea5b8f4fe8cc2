package std

import (
	"runtime"
	"strings"
	"testing"
)

// TestTable promises that both texts can be read, and that the computed one was
// made for the Go version in use: another one has functions that nobody looked at.
func TestTable(t *testing.T) {
	table, err := parse(handText, generatedText)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(runtime.Version(), table.Version) {
		t.Errorf("summaries are for %s, Go is %s: run go generate ./gen/vet/internal/std and read the diff", table.Version, runtime.Version())
	}
	for name, want := range map[string]Summary{
		"(*regexp.Regexp).MatchString": {Known: true},
		"(*bytes.Buffer).WriteByte":    {Known: true, Writes: 1},
		"(*regexp.Regexp).Longest":     {Known: true, Writes: 1},
		"(*bytes.Buffer).Nothing":      {},
	} {
		if got := table.Func(name); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
	for name, denied := range map[string]bool{"os.Open": true, "os.ErrNotExist": false, "net.ParseIP": false, "net.Dial": true, "(net.IP).String": false, "(*net/http.Client).Do": true, "strings.ToUpper": false} {
		pkg := strings.TrimLeft(name[:strings.LastIndex(name, ".")], "(*")
		pkg, _, _ = strings.Cut(pkg, ")")
		if strings.HasPrefix(name, "(") {
			pkg = pkg[:strings.LastIndex(pkg, ".")]
		}
		if got := table.Denied(pkg, name) != ""; got != denied {
			t.Errorf("%s of %s denied: %v", name, pkg, got)
		}
	}
	if table.Std("myapp/internal") || !table.Std("net/http") {
		t.Error("a module's path counts as one of the standard library, or the other way round")
	}
}

func TestMistakes(t *testing.T) {
	for _, text := range []string{"allow", "wrote 0 x.F", "write x x.F", "write 64 x.F"} {
		if _, err := parse(text); err == nil {
			t.Errorf("no error for %q", text)
		}
	}
}
