package gen_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/gen"
)

// BenchmarkRun generates for n components, ten a package, each with a contract's
// worth of runnables, settings, a property, a computed and an effect.
func BenchmarkRun(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			files := map[string]string{}
			for p := range n / 10 {
				var src strings.Builder
				fmt.Fprintf(&src, "package p%d\n\nimport (\n\t\"context\"\n\n\tsig \"github.com/sigen-dev/sigen/runtime\"\n)\n", p)
				for c := range 10 {
					id := p*10 + c
					fmt.Fprintf(&src, componentSource, id)
				}
				files[fmt.Sprintf("p%d/p.go", p)] = src.String()
			}
			dir := module(b, files)
			if err := run(b, dir).Write(); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := gen.Run(context.Background(), gen.Config{Dir: dir, Patterns: []string{"./..."}, Env: offline()}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

const componentSource = `
//sig:config prefix=c%[1]d
type Settings%[1]d struct {
	URL  string ` + "`json:\"url\" sig:\"default=x\"`" + `
	Size int    ` + "`json:\"size\" sig:\"default=1,min=1\"`" + `
}

type Params%[1]d struct {
	Name  string   ` + "`json:\"name\" sig:\"min=1\"`" + `
	Items []Item%[1]d ` + "`json:\"items\"`" + `
}

type Item%[1]d struct {
	Key string ` + "`json:\"key\"`" + `
	Qty int    ` + "`json:\"qty\" sig:\"default=1\"`" + `
}

//sig:component name=c%[1]d scope=tenant
type C%[1]d struct {
	sig.Instance
	Settings sig.Settings[Settings%[1]d] ` + "`sig:\"requires\"`" + `
	Region   string ` + "`sig:\"prop,default=eu\"`" + `
}

//sig:computed
func (c *C%[1]d) computeURL() string { return c.Settings.Get().URL }

//sig:effect
func (c *C%[1]d) follow() error { _ = c.URL(); return nil }

//sig:runnable
func (c *C%[1]d) Put(ctx context.Context, p Params%[1]d) (Item%[1]d, error) { return Item%[1]d{}, nil }

//sig:runnable
func (c *C%[1]d) Clear(ctx context.Context) error { return nil }
`
