package config

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/config/internal/wal"
	"github.com/sigen-dev/sigen/runtime/provider/internal/dotted"
	"github.com/sigen-dev/sigen/runtime/provider/internal/fault"
	"github.com/sigen-dev/sigen/runtime/provider/internal/filewatch"
)

const (
	invalid = sig.CodeInvalid

	envPrefix = "SIGEN__"
	maxValue  = 1 << 20  // bytes of one value
	maxRecord = 48 << 20 // bytes of one change, old values included
	maxWho    = 256
)

// tops are the roots of configuration: LookupIn of the core reads no others.
var tops = dotted.Tops{"tenants": 3, "defaults": 2, "shared": 2}

// options are a store's properties and what tests replace.
type options struct {
	File, State string
	SecretPaths string
	History     int
	Environ     []string
	Log         func(level int, msg string, attrs ...sig.Attr)
	Refused     func(err error) // hears of a file that is not in force; nil for nobody
	Now         func() time.Time
	Quiet       time.Duration // how long a file must be at rest before it is read
	CompactAt   int64         // bytes of log before a snapshot replaces it
}

// A store holds the layers. Reads take no lock that a write holds while it waits
// for the disk or a listener.
type store struct {
	o      options
	redact redactor

	runtime  *tree
	env      map[string]dotted.Var     // never written after open
	file     atomic.Pointer[fileLayer] // never nil
	version  atomic.Uint64
	watchers watchers
	closing  chan struct{}
	followed *filewatch.Watcher
	wg       sync.WaitGroup // compaction

	queue queue

	pastMu  sync.RWMutex
	past    past              // guarded by pastMu
	retired map[string]uint64 // guarded by pastMu; the last ended incarnation of a tenant
	// retiring is guarded by pastMu: the incarnation of a tenant that is being ended.
	retiring map[string]mark

	// mu is held by whoever changes what is in force: one batch of writes, or
	// one reading of the file.
	mu           sync.Mutex
	closed       bool               // guarded by mu
	listener     sig.ConfigListener // guarded by mu; nil without
	log          *wal.Log           // guarded by mu; nil in memory
	view         view               // guarded by mu
	batch        batch              // guarded by mu
	logFails     bool               // guarded by mu; the last write could not be made durable
	compactAt    int64              // guarded by mu; size of the log that starts the next compaction
	compacting   bool               // guarded by mu
	compactAgain bool               // guarded by mu; once more after that
	compactions  int                // guarded by mu; that have ended
	compactErr   error              // guarded by mu; of the last one
	compactEnd   *sync.Cond         // of mu; told when one has ended

	healthMu sync.Mutex
	findings [numFindings]error // guarded by healthMu
}

// What can be wrong with a store that goes on working.
const (
	findingFile = iota
	findingLog
	findingCompaction
	numFindings
)

func (s *store) find(which int, err error) {
	s.healthMu.Lock()
	s.findings[which] = err
	s.healthMu.Unlock()
}

// health joins what is wrong now.
func (s *store) health() error {
	s.healthMu.Lock()
	defer s.healthMu.Unlock()
	return errors.Join(s.findings[:]...)
}

// open reads all layers. The store is the caller's to close.
func open(o options) (*store, error) {
	redact, err := newRedactor(o.SecretPaths)
	if err != nil {
		return nil, err
	}
	if o.History < 0 {
		return nil, fault.Invalid("history", "a number of changes to keep, 0 or more")
	}
	env, err := dotted.Environ(envPrefix, tops, o.Environ)
	if err != nil {
		return nil, fault.New(invalid, "environment", "variables "+envPrefix+"<TENANTS|DEFAULTS|SHARED>__…, '_' for '-', '__' for the dot, '___' for '_'", err)
	}
	s := &store{
		o: o, redact: redact, env: env, runtime: newTree(), closing: make(chan struct{}),
		past: past{limit: o.History}, retired: map[string]uint64{}, retiring: map[string]mark{}, compactAt: o.CompactAt,
	}
	s.view.s = s
	s.compactEnd = sync.NewCond(&s.mu)
	s.file.Store(&fileLayer{})
	if o.State != "" {
		if err := s.openLog(); err != nil {
			return nil, err
		}
	}
	if o.File != "" {
		if err := s.openFile(); err != nil {
			return nil, errors.Join(err, s.close())
		}
	}
	return s, nil
}

