package attack

import (
	"math/rand/v2"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// Two scopes never have one place, on a system that folds case and takes '.' and
// ' ' off ends too, and no scope lies inside another's, but all of a tenant's inside the whole.
func TestNamespacesNeverMeet(t *testing.T) {
	const seed = 7
	random := rand.New(rand.NewPCG(seed, seed))
	name := func() string {
		const first, more = "ab1", "ab1-_"
		b := []byte{first[random.IntN(len(first))]}
		for range random.IntN(3) {
			b = append(b, more[random.IntN(len(more))])
		}
		return string(b)
	}
	type who struct{ tenant, incarnation, component, instance string }
	seen := map[string]who{}
	scopes := map[who]sig.Scope{}
	for range 3000 {
		w := who{tenant: name(), incarnation: name(), component: name(), instance: name()}
		switch random.IntN(4) {
		case 0:
			w.component, w.instance = "", ""
		case 1:
			w.tenant, w.incarnation = "", ""
		}
		s, _ := core.NewTestScope(w.tenant, w.incarnation, w.component, w.instance)
		folded := strings.ToLower(s.Namespace())
		if other, ok := seen[folded]; ok && other != w {
			t.Fatalf("%+v and %+v are both at %s", w, other, folded)
		}
		seen[folded], scopes[w] = w, s
	}
	places := map[string]string{}
	keys := []string{"a", "A", "a.", "a ", ".a", "a/b", "a/B", "\u00e9", "e\u0301", "ss", "\u00df", "k", "\u212a", "=", "=2e", "%2e", "tenant", "instances", "1"}
	for w, s := range scopes {
		for other, o := range scopes {
			if w != other && strings.HasPrefix(o.Namespace()+"/", s.Namespace()+"/") {
				t.Fatalf("%s lies inside of %s", o.Namespace(), s.Namespace())
			}
			whole := core.NewTestWhole(w.tenant, w.incarnation)
			inside := strings.HasPrefix(o.Namespace(), whole.Namespace()+"/")
			if w.tenant != "" && inside != (other.tenant == w.tenant && other.incarnation == w.incarnation) {
				t.Fatalf("the whole of %+v has %s: %v", w, o.Namespace(), inside)
			}
		}
		for _, key := range keys {
			enc, err := core.EncodeKey(key)
			if err != nil {
				continue
			}
			object := s.Namespace() + "/" + enc
			if strings.ToLower(object) != object || strings.HasSuffix(object, ".") || strings.HasSuffix(object, " ") {
				t.Fatalf("%q becomes %q, which another name folds to", key, object)
			}
			if have, ok := places[object]; ok {
				t.Fatalf("%s and %s %q are one object", have, s.Namespace(), key)
			}
			places[object] = s.Namespace() + " " + key
		}
	}
}
