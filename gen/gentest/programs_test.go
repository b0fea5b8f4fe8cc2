package gentest

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/gen"
	"github.com/sigen-dev/sigen/gen/internal/load"
)

var (
	programSeed = flag.Uint64("programs.seed", 0, "seed of TestRandomPrograms; 0 for one of its own")
	programTime = flag.Duration("programs.for", time.Second, "how long the program of TestRandomPrograms compares")
)

// TestRandomPrograms makes a package of random types, has sigen write their codecs,
// and runs a program that holds every one of them against encoding/json.
func TestRandomPrograms(t *testing.T) {
	seed := *programSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("-programs.seed=%d", seed)
	repo := repoDir(t)
	dir := filepath.Join(repo, "testdata", "ok", "random-program")
	p := &program{r: rand.New(rand.NewPCG(seed, 1)), pointed: map[string]bool{}, embeds: map[string]bool{}}
	source, check := p.write(24)
	overlay := map[string][]byte{filepath.Join(dir, "types.go"): []byte(source)}
	res, err := gen.Run(t.Context(), gen.Config{Dir: repo, Patterns: []string{"./testdata/ok/random-program"}, Overlay: overlay})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Diagnostics) > 0 {
		var b strings.Builder
		_ = res.Print(&b)
		t.Fatalf("types that a codec carries get diagnostics:\n%s\n%s", b.String(), source)
	}
	for _, f := range res.Files {
		overlay[f.Path] = f.Data
	}
	if overlay[filepath.Join(dir, load.GeneratedFile)] == nil {
		t.Fatal("nothing was generated")
	}
	overlay[filepath.Join(dir, "main.go")] = []byte(check)
	bin := buildOverlay(t, repo, "./testdata/ok/random-program", overlay)
	cmd := exec.CommandContext(t.Context(), bin, fmt.Sprint(seed), programTime.String())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s\n%s", err, out, source)
	} else {
		t.Logf("%s", bytes.TrimSpace(out))
	}
}

// buildOverlay builds the program at pattern with files that are on no disk.
func buildOverlay(t *testing.T, repo, pattern string, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	replace := map[string]string{}
	for name, data := range files {
		file := filepath.Join(dir, fmt.Sprintf("%d.go", len(replace)))
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		replace[name] = file
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(name, list, 0o644); err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(dir, "program")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-ldflags=-s -w", "-overlay", name, "-o", bin, pattern)
	cmd.Dir = repo
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("the generated code does not build: %v\n%s\n%s", err, out, numbered(files))
	}
	return bin
}

// A program is a random package of types.
type program struct {
	r     *rand.Rand
	names []string // structs that are declared by now
	b     strings.Builder
	// pointed are those of them that hold something with methods of its pointer.
	pointed map[string]bool
	embeds  map[string]bool // those that embed what may have methods of its own
}

func (p *program) pick(list ...string) string { return list[p.r.IntN(len(list))] }

// basics are what a field may be that leads nowhere. The named ones are in header.
var basics = []string{
	"bool", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "float32", "float64", "string", "rune", "byte",
	"Flag", "Small", "Wide", "Ratio", "Single", "Word", "Count", "time.Time", "time.Duration", "[]byte", "Blob", "Bytes", "Octets", "json.RawMessage", "json.Number",
	"Texted", "TextedByPointer", "JSONed", "JSONedByPointer", "Coded", "big.Int", "*big.Int", "*big.Rat", "netip.Addr", "Words", "Triple", "Table", "Alias", "AliasOf", "Pointed",
	"Octet", "[]Octet", "OctetText", "[]OctetText", "[4]byte", "Tree", "Forest", "Box[string]", "Box[Small]", "Pair[string, *int]", "geo.Point", "*geo.Place", "geo.Named", "geo.List[geo.Point]", "struct{}",
}

var keys = []string{"string", "Word", "int", "int8", "uint16", "Small", "Texted", "netip.Addr", "KeyText", "KeyNumber", "uint64", "AliasKey"}

