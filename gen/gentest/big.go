package gentest

import (
	"fmt"
	"strings"
)

// Big is the source of packages with ten components each; a component has two runnables, settings, a
// property, a computed and an effect. It is what the speed of the generator is measured with.
func Big(packages int) map[string]string {
	files := map[string]string{}
	for p := range packages {
		files[fmt.Sprintf("p%d/p.go", p)] = BigPackage(p, 10, "")
	}
	return files
}

// BigPackage is the source of one package of it, with n components and a remark at its end.
func BigPackage(p, n int, remark string) string {
	var src strings.Builder
	fmt.Fprintf(&src, "package p%d\n\nimport (\n\t\"context\"\n\n\tsig \"github.com/sigen-dev/sigen/runtime\"\n)\n", p)
	for c := range n {
		fmt.Fprintf(&src, bigComponent, p*n+c)
	}
	if remark != "" {
		fmt.Fprintf(&src, "\n// %s\n", remark)
	}
	return src.String()
}

const bigComponent = `
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
