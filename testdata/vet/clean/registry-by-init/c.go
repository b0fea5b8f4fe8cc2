// Package tpluginsinit is a case.
package registrybyinit

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is formatted.
type Text struct {
	Format string `json:"format"`
	Text   string `json:"text"`
}

type formatter interface {
	Name() string
	Format(w io.Writer, text string) error
}

var registry = map[string]formatter{}

func register(f formatter) {
	if _, dup := registry[f.Name()]; dup {
		panic("format " + f.Name() + " registered twice")
	}
	registry[f.Name()] = f
}

func init() {
	register(upper{})
	register(&wrapper{width: 40})
	register(&numbered{format: "%3d  %s\n"})
}

type upper struct{}

func (upper) Name() string { return "upper" }
func (upper) Format(w io.Writer, text string) error {
	_, err := io.WriteString(w, strings.ToUpper(text))
	return err
}

type wrapper struct{ width int }

func (*wrapper) Name() string { return "wrap" }
func (f *wrapper) Format(w io.Writer, text string) error {
	bw := bufio.NewWriter(w)
	n := 0
	for _, word := range strings.Fields(text) {
		if n+len(word) > f.width {
			bw.WriteByte('\n')
			n = 0
		}
		k, _ := bw.WriteString(word + " ")
		n += k
	}
	return bw.Flush()
}

type numbered struct{ format string }

func (*numbered) Name() string { return "numbered" }
func (f *numbered) Format(w io.Writer, text string) error {
	sc := bufio.NewScanner(strings.NewReader(text))
	for i := 1; sc.Scan(); i++ {
		if _, err := fmt.Fprintf(w, f.format, i, sc.Text()); err != nil {
			return err
		}
	}
	return sc.Err()
}

// It is the component.
//
//sig:component name=registry-by-init scope=tenant
type Formats struct {
	sig.Instance
	used map[string]int
	mu   sync.Mutex
}

//sig:runnable desc="one call"
func (c *Formats) Format(ctx context.Context, t Text) (Text, error) {
	f, ok := registry[t.Format]
	if !ok {
		names := slices.Sorted(maps.Keys(registry))
		return Text{}, fmt.Errorf("no format %q, there are %s", t.Format, strings.Join(names, ", "))
	}
	var b strings.Builder
	if err := f.Format(&b, t.Text); err != nil {
		return Text{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.used == nil {
		c.used = make(map[string]int)
	}
	c.used[f.Name()]++
	return Text{f.Name(), b.String()}, nil
}