func (p *program) typ(depth int) string {
	n := p.r.IntN(15)
	if depth > 2 {
		n = p.r.IntN(7)
	}
	switch {
	case n < 7:
		return p.pick(basics...)
	case n == 7 && len(p.names) > 0, n == 8 && len(p.names) > 0:
		return p.pick(p.names...)
	case n == 9:
		return "*" + p.typ(depth+1)
	case n == 10:
		return "[]" + p.typ(depth+1)
	case n == 11:
		return fmt.Sprintf("[%d]%s", p.r.IntN(4), p.typ(depth+1))
	case n == 12:
		return "map[" + p.pick(keys...) + "]" + p.elem(depth+1)
	case n == 13:
		return "Box[" + p.typ(depth+1) + "]"
	case n == 14:
		return "struct {\n\t\tA " + p.typ(depth+1) + "\n\t\tB *" + p.typ(depth+1) + " `json:\"b,omitempty\"`\n\t}"
	}
	return p.pick(basics...)
}

// elem is the type of a map's values: encoding/json cannot call a method of their pointers there, we do.
func (p *program) elem(depth int) string {
	for {
		if t := p.typ(depth); !p.byPointer(t) {
			return t
		}
	}
}

// byPointer reports whether a value of t may hold one that encodes itself by methods of its pointer alone.
func (p *program) byPointer(t string) bool {
	if strings.Contains(t, "ByPointer") || strings.Contains(t, "big.") {
		return true
	}
	for _, name := range regexp.MustCompile(`T[0-9]+`).FindAllString(t, -1) {
		if p.pointed[name] {
			return true
		}
	}
	return false
}

func (p *program) tag(name, typ string) string {
	var opts string
	if p.r.IntN(4) == 0 {
		opts += ",omitempty"
	}
	if p.r.IntN(6) == 0 && omitsZero(typ) {
		opts += ",omitzero"
	}
	if p.r.IntN(3) == 0 && quotable[strings.TrimPrefix(typ, "*")] {
		opts += ",string"
	}
	if p.r.IntN(8) == 0 {
		opts += ",unheard"
	}
	key := ""
	switch p.r.IntN(6) {
	case 0, 1:
		key = strings.ToLower(name)
	case 2:
		key = p.pick("a-b ", "ключ", "x.y", "<>", "$ref", "-", "k/", "&") + name
	case 3:
		key = "a,b"[:1] + name + `\"` // no name for encoding/json
	}
	if p.r.IntN(12) == 0 {
		return "`json:\"-\"`"
	}
	optional := ""
	switch bare := strings.TrimLeft(typ, "*"); {
	case p.r.IntN(3) == 0 && (strings.HasPrefix(bare, "[]") || strings.HasPrefix(bare, "map[") || bare == "string" || bare == "Words" || bare == "Bytes"):
		optional = ` sig:"optional,max=1000000"` // refuses nothing, but has checks written
	case p.r.IntN(2) == 0:
		optional = ` sig:"optional"`
	}
	if key+opts == "" {
		return "`" + strings.TrimSpace(optional) + "`"
	}
	return "`json:\"" + key + opts + "\"" + optional + "`"
}

// quotable are the types for which the json option string means something.
var quotable = map[string]bool{
	"bool": true, "int": true, "int8": true, "int64": true, "uint": true, "uint16": true, "uint64": true, "float32": true, "float64": true, "string": true, "rune": true,
	"Flag": true, "Small": true, "Wide": true, "Ratio": true, "Word": true, "Count": true, "time.Duration": true, "json.Number": true, "Alias": true,
}

// omitsZero reports whether values of typ can be compared with their zero.
func omitsZero(typ string) bool {
	return !strings.ContainsAny(typ, "[{") && typ != "big.Int" && !(typ[0] == 'T' && typ[1] >= '0' && typ[1] <= '9') || strings.HasPrefix(typ, "[]") || strings.HasPrefix(typ, "map") || strings.HasPrefix(typ, "*")
}

