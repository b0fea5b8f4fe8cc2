package reuse

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/sigen-dev/sigen/gen/internal/cache"
	"github.com/sigen-dev/sigen/gen/internal/load"
)

// A Kind says what of a path counts.
type Kind uint8

// The kinds of stamps.
const (
	Content Kind = iota // of a file, or that there is none
	Source              // of a Go file, of which the part up to its imports counts by itself too
	Folder              // the names in it that mean something to the go command
	Program             // a file that is too large to be read each time: size, time and identity
)

// A Stamp is what a path was.
type Stamp struct {
	Path   string
	Kind   Kind
	Digest string // of the content; "" when there is nothing
	Head   string // for Source: of the part up to the end of the imports
	Sign   Sign
	Sure   bool // the sign was old enough when it was taken that no later change can have the same
}

// A Sign is what the file system says of a path without reading it.
type Sign struct {
	Exists        bool
	Size          int64
	Changed, Meta int64 // nanoseconds; Meta is when anything of it changed, its times too, and 0 where systems do not say
	Device, Inode uint64
}

// settled is how long a file has to lie still before its sign is trusted. File
// systems count in steps of up to two seconds, and within a step a file changes unseen.
const settled = 2 * time.Second

// Take looks at a path.
func Take(path string, kind Kind) Stamp {
	s := Stamp{Path: path, Kind: kind}
	s.look()
	return s
}

func (s *Stamp) look() {
	before := signOf(s.Path)
	s.Digest, s.Head = s.digest(before)
	// What changes while it is read has another sign behind.
	s.Sign = signOf(s.Path)
	s.Sure = before == s.Sign && s.Sign.sure(time.Now())
}

func (g Sign) sure(now time.Time) bool {
	if !g.Exists {
		return true
	}
	return g.Meta != 0 && now.UnixNano()-max(g.Changed, g.Meta) > int64(settled)
}

// Since reports whether the path may have changed at or after t. The clock of
// file systems lags behind by its resolution.
func (s *Stamp) Since(t time.Time) bool {
	const lag = 10 * time.Millisecond
	return s.Sign.Exists && max(s.Sign.Changed, s.Sign.Meta) >= t.Add(-lag).UnixNano()
}

// A State is what became of a path since its stamp was taken.
type State uint8

// The states.
const (
	Same    State = iota
	Renewed       // the same, with a stamp that is worth more
	Body          // a Go file with the same imports changed behind them
	Changed
)

// Check looks again, and brings the stamp up to date.
func (s *Stamp) Check() State {
	if s.Sure && signOf(s.Path) == s.Sign {
		return Same
	}
	old := *s
	s.look()
	switch {
	case s.Digest == old.Digest && s.Sign == old.Sign && s.Sure == old.Sure:
		return Same
	case s.Digest == old.Digest:
		return Renewed
	case s.Kind == Source && s.Digest != "" && old.Digest != "" && s.Head == old.Head:
		return Body
	}
	return Changed
}

func signOf(path string) Sign {
	info, err := os.Stat(path)
	if err != nil {
		return Sign{}
	}
	g := Sign{Exists: true, Size: info.Size(), Changed: info.ModTime().UnixNano()}
	g.system(info)
	return g
}

func (s *Stamp) digest(g Sign) (content, head string) {
	if !g.Exists {
		return "", ""
	}
	switch s.Kind {
	case Program:
		data, err := cache.Encode(g)
		if err != nil {
			return unreadable, ""
		}
		return sum(data), ""
	case Folder:
		return s.folder(), ""
	}
	src, err := os.ReadFile(s.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", ""
	}
	if err != nil {
		return unreadable, unreadable
	}
	if s.Kind == Source {
		head = sum(heading(src))
	}
	return sum(src), head
}

// unreadable is the digest of what is there and cannot be read.
const unreadable = "unreadable"

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return string(h[:])
}

// heading is a Go file up to the end of its imports: build constraints, package
// clause, imports. A file in which that cannot be told is all heading.
func heading(src []byte) []byte {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", src, parser.ImportsOnly|parser.SkipObjectResolution)
	if err != nil || bytes.Contains(src, []byte(`import "C"`)) {
		return src
	}
	end := f.Name.End()
	for _, d := range f.Decls {
		end = max(end, d.End())
	}
	return src[:fset.File(f.FileStart).Offset(end)]
}

// meaningful reports whether the go command looks at a file of that name in the folder of a package.
func meaningful(name string) bool {
	return slices.ContainsFunc(endings, func(end string) bool { return strings.HasSuffix(name, end) })
}

var endings = []string{".go", ".c", ".cc", ".cpp", ".cxx", ".m", ".h", ".hh", ".hpp", ".hxx", ".f", ".F", ".for", ".f90", ".s", ".S", ".sx", ".swig", ".swigcxx", ".syso"}

// testdataMarker is the name of a file that makes sigen enter test data.
const testdataMarker = ".sigen"

// folder is the digest of the names in a folder. Those that begin with a dot or
// an underscore are not looked at by the go command, and change all the time. Files that
// sigen wrote are not input, as long as they are not all that there is.
func (s *Stamp) folder() string {
	entries, err := os.ReadDir(s.Path)
	if err != nil {
		return unreadable
	}
	var names strings.Builder
	var own []string
	goes := false
	for _, e := range entries {
		name := e.Name()
		switch {
		case name == testdataMarker || name == "go.mod" || name == "go.work":
		case strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_"):
			continue
		case e.Type().IsRegular() && !meaningful(name):
			continue
		case e.Type().IsRegular() && load.Written(filepath.Join(s.Path, name)):
			own = append(own, name)
			continue
		}
		goes = goes || strings.HasSuffix(name, ".go")
		names.WriteString(e.Type().String() + name + "\x00")
	}
	if !goes {
		names.WriteString(strings.Join(own, "\x00"))
	}
	return sum([]byte(names.String()))
}
