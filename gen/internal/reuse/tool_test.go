package reuse

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sigen-dev/sigen/gen/internal/cache"
)

// TestTool: a program is known by its content, and not at all when another one lies where it was.
func TestTool(t *testing.T) {
	store, file := cache.Open(t.TempDir()), filepath.Join(t.TempDir(), "sigen")
	build := func(text string) Sign {
		t.Helper()
		next := file + ".new"
		if err := os.WriteFile(next, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(next, file); err != nil {
			t.Fatal(err)
		}
		return signOf(file)
	}
	first := build("first")
	one, ok := tool(store, file, first)
	if !ok {
		t.Fatal("a program that lies there is not known")
	}
	if again, ok := tool(store, file, first); !ok || again != one {
		t.Error("the same program has another hash")
	}
	second := build("other") // of the same length
	if _, ok := tool(store, file, first); ok {
		t.Error("the process of the first build goes by the hash of the second")
	}
	two, ok := tool(store, file, second)
	if !ok || two == one {
		t.Error("two builds have one hash")
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if _, ok := tool(store, file, second); ok {
		t.Error("a program that is gone is known")
	}
	if err := os.Mkdir(file, 0o755); err != nil { // what can be seen and not read
		t.Fatal(err)
	}
	if _, ok := tool(store, file, signOf(file)); ok {
		t.Error("a program that cannot be read is known")
	}
	if _, ok := Tool(store); !ok {
		t.Error("the test's own program is not known")
	}
}