func (s *store) openLog() error {
	l := &loader{s: s}
	log, rec, err := wal.Open(s.o.State, l)
	if err != nil {
		return fault.New(invalid, "state", "a directory of this provider's own", err)
	}
	s.log = log
	if !l.past {
		s.past.forgotten = max(s.past.forgotten, rec.Snapshot)
	}
	s.version.Store(log.Next() - 1)
	if rec.Torn > 0 {
		s.o.Log(sig.LevelWarn, "the last write before a crash was cut off; it had not been acknowledged",
			sig.Attr{Key: "file", Value: rec.File}, sig.Attr{Key: "bytes", Value: fmt.Sprint(rec.Torn)})
	}
	return nil
}

// close ends watches and background work, and gives the state directory free.
func (s *store) close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	close(s.closing)
	s.mu.Unlock()
	var errs []error
	if s.followed != nil {
		errs = append(errs, s.followed.Close())
	}
	s.wg.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.log != nil {
		errs = append(errs, s.log.Close())
	}
	return errors.Join(errs...)
}

// Lookup is the value in force at path.
func (s *store) Lookup(path string) (string, bool) {
	if l, ok := s.runtime.get(path); ok {
		return l.value, true
	}
	v, _, ok := s.below(path, s.file.Load())
	return v, ok
}

// below is the value of the layers under the runtime values.
func (s *store) below(path string, f *fileLayer) (string, Layer, bool) {
	if v, ok := s.env[path]; ok {
		return v.Value, LayerEnvironment, true
	}
	if l, ok := f.leaves[path]; ok {
		return l.Text, LayerFile, true
	}
	return "", LayerNone, false
}

// attach registers the one listener.
func (s *store) attach(l sig.ConfigListener) (detach func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case l == nil:
		return nil, fault.Invalid("", "a listener")
	case s.closed:
		return nil, errStopped
	case s.listener != nil:
		return nil, fault.New(sig.CodeBusy, "", "one listener at a time; detach the other first", nil)
	}
	s.listener = l
	return sync.OnceFunc(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.listener = nil
	}), nil
}

var errStopped = fault.New(sig.CodeInstanceGone, "", "a configuration provider that is active", nil)

// A loader fills a store with what its log holds.
type loader struct {
	s    *store
	past bool // the snapshot keeps some
}

func (l *loader) State(it wal.Item, seq uint64) {
	switch it.Kind {
	case wal.Set:
		l.s.runtime.set(it.Path, leaf{it.New, seq})
	case wal.Retire:
		l.s.retired[it.Path] = parseIncarnation(it.New)
	case wal.Retiring:
		l.s.retiring[it.Path] = parseMark(it.New)
	}
}

func (l *loader) Past(r wal.Record) {
	if !l.past {
		l.past = true
		l.s.past.forgotten = r.Seq - 1 // complete from here on
	}
	l.s.past.add(&r)
}

func (l *loader) Apply(r wal.Record) { l.s.apply(&r) }

// apply puts a durable record in force.
func (s *store) apply(r *wal.Record) {
	for i := range r.Items {
		it := &r.Items[i]
		switch it.Kind {
		case wal.Set:
			s.runtime.set(it.Path, leaf{it.New, r.Seq})
		case wal.Delete:
			s.runtime.delete(it.Path)
		case wal.Purge:
			for _, p := range s.runtime.under(it.Path) {
				s.runtime.delete(p)
			}
			s.pastMu.Lock()
			s.past.purge(it.Path)
			s.pastMu.Unlock()
		case wal.Retire:
			s.pastMu.Lock()
			s.retired[it.Path] = parseIncarnation(it.New)
			delete(s.retiring, it.Path)
			s.pastMu.Unlock()
		case wal.Retiring:
			s.pastMu.Lock()
			s.retiring[it.Path] = parseMark(it.New)
			s.pastMu.Unlock()
		}
	}
	s.pastMu.Lock()
	s.past.add(r)
	s.pastMu.Unlock()
}

// filled is o with defaults where tests and the provider say nothing.
func (o options) filled() options {
	if o.Log == nil {
		o.Log = func(int, string, ...sig.Attr) {}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Quiet == 0 {
		o.Quiet = 50 * time.Millisecond
	}
	if o.CompactAt == 0 {
		o.CompactAt = 16 << 20
	}
	if o.Environ == nil {
		o.Environ = os.Environ()
	}
	return o
}

// purgeable is the root of what belongs to a scope: the runtime values of a
// tenant are the tenant's as a whole, none are an instance's. "" for nothing.
func purgeable(sc sig.Scope) (root string, err error) {
	if err := sc.Err(); err != nil {
		return "", err
	}
	if sc.Tenant() == "" || sc.Instance() != "" {
		return "", nil
	}
	return "tenants." + sc.Tenant(), nil
}
