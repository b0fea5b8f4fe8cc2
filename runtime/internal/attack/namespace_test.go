package attack

import (
	"fmt"
	"math/rand/v2"
	"path"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// who is whom a scope is minted for.
type who struct{ tenant, incarnation, component, instance string }

// A layout says where scopes and their objects are.
type layout struct {
	scope func(who) string
	whole func(who) string // all of the tenant's incarnation
	key   func(string) (string, error)
}

// meetings looks for scopes that have one place on a system that folds case and takes '.' and
// ' ' off ends too, for one that lies inside another's or outside of its whole, and for objects
// that are one. It gives an example of each kind that there is.
func (l layout) meetings(n int) map[string]string {
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
	met := map[string]string{}
	seen := map[string]who{}
	scopes := map[who]string{}
	for range n {
		w := who{tenant: name(), incarnation: name(), component: name(), instance: name()}
		switch random.IntN(4) {
		case 0:
			w.component, w.instance = "", ""
		case 1:
			w.tenant, w.incarnation = "", ""
		}
		at := l.scope(w)
		folded := strings.ToLower(at)
		if other, ok := seen[folded]; ok && other != w {
			met["one place"] = fmt.Sprintf("%+v and %+v are both at %s", w, other, folded)
		}
		seen[folded], scopes[w] = w, at
	}
	type object struct{ scope, key string }
	places := map[string]object{}
	keys := []string{"a", "A", "a.", "a ", ".a", "a/b", "a/B", "\u00e9", "e\u0301", "ss", "\u00df", "k", "\u212a", "=", "=2e", "%2e", "tenant", "instances", "1"}
	for w, at := range scopes {
		whole := l.whole(w)
		for other, there := range scopes {
			if w != other && strings.HasPrefix(there+"/", at+"/") {
				met["inside"] = there + " lies inside of " + at
			}
			inside := strings.HasPrefix(there, whole+"/")
			if w.tenant != "" && inside != (other.tenant == w.tenant && other.incarnation == w.incarnation) {
				met["whole"] = fmt.Sprintf("the whole of %+v has %s: %v", w, there, inside)
			}
		}
		for _, key := range keys {
			enc, err := l.key(key)
			if err != nil {
				continue
			}
			place := at + "/" + enc
			if strings.ToLower(place) != place || strings.HasSuffix(place, ".") || strings.HasSuffix(place, " ") {
				met["folds"] = fmt.Sprintf("%q becomes %q, which another name folds to", key, place)
			}
			if have, ok := places[place]; ok {
				met["one object"] = fmt.Sprintf("%s %q and %s %q are one object", have.scope, have.key, at, key)
			}
			places[place] = object{at, key}
		}
	}
	return met
}

// Two scopes never have one place, and no scope lies inside another's, but all of a tenant's
// inside the whole. An ordinary program makes folders of names, and gets all of it wrong.
func TestNamespacesNeverMeet(t *testing.T) {
	naive := layout{
		scope: func(w who) string { return path.Join(w.tenant, w.component, w.instance) },
		whole: func(w who) string { return w.tenant },
		key:   func(key string) (string, error) { return key, nil },
	}
	met := naive.meetings(300)
	for _, kind := range []string{"one place", "inside", "whole", "folds", "one object"} {
		if met[kind] == "" {
			t.Errorf("folders of names show no %q, so that nothing is proved", kind)
		}
	}
	ours := layout{
		scope: func(w who) string {
			s, end := core.NewTestScope(w.tenant, w.incarnation, w.component, w.instance)
			defer end()
			return s.Namespace()
		},
		whole: func(w who) string { return core.NewTestWhole(w.tenant, w.incarnation).Namespace() },
		key:   core.EncodeKey,
	}
	for kind, example := range ours.meetings(3000) {
		t.Errorf("%s: %s", kind, example)
	}
}
