package credentials

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/internal/dotted"
	"github.com/sigen-dev/sigen/runtime/provider/internal/fault"
	"github.com/sigen-dev/sigen/runtime/provider/internal/filewatch"
)

const (
	envPrefix = "SIGEN_CREDENTIALS__"
	reserved  = "instances"
)

var tops = dotted.Tops{"tenants": 3, "shared": 3}

type options struct {
	file, identityFile, passphraseEnv string

	environ []string
	log     func(level int, msg string, attrs ...sig.Attr)
	quiet   time.Duration // how long a file must be at rest; 0 for the default
}

// A store holds the credentials in memory.
type store struct {
	o        options
	env      map[string]dotted.Var             // never written after open
	file     atomic.Pointer[map[string]string] // never nil, never written
	followed []*filewatch.Watcher

	mu       sync.Mutex
	closed   bool                          // guarded by mu
	finding  error                         // guarded by mu; why the file is not in force
	watchers map[*func(tenant string)]bool // guarded by mu

	reading sync.Mutex // one reading at a time
}

func open(o options) (*store, error) {
	switch {
	case o.file == "" && (o.identityFile != "" || o.passphraseEnv != ""):
		return nil, fault.Invalid("file", "the file that identity-file or passphrase-env is to open")
	case o.file != "" && (o.identityFile == "") == (o.passphraseEnv == ""):
		return nil, fault.Invalid("identity-file", "either identity-file or passphrase-env, to open the file")
	}
	env, err := dotted.Environ(envPrefix, tops, o.environ)
	var errs = []error{err}
	for path, v := range env {
		if unreachable(path) {
			errs = append(errs, fmt.Errorf("%s stands for %s, which no handle reads; %s is followed by an instance and a key", v.Name, path, reserved))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fault.New(sig.CodeInvalid, "environment", "variables "+envPrefix+"<TENANTS|SHARED>__…, '_' for '-', '__' for the dot, '___' for '_'", err)
	}
	s := &store{o: o, env: env, watchers: map[*func(string)]bool{}}
	s.file.Store(&map[string]string{})
	if o.file == "" {
		return s, nil
	}
	if err := s.follow(); err != nil {
		return nil, errors.Join(err, s.close())
	}
	values, err := s.o.read()
	if err != nil {
		return nil, errors.Join(fault.New(sig.CodeInvalid, "file", "a file that opens", err), s.close())
	}
	s.reading.Lock()
	s.file.Store(&values)
	s.reading.Unlock()
	return s, nil
}

// follow watches the file and what opens it.
func (s *store) follow() error {
	quiet := s.o.quiet
	if quiet == 0 {
		quiet = 50 * time.Millisecond
	}
	for _, path := range []string{s.o.file, s.o.identityFile} {
		if path == "" {
			continue
		}
		w, err := filewatch.New(path, quiet, s.reload, func(err error) {
			s.o.log(sig.LevelWarn, "credentials may change unnoticed", sig.Attr{Key: "file", Value: path}, sig.Attr{Key: "error", Value: err.Error()})
		})
		if err != nil {
			return fault.New(sig.CodeInvalid, "file", "files in folders that can be watched", err)
		}
		s.followed = append(s.followed, w)
	}
	return nil
}

func (s *store) close() error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	var errs []error
	for _, w := range s.followed {
		errs = append(errs, w.Close())
	}
	return errors.Join(errs...)
}

func (s *store) health() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.finding
}

func (s *store) lookup(path string) (string, bool) {
	if v, ok := s.env[path]; ok {
		return v.Value, true
	}
	text, ok := (*s.file.Load())[path]
	return text, ok
}

// reload puts the file in force as it is now, whole, or leaves what was.
func (s *store) reload() {
	s.reading.Lock()
	defer s.reading.Unlock()
	values, err := s.o.read()
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return
	}
	s.finding = nil
	if err != nil {
		s.finding = fault.New(sig.CodeInvalid, "file", "a file that opens; what was in force stays", err)
	}
	told := make([]func(string), 0, len(s.watchers))
	for f := range s.watchers {
		told = append(told, *f)
	}
	s.mu.Unlock()
	if err != nil {
		s.o.log(sig.LevelError, "the credentials file is not in force; what was stays", sig.Attr{Key: "error", Value: err.Error()})
		return
	}
	old := *s.file.Load()
	s.file.Store(&values)
	for tenant := range s.changed(old, values) {
		for _, f := range told {
			f(tenant)
		}
	}
}

// changed is the set of tenants, "" for shared components, for whom a credential
// reads differently.
func (s *store) changed(old, now map[string]string) map[string]bool {
	tenants := map[string]bool{}
	note := func(path string) {
		if _, hidden := s.env[path]; hidden {
			return
		}
		tenant := ""
		if rest, ok := strings.CutPrefix(path, "tenants."); ok {
			tenant, _, _ = strings.Cut(rest, ".")
		}
		tenants[tenant] = true
	}
	for path, text := range now {
		if was, ok := old[path]; !ok || was != text {
			note(path)
		}
	}
	for path := range maps.Keys(old) {
		if _, ok := now[path]; !ok {
			note(path)
		}
	}
	return tenants
}

func (s *store) watch(changed func(tenant string)) (stop func()) {
	f := &changed
	s.mu.Lock()
	s.watchers[f] = true
	s.mu.Unlock()
	return func() {
		s.mu.Lock()
		delete(s.watchers, f)
		s.mu.Unlock()
	}
}

// unreachable reports whether a path below a tenant's instances has no key.
func unreachable(path string) bool {
	names := strings.SplitN(path, ".", 5)
	return names[0] == "tenants" && names[2] == reserved && len(names) < 5
}
