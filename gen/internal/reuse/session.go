package reuse

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/sigen-dev/sigen/gen/internal/cache"
	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/load"
)

// A Session is one run that may know something already. It is not for concurrent use.
type Session struct {
	store *cache.Store
	dir   string
	env   map[string]string
	roots map[string]bool
	start time.Time
	tool  string
	key   cache.Key
	base  []string // what every key begins with

	record *record
	world  []Stamp
	tree   []Stamp
	fresh  bool // the listing is of this run
	unsafe bool // something changed while the run looked

	listing *load.Listing
	keys    map[string]cache.Key // of units, by import path
	lying   map[string]*Stamp    // of the record's outputs, by path
}

// A record is what a run leaves for the next one with the same arguments.
type record struct {
	World, Tree []Stamp
	Listing     cache.Key
	Answered    bool // Diagnostics and Outputs are the whole answer
	Diagnostics []diag.Diagnostic
	Outputs     []Output
}

// An Output is one file that should be there, or should not.
type Output struct {
	Path   string
	Digest string    // "" when there should be none
	Unit   cache.Key // whose entry has the content
	Stamp  Stamp
}

// Config is what a run was asked.
type Config struct {
	Store    *cache.Store
	Dir      string
	Tags     []string
	Patterns []string
	Env      []string // nil is the process's own
}

// Begin starts a session; nil when it cannot be told what such a run depends on.
func Begin(cfg Config) *Session {
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return nil
	}
	env := cfg.Env
	if env == nil {
		env = os.Environ()
	}
	s := &Session{store: cfg.Store, dir: dir, env: environment(env), start: time.Now(), keys: map[string]cache.Key{}}
	var ok bool
	if s.roots, ok = roots(dir, cfg.Patterns); !ok || !foreseeable(s.env, goEnvFile(s.env)) {
		return nil
	}
	if s.tool, ok = Tool(cfg.Store); !ok {
		return nil
	}
	s.base = append([]string{s.tool, runtime.Version(), strings.Join(cfg.Tags, ",")}, flat(s.env)...)
	s.key = cache.KeyOf(append([]string{"run", s.dir, strings.Join(cfg.Patterns, "\x00")}, s.base...)...)
	return s
}

// put keeps v, which is no pointer; a store that cannot be written makes the next run slower, not wrong.
func (s *Session) put(key cache.Key, v any) bool {
	data, err := cache.Encode(v)
	return err == nil && s.store.Put(key, data) == nil
}

func (s *Session) get(key cache.Key, v any) bool {
	data, ok := s.store.Get(key)
	return ok && cache.Decode(data, v) == nil
}

// Holds is how much of the record of the last run does.
type Holds uint8

// The degrees.
const (
	Nothing Holds = iota // the go command has to be asked
	Listed               // the listing holds, and Go files changed behind their imports
	Answer               // everything holds
)

// Look holds the record against the disk.
func (s *Session) Look() Holds {
	s.record = &record{}
	if !s.get(s.key, s.record) {
		s.record = nil
		return Nothing
	}
	state, renewed := Answer, false
	if !s.record.Answered {
		state = Listed
	}
	for _, list := range [][]Stamp{s.record.World, s.record.Tree} {
		for i := range list {
			switch list[i].Check() {
			case Changed:
				return Nothing
			case Body:
				state = Listed
			case Renewed:
				renewed = true
			}
		}
	}
	if state == Answer && renewed {
		s.put(s.key, *s.record)
	}
	return state
}

// Diagnostics are those of the last run, if Look answered Answer.
func (s *Session) Diagnostics() []diag.Diagnostic { return s.record.Diagnostics }

// Listing is what the go command said in the last run, nil when that is not known any more.
func (s *Session) Listing() *load.Listing {
	l := &load.Listing{}
	if s.record == nil || !s.get(s.record.Listing, l) {
		return nil
	}
	return l
}

// Use says which listing the run goes by: that of the last run, or a fresh one. It
// answers false when nothing of such a run can be kept or reused.
func (s *Session) Use(l *load.Listing, fresh bool) bool {
	if !l.Whole {
		return false
	}
	s.listing, s.fresh = l, fresh
	if fresh {
		s.world, s.tree = s.gather(l)
		for _, list := range [][]Stamp{s.world, s.tree} {
			for i := range list {
				s.unsafe = s.unsafe || list[i].Since(s.start)
			}
		}
		if s.record != nil && digests(s.world) == digests(s.record.World) {
			if old := s.Listing(); old != nil {
				l.Exports = old.Exports
			}
		}
	} else {
		s.world, s.tree = s.record.World, s.record.Tree
	}
	s.unitKeys()
	return true
}

// digests is one text for what stamps say.
func digests(stamps []Stamp) string {
	var b strings.Builder
	for _, st := range stamps {
		fmt.Fprintf(&b, "%s\x00%x\x00", st.Path, st.Digest)
	}
	return b.String()
}
