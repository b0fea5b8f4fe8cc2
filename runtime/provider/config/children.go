package config

import (
	"maps"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/runtime/provider/internal/dotted"
)

// deepFrom is where in a path the first parent ends that a shard has an index for: two segments below the root, where the keys of a
// map setting of a component with a prefix are. -1 when the path does not go that deep.
func deepFrom(path string) int {
	at := len(dotted.Root(path))
	for range 2 {
		if at >= len(path) {
			return -1
		}
		next := strings.IndexByte(path[at+1:], '.')
		if next < 0 {
			return -1
		}
		at += 1 + next
	}
	return at
}

// link counts path in, or out, at each of its deep parents. s.mu is held.
func (s *shard) link(path string, by int) {
	for at := deepFrom(path); at >= 0; {
		parent, name := path[:at], path[at+1:]
		next := strings.IndexByte(name, '.')
		if next >= 0 {
			name = name[:next]
		}
		names := s.deep[parent]
		if names == nil {
			if s.deep == nil {
				s.deep = map[string]map[string]int{}
			}
			names = map[string]int{}
			s.deep[strings.Clone(parent)] = names
		}
		if names[name] += by; names[name] == 0 {
			delete(names, name)
			if len(names) == 0 {
				delete(s.deep, parent)
			}
		}
		if next < 0 {
			return
		}
		at += 1 + next
	}
}

// children adds the names that continue path to names. Near the root it looks at every path of the shard.
func (t *tree) children(path string, names map[string]bool) {
	s := t.shard(path)
	s.mu.RLock()
	defer s.mu.RUnlock()
	if deepFrom(path+".") >= 0 {
		for name := range s.deep[path] {
			names[name] = true
		}
		return
	}
	for p := range s.m {
		if name, ok := childOf(p, path); ok {
			names[name] = true
		}
	}
}

// childOf is the segment of path right below parent.
func childOf(path, parent string) (name string, ok bool) {
	rest, ok := strings.CutPrefix(path, parent)
	if !ok || rest == "" || rest[0] != '.' {
		return "", false
	}
	name, _, _ = strings.Cut(rest[1:], ".")
	return name, true
}

// Children implements sig.ConfigLister.
func (s *store) Children(path string) []string { return sorted(s.childrenOf(path, s.file.Load())) }

func (s *store) childrenOf(path string, f *fileLayer) map[string]bool {
	names := map[string]bool{}
	s.runtime.children(path, names)
	for p := range s.env {
		if name, ok := childOf(p, path); ok {
			names[name] = true
		}
	}
	at, _ := slices.BinarySearch(f.paths, path+".")
	for _, p := range f.paths[at:] {
		name, ok := childOf(p, path)
		if !ok {
			break
		}
		names[name] = true
	}
	return names
}

func sorted(names map[string]bool) []string { return slices.Sorted(maps.Keys(names)) }

// Children implements sig.ConfigLister, with what is about to change.
func (v *view) Children(path string) []string {
	f := v.file
	if f == nil {
		f = v.s.file.Load()
	}
	names := v.s.childrenOf(path, f)
	gone := false
	for i := range v.over {
		if name, ok := childOf(v.over[i].path, path); ok {
			if v.over[i].set {
				names[name] = true
			} else {
				gone = true
			}
		}
	}
	if gone { // of a name whose paths may all be deleted
		maps.DeleteFunc(names, func(name string, _ bool) bool { return !v.any(path+"."+name, f) })
	}
	return sorted(names)
}

// any reports whether there will be a value at or below path.
func (v *view) any(path string, f *fileLayer) bool {
	if _, ok := v.Lookup(path); ok {
		return true
	}
	for name := range v.s.childrenOf(path, f) {
		if v.any(path+"."+name, f) {
			return true
		}
	}
	for i := range v.over {
		if v.over[i].set && dotted.Under(v.over[i].path, path) {
			return true
		}
	}
	return false
}