// write returns the source of a package of n structs, and of a main that compares.
func (p *program) write(n int) (source, check string) {
	p.b.WriteString(programHeader)
	var methods, list strings.Builder
	for i := range n {
		name := fmt.Sprintf("T%d", i)
		p.pointed[name] = true // until it is known: a map of itself might hold what follows
		fmt.Fprintf(&p.b, "type %s struct {\n", name)
		held := false
		if p.r.IntN(3) == 0 && len(p.names) > 0 {
			last := p.names[len(p.names)-1]
			if !p.embeds[last] { // a promoted method of a nil pointer would panic
				p.b.WriteString(p.pick("", "*"))
			}
			fmt.Fprintf(&p.b, "\t%s\n", last)
			held, p.embeds[name] = p.pointed[last], p.embeds[last]
		}
		if p.r.IntN(4) == 0 {
			p.embeds[name] = true
			fmt.Fprintf(&p.b, "\t%s\n", p.pick("base", "Word", "*Small", "geo.Point", "Texted", "time.Time", "json.RawMessage")) // may promote methods: then it is what they make of it
			if p.r.IntN(2) == 0 {
				p.b.WriteString("\tJSONed\n\tCoded\n") // twice the same methods: none is promoted
			}
		}
		for f := range 1 + p.r.IntN(7) {
			field := fmt.Sprintf("F%d", f)
			typ := p.typ(0)
			if p.r.IntN(10) == 0 {
				typ = p.pick("*", "[]", "map[string]*") + name
			}
			held = held || p.byPointer(strings.ReplaceAll(typ, name, ""))
			fmt.Fprintf(&p.b, "\t%s %s %s\n", field, typ, p.tag(field, typ))
		}
		if p.r.IntN(5) == 0 {
			p.b.WriteString("\thidden int\n")
		}
		p.b.WriteString("}\n\n")
		p.names = append(p.names, name)
		p.pointed[name] = held
		root := "Of" + name // a T may encode itself, by a method that it embeds
		fmt.Fprintf(&p.b, "type %s struct {\n\tOne %s\n\tMore []%s `json:\",omitempty\"`\n}\n\n", root, name, name)
		fmt.Fprintf(&methods, "//sig:runnable\nfunc (e *Echo) Echo%s(ctx context.Context, p %s) (%s, error) { return p, nil }\n\n", name, root, root)
		fmt.Fprintf(&list, "\t\tdiffer.Of(decode%s, append%s),\n", root, root)
	}
	p.b.WriteString(methods.String())
	return p.b.String(), fmt.Sprintf(programMain, list.String())
}

