package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/core"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func testProvider(t testing.TB) (*Provider, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "objects")
	p := &Provider{URL: "file:" + filepath.ToSlash(dir)}
	if err := p.activate(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.deactivate(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return p, dir
}

func open(t testing.TB, p *Provider, tenant, incarnation, component, instance string) (sig.Storage, sig.Scope, func()) {
	t.Helper()
	s, end := core.NewTestScope(tenant, incarnation, component, instance)
	t.Cleanup(end)
	h, err := p.Open(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return h, s, end
}

func list(t testing.TB, h sig.Storage, prefix string) (keys []string) {
	t.Helper()
	for key, err := range h.List(t.Context(), prefix) {
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key)
	}
	return keys
}

func filesIn(t testing.TB, dir string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all = append(all, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var awkward = []string{
	"a", "a/b", "a/b/c", "a-b", "a.b", "a0", "A", "a/B", "x.attrs", "x.tmp", "con", "nul.txt", "aux/com1", ".hidden", "trailing.", "..dots", "dots..",
	"%2e%2e/globex", "%2e%2e%2f", "a b", "a:b", "a*?<>|\"", "=2e", "a=", "=-", "gl\u043ebex", "globex", "GLOBEX", "\u212a", "k", "K", "\u0130", "i\u0307", "e\u0301", "\u00e9",
	"~", "$HOME", "-rf", ".writing", ".writing/x", "\u202egnp.exe", "\u200b", strings.Repeat("x", 200), strings.Repeat("x", 200) + "/y", strings.Repeat("x", 200) + "-y",
	strings.Repeat("x", 200) + ".y", strings.Repeat("x", 200) + "0", strings.Repeat("x", 201), strings.Repeat("x", 400) + "/" + strings.Repeat("y", 100),
	strings.Repeat("x", 512), strings.Repeat("\u00e9", 256), strings.Repeat("a/", 255) + "aa",
}

// Every valid key is an object of its own: put, got, listed in the order of names, deleted.
func TestAwkwardKeys(t *testing.T) {
	p, dir := testProvider(t)
	h, _, _ := open(t, p, "acme", "1", "shop", "one")
	ctx := t.Context()
	for _, key := range awkward {
		if err := h.Put(ctx, key, []byte(key)); err != nil {
			t.Errorf("put %.40q: %v", key, err)
		}
	}
	for _, key := range awkward {
		if got, err := h.Get(ctx, key); err != nil || string(got) != key {
			t.Errorf("get %.40q: %.40q %v", key, got, err)
		}
	}
	want := slices.Clone(awkward)
	slices.SortFunc(want, byName)
	if got := list(t, h, ""); !slices.Equal(got, want) {
		t.Errorf("list:\n got %.60q\nwant %.60q", got, want)
	}
	for _, prefix := range []string{"a", "a/", "a/b", "x", strings.Repeat("x", 200), strings.Repeat("x", 200) + "/", strings.Repeat("x", 300), "zz"} {
		want := slices.DeleteFunc(slices.Clone(want), func(k string) bool { return !strings.HasPrefix(k, prefix) })
		if got := list(t, h, prefix); !slices.Equal(got, want) {
			t.Errorf("list %.40q:\n got %.60q\nwant %.60q", prefix, got, want)
		}
	}
	for _, key := range awkward {
		if err := h.Delete(ctx, key); err != nil {
			t.Errorf("delete %.40q: %v", key, err)
		}
	}
	if left := filesIn(t, dir); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("directories are left: %v", entries)
	}
}

func byName(a, b string) int {
	x, _ := core.EncodeKey(a)
	y, _ := core.EncodeKey(b)
	return strings.Compare(x, y)
}

// Keys that try to leave are refused, where a program that joins paths is lost.
func TestHostileKeys(t *testing.T) {
	p, dir := testProvider(t)
	globex, gs, _ := open(t, p, "globex", "1", "shop", "one")
	acme, as, _ := open(t, p, "acme", "1", "shop", "one")
	ctx := t.Context()
	if err := globex.Put(ctx, "secret", []byte("canary")); err != nil {
		t.Fatal(err)
	}
	if err := acme.Put(ctx, "own", []byte("own")); err != nil {
		t.Fatal(err)
	}
	// The naive program's layout: a directory per scope, keys joined to it.
	plain := t.TempDir()
	for _, s := range []sig.Scope{gs, as} {
		if err := os.MkdirAll(filepath.Join(plain, s.Namespace()), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(plain, gs.Namespace(), "secret"), []byte("canary"), 0o600); err != nil {
		t.Fatal(err)
	}
	up := strings.Repeat("../", strings.Count(as.Namespace(), "/")+1)
	for _, c := range []struct {
		key   string
		loses bool // the naive program
		want  error
	}{
		{up + gs.Namespace() + "/secret", true, sig.ErrScope},
		{"own/../" + up + gs.Namespace() + "/secret", true, sig.ErrScope},
		{"./" + up + gs.Namespace() + "/secret", true, sig.ErrScope},
		{"/" + up + gs.Namespace() + "/secret", true, sig.ErrScope},
		{"..", false, sig.ErrScope},
		{"/etc/passwd", false, sig.ErrScope},
		{`..\..\globex\secret`, false, sig.ErrScope},
		{"own\x00", false, sig.ErrInvalid},
		{"own\x00/../secret", false, sig.ErrScope},
		{"a\nb", false, sig.ErrInvalid},
		{"", false, sig.ErrInvalid},
		{"a//b", false, sig.ErrInvalid},
		{"a/", false, sig.ErrInvalid},
		{"\xff", false, sig.ErrInvalid},
		{strings.Repeat("x", 513), false, sig.ErrInvalid},
	} {
		if got, _ := os.ReadFile(filepath.Join(plain, as.Namespace(), c.key)); (string(got) == "canary") != c.loses {
			t.Errorf("%q: the naive program reads %q", c.key, got)
		}
		_, err := acme.Get(ctx, c.key)
		errs := []error{err, acme.Put(ctx, c.key, []byte("x")), acme.Delete(ctx, c.key)}
		for _, err := range errs {
			if !errors.Is(err, c.want) {
				t.Errorf("%q: %v, want %v", c.key, err, c.want)
			}
		}
	}
	for _, prefix := range []string{"../", up, "/", "a/../", "\x00", `\`} {
		for key, err := range acme.List(ctx, prefix) {
			if err == nil {
				t.Errorf("list %q yields %q", prefix, key)
			}
		}
	}
	if got := list(t, acme, ""); fmt.Sprint(got) != "[own]" {
		t.Errorf("acme lists %q", got)
	}
	if got, err := globex.Get(ctx, "secret"); err != nil || string(got) != "canary" {
		t.Errorf("globex reads %q, %v", got, err)
	}
	if n := len(filesIn(t, dir)); n != 2 {
		t.Errorf("%d files, want 2", n)
	}
	_, err := acme.Get(ctx, "secret")
	if !errors.Is(err, sig.ErrNotFound) || strings.Contains(err.Error(), dir) {
		t.Errorf("absent: %v", err)
	}
}

// A backend that is called by somebody else than the kernel does not leave its
// directory either, and follows no link out of it.
func TestBackendStaysInside(t *testing.T) {
	p, dir := testProvider(t)
	ctx := t.Context()
	for _, name := range []string{"../x", "/x", "a/../../x", "", "a/", "a//b", ".writing/x", "A", "a\x00", `a\b`, "a/."} {
		if err := p.PutObject(ctx, name, nil); !errors.Is(err, sig.ErrScope) {
			t.Errorf("%q: %v", name, err)
		}
	}
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "secret"), []byte("canary"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link=")); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "link=", "secret")); string(got) != "canary" {
		t.Errorf("the naive program reads %q, %v", got, err)
	}
	got, err := p.GetObject(ctx, "link/secret")
	if err == nil || strings.Contains(err.Error(), outside) {
		t.Errorf("through a link: %q, %v", got, err)
	}
	if err := p.PutObject(ctx, "link/new", []byte("x")); err == nil {
		t.Error("a write follows a link out of the directory")
	}
	for name, err := range p.ListObjects(ctx, "") {
		t.Errorf("a listing follows a link: %q %v", name, err)
	}
}

// meetings are pairs of scope and key that have one file, also after folding case, and files
// that are the directory of another; place says where a pair is, if anywhere.
func meetings(place func(sc [4]string, key string) (path string, ok bool)) (files, directories []string) {
	seen := map[string]string{}
	scopes := [][4]string{
		{"a", "1", "b", "c"}, {"a", "1", "b-c", "d"}, {"a", "1", "b", "c-d"}, {"a", "1", "", ""}, {"a", "2", "b", "c"}, {"a-1", "1", "b", "c"},
		{"", "", "a", "1"}, {"", "", "tenants", "a"}, {"tenants", "1", "shared", "a"}, {"a", "1", "tenant", "tenant"}, {"instances", "1", "instances", "instances"},
	}
	segments := []string{"a", "b", "A", "=", "=2f", "a=", "-", "=-", ".", "tenant", "instances", strings.Repeat("x", 200), strings.Repeat("x", 201), "\u00e9", "e\u0301"}
	for _, sc := range scopes {
		for _, one := range segments {
			for _, two := range append([]string{""}, segments...) {
				for _, joint := range []string{"/", "-", "."} {
					key := one
					if two != "" {
						key += joint + two
					}
					path, ok := place(sc, key)
					if !ok {
						continue
					}
					who := fmt.Sprintf("%v %.40q", sc, key)
					folded := strings.ToLower(path)
					if other, ok := seen[folded]; ok && other != who {
						files = append(files, fmt.Sprintf("%s and %s meet in %s", who, other, path))
					}
					seen[folded] = who
				}
			}
		}
	}
	for path, whose := range seen {
		for dir := filepath.Dir(path); dir != "."; dir = filepath.Dir(dir) {
			if who, ok := seen[dir]; ok {
				directories = append(directories, fmt.Sprintf("%s is the directory of %s", who, whose))
			}
		}
	}
	return files, directories
}

// No two pairs of scope and key meet in one file, nor in one after folding case, and no file is
// another's directory: a directory ends with '=', which no file does. Joined names do meet.
func TestNoTwoMeet(t *testing.T) {
	files, directories := meetings(func(sc [4]string, key string) (string, bool) {
		return filepath.Join(sc[0]+"-"+sc[1], sc[2]+"-"+sc[3], key), true
	})
	if len(files) == 0 || len(directories) == 0 {
		t.Fatalf("of joined names %d meet and %d are directories, so that nothing is proved", len(files), len(directories))
	}
	files, directories = meetings(func(sc [4]string, key string) (string, bool) {
		s, end := core.NewTestScope(sc[0], sc[1], sc[2], sc[3])
		end()
		enc, err := core.EncodeKey(key)
		if err != nil {
			return "", false
		}
		path, ok := pathOf(s.Namespace() + "/" + enc)
		if !ok {
			t.Fatalf("%q of %v has no path", key, sc)
		}
		return path, true
	})
	for _, what := range append(files, directories...) {
		t.Error(what)
	}
}

func FuzzPathOf(f *testing.F) {
	for _, k := range awkward {
		f.Add(k)
	}
	f.Fuzz(func(t *testing.T, key string) {
		enc, err := core.EncodeKey(key)
		if err != nil {
			return
		}
		path, ok := pathOf(enc)
		if !ok || !filepath.IsLocal(path) {
			t.Fatalf("%q is at %q", key, path)
		}
		var name strings.Builder
		parts := strings.Split(path, "/")
		for i, part := range parts {
			if len(part) > maxChunk+len(chunkEnd) {
				t.Errorf("%q has a part of %d bytes", key, len(part))
			}
			e, ok := entryOf(part, i < len(parts)-1, i > 0 && strings.HasSuffix(parts[i-1], chunkEnd))
			if !ok {
				t.Fatalf("%q: %q is no entry", key, part)
			}
			name.WriteString(e.text)
		}
		if name.String() != enc {
			t.Errorf("%q comes back as %q", enc, name.String())
		}
	})
}

func TestRemainsAndPurge(t *testing.T) {
	p, dir := testProvider(t)
	ctx := t.Context()
	one, sOne, endOne := open(t, p, "acme", "1", "shop", "one")
	ten, sTen, _ := open(t, p, "acme", "1", "", "")
	next, _, _ := open(t, p, "acme", "2", "shop", "one")
	globex, _, _ := open(t, p, "globex", "1", "shop", "one")
	for i := range 2500 { // more than a page
		if err := p.PutObject(ctx, fmt.Sprintf("%s/k%d", sOne.Namespace(), i), nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, h := range []sig.Storage{one, ten, next, globex} {
		if err := h.Put(ctx, "a/b", []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	endOne()
	if left, err := p.Remains(ctx, sOne); err != nil || len(left) != 2501 || left[0] != "a/b" {
		t.Errorf("%d remain, %v", len(left), err)
	}
	if left, err := p.Remains(ctx, sTen); err != nil || len(left) != 2502 {
		t.Errorf("%d of the tenant remain, %v", len(left), err)
	}
	if err := p.Purge(ctx, sOne); err != nil {
		t.Fatal(err)
	}
	if left, err := p.Remains(ctx, sOne); err != nil || len(left) != 0 {
		t.Errorf("after Purge %v, %v", left, err)
	}
	if _, err := ten.Get(ctx, "a/b"); err != nil {
		t.Errorf("what the instances share: %v", err)
	}
	if err := p.Purge(ctx, sTen); err != nil {
		t.Fatal(err)
	}
	for _, h := range []sig.Storage{next, globex} {
		if _, err := h.Get(ctx, "a/b"); err != nil {
			t.Errorf("another's: %v", err)
		}
	}
	if n := len(filesIn(t, dir)); n != 2 {
		t.Errorf("%d files, want 2", n)
	}
	_, err := p.Remains(ctx, sig.Scope{})
	if !errors.Is(err, sig.ErrDenied) || !errors.Is(p.Purge(ctx, sig.Scope{}), sig.ErrDenied) {
		t.Errorf("the zero Scope: %v", err)
	}
}

func TestHandleAfterEnd(t *testing.T) {
	p, _ := testProvider(t)
	h, _, end := open(t, p, "acme", "1", "shop", "one")
	end()
	if err := h.Put(t.Context(), "a", nil); !errors.Is(err, sig.ErrInstanceGone) {
		t.Error(err)
	}
	s, endS := core.NewTestScope("acme", "1", "shop", "two")
	endS()
	if _, err := p.Open(t.Context(), s); !errors.Is(err, sig.ErrInstanceGone) {
		t.Error(err)
	}
	if _, err := p.Open(t.Context(), sig.Scope{}); !errors.Is(err, sig.ErrDenied) {
		t.Error(err)
	}
}

// Readers see one whole object or another, never a part, while writers replace it
// and others delete beside it.
func TestWritesAreWhole(t *testing.T) {
	p, dir := testProvider(t)
	h, _, _ := open(t, p, "acme", "1", "shop", "one")
	ctx := context.Background()
	versions := [][]byte{bytes.Repeat([]byte("a"), 100_000), bytes.Repeat([]byte("b"), 50_000)}
	if err := h.Put(ctx, "d/x", versions[0]); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for i := range 2 {
		group.Go(func() {
			for range 100 {
				if err := h.Put(ctx, "d/x", versions[i]); err != nil {
					t.Error(err)
				}
			}
		})
		group.Go(func() { // its directory comes and goes
			for range 100 {
				key := fmt.Sprintf("e/%d", i)
				if err := h.Put(ctx, key, nil); err != nil {
					t.Error(err)
				}
				if err := h.Delete(ctx, key); err != nil {
					t.Error(err)
				}
			}
		})
		group.Go(func() {
			for range 200 {
				got, err := h.Get(ctx, "d/x")
				if err != nil || !bytes.Equal(got, versions[0]) && !bytes.Equal(got, versions[1]) {
					t.Errorf("%d bytes, %v", len(got), err)
				}
				for key, err := range h.List(ctx, "") {
					if err != nil || key != "d/x" && !strings.HasPrefix(key, "e/") {
						t.Errorf("list: %q %v", key, err)
					}
				}
			}
		})
	}
	group.Wait()
	if n := len(filesIn(t, dir)); n != 1 {
		t.Errorf("%d files, want 1", n)
	}
}

// A writer that is killed leaves no object, and what it left is swept later.
func TestKilledWriter(t *testing.T) {
	p, dir := testProvider(t)
	h, _, _ := open(t, p, "acme", "1", "shop", "one")
	if err := h.Put(t.Context(), "a", []byte("x")); err != nil {
		t.Fatal(err)
	}
	old, young := filepath.Join(dir, spool, "OLD"), filepath.Join(dir, spool, "YOUNG")
	for _, f := range []string{old, young} {
		if err := os.WriteFile(f, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	then := time.Now().Add(-2 * staleAfter)
	if err := os.Chtimes(old, then, then); err != nil {
		t.Fatal(err)
	}
	if got := list(t, h, ""); fmt.Sprint(got) != "[a]" {
		t.Errorf("listed: %v", got)
	}
	if err := p.deactivate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err := h.Get(t.Context(), "a"); err != nil || string(got) != "x" { // opens again
		t.Errorf("%q %v", got, err)
	}
	if _, err := os.Stat(old); err == nil {
		t.Error("what a killed writer left is still there")
	}
	if _, err := os.Stat(young); err != nil {
		t.Error("what somebody may be writing is gone")
	}
}

func TestURLs(t *testing.T) {
	for text, ok := range map[string]bool{
		"": true, "file:data/x": true, "file:///var/x": true, "file://localhost/var/x": true,
		"file:": false, "file://host/x": false, "file:x?y=1": false, "data/storage": false, "s3://bucket": false, "\x00:": false,
	} {
		err := (&Provider{URL: text}).activate(t.Context())
		if (err == nil) != ok || err != nil && !errors.Is(err, sig.ErrInvalid) {
			t.Errorf("%q: %v", text, err)
		}
	}
	err := (&Provider{URL: "s3://bucket"}).activate(t.Context())
	if !strings.Contains(err.Error(), "storage/gocloud") {
		t.Errorf("%v does not say what to import", err)
	}
	dir := t.TempDir()
	t.Chdir(dir)
	p := &Provider{}
	if _, err := p.Remains(t.Context(), scope(t)); err != nil {
		t.Error(err)
	}
	if err := p.PutObject(t.Context(), "a/b", []byte("x")); err != nil {
		t.Fatal(err)
	}
	p.deactivate(t.Context())
	if _, err := os.Stat(filepath.Join(dir, "data", "storage", "a=", "b")); err != nil {
		t.Error(err)
	}
}

func scope(t *testing.T) sig.Scope {
	s, end := core.NewTestScope("acme", "1", "shop", "one")
	t.Cleanup(end)
	return s
}

// Lists of many names come out in order whatever is put first.
func TestListOrder(t *testing.T) {
	p, _ := testProvider(t)
	h, _, _ := open(t, p, "acme", "1", "shop", "one")
	want := map[string]bool{}
	parts := []string{"a", "b", "a-", "a.b", "0", "_", "Z", strings.Repeat("q", 200), strings.Repeat("q", 250)}
	for _, x := range parts {
		for _, y := range parts {
			for _, key := range []string{x + y, x + "/" + y} {
				if err := h.Put(t.Context(), key, nil); err != nil {
					t.Fatal(err)
				}
				want[key] = true
			}
		}
	}
	sorted := slices.SortedFunc(maps.Keys(want), byName)
	if got := list(t, h, ""); !slices.Equal(got, sorted) {
		t.Errorf("got %.60q\nwant %.60q", got, sorted)
	}
	for range h.List(t.Context(), "") {
		break // a caller that has enough
	}
}

func BenchmarkPut(b *testing.B) {
	p, _ := testProvider(b)
	h, _, _ := open(b, p, "acme", "1", "shop", "one")
	data := make([]byte, 4096)
	for i := 0; b.Loop(); i++ {
		if err := h.Put(b.Context(), fmt.Sprintf("d/%d", i%1000), data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGet(b *testing.B) {
	p, _ := testProvider(b)
	h, _, _ := open(b, p, "acme", "1", "shop", "one")
	if err := h.Put(b.Context(), "d/x", make([]byte, 4096)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := h.Get(b.Context(), "d/x"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkList1000(b *testing.B) {
	p, _ := testProvider(b)
	h, _, _ := open(b, p, "acme", "1", "shop", "one")
	for i := range 1000 {
		if err := h.Put(b.Context(), fmt.Sprintf("d%d/%d", i%10, i), nil); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if n := len(list(b, h, "")); n != 1000 {
			b.Fatal(n)
		}
	}
}