const programHeader = `package main

import (
	"context"
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"net/netip"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/types/geo"
)

type (
	Flag   bool
	Small  int8
	Wide   uint64
	Ratio  float64
	Single float32
	Word   string
	Count  uint32
	Blob   []byte
	Octet  byte
	Bytes  []Octet
	Octets [3]byte
	Words  []Word
	Triple [3]Small
	Table  map[Word][]Count
	Alias   = int64
	AliasOf = map[string]Words
	AliasKey = Word
	Pointed *int
	Box[T any] struct {
		Value T ` + "`json:\"value\" sig:\"optional\"`" + `
		More  []T ` + "`json:\",omitempty\"`" + `
	}
	Pair[K comparable, V any] struct {
		Key K
		Val V
	}
	Tree struct {
		Name Word
		Kids []Tree ` + "`json:\"kids,omitempty\"`" + `
		Next *Tree
	}
	Forest map[string]Tree
	base struct {
		ID  string
		Rev int ` + "`json:\"rev,omitempty\"`" + `
	}
	Texted struct{ s string }
	TextedByPointer struct{ s string }
	JSONed struct{ n int }
	JSONedByPointer struct{ n int }
	Coded struct{ N int }
	OctetText byte
	KeyText string
	KeyNumber int
)

const (
	Low  Small = -3
	High Small = 3
	Hot  Word = "hot"
)

func (t Texted) MarshalText() ([]byte, error) { return []byte("<" + t.s), nil }
func (t *Texted) UnmarshalText(b []byte) error { t.s = string(b[min(1, len(b)):]); return nil }
func (t *Texted) Randomize(r *rand.Rand) { t.s = []string{"", "a", "é", "&"}[r.IntN(4)] }
func (t *TextedByPointer) MarshalText() ([]byte, error) { return []byte("<" + t.s), nil }
func (t *TextedByPointer) UnmarshalText(b []byte) error { t.s = string(b[min(1, len(b)):]); return nil }
func (t *TextedByPointer) Randomize(r *rand.Rand) { t.s = []string{"", "a"}[r.IntN(2)] }
func (t JSONed) MarshalJSON() ([]byte, error) { return json.Marshal(t.n) }
func (t *JSONed) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, &t.n) }
func (t *JSONed) Randomize(r *rand.Rand) { t.n = r.IntN(3) }
func (t *JSONedByPointer) MarshalJSON() ([]byte, error) { return json.Marshal(map[string]int{"<n>": t.n}) }
func (t *JSONedByPointer) UnmarshalJSON(b []byte) error {
	var m map[string]int
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	t.n = m["<n>"]
	return nil
}
func (t *JSONedByPointer) Randomize(r *rand.Rand) { t.n = r.IntN(3) }
func (t Coded) MarshalJSON() ([]byte, error) { return json.Marshal([]int{t.N}) }
func (t *Coded) UnmarshalJSON(b []byte) error {
	var l []int
	if err := json.Unmarshal(b, &l); err != nil {
		return err
	}
	if len(l) > 0 {
		t.N = l[0]
	}
	return nil
}
func (t OctetText) MarshalText() ([]byte, error) { return []byte{'a' + byte(t)%26}, nil }
func (t *OctetText) UnmarshalText(b []byte) error {
	if len(b) > 0 {
		*t = OctetText(b[0])
	}
	return nil
}
func (k KeyText) MarshalText() ([]byte, error) { return []byte("k:" + string(k)), nil }
func (k *KeyText) UnmarshalText(b []byte) error { *k = KeyText(b[min(2, len(b)):]); return nil }
func (k KeyNumber) MarshalText() ([]byte, error) { return json.Marshal([]int{int(k)}) }
func (k *KeyNumber) UnmarshalText(b []byte) error {
	var l [1]int
	if err := json.Unmarshal(b, &l); err != nil {
		return err
	}
	*k = KeyNumber(l[0])
	return nil
}

// Use keeps imports alive, whatever the dice say.
type use struct {
	_ *big.Int
	_ netip.Addr
	_ time.Time
	_ geo.Point
}

var _ use

//sig:component name=random-echo scope=tenant
type Echo struct{ sig.Instance }

`

const programMain = `package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"time"

	"github.com/sigen-dev/sigen/testdata/ok/internal/differ"
)

func main() {
	seed, err := strconv.ParseUint(os.Args[1], 10, 64)
	if err != nil {
		panic(err)
	}
	limit, err := time.ParseDuration(os.Args[2])
	if err != nil {
		panic(err)
	}
	types := []differ.Type{
%s	}
	r := rand.New(rand.NewPCG(seed, 2))
	rounds, failed := 0, 0
	for begin := time.Now(); time.Since(begin) < limit; rounds++ {
		if err := types[rounds%%len(types)].Round(r); err != nil {
			fmt.Println(err)
			if failed++; failed == 5 {
				break
			}
		}
	}
	fmt.Println(rounds, "rounds of", len(types), "types")
	if failed > 0 || rounds < len(types) {
		os.Exit(1)
	}
}
`

// numbered shows files for reading what the compiler says of them.
func numbered(files map[string][]byte) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&b, "-- %s --\n", filepath.Base(name))
		n := 0
		for line := range strings.Lines(string(files[name])) {
			n++
			fmt.Fprintf(&b, "%d\t%s", n, line)
		}
	}
	return b.String()
}
