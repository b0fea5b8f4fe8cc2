package leakgen

import (
	"fmt"
	"strings"
)

// Oracle is a program that calls each of some leaks as one tenant and says, a line each, whether
// another one could see it: its name, and "leaks", "same", "stuck" or a panic. path is the import
// path of the folder that holds them. It is built with [Tag].
func Oracle(leaks []string, path string) string {
	var imports, calls strings.Builder
	for _, name := range leaks {
		fmt.Fprintf(&imports, "\t%q\n", path+"/"+name)
		fmt.Fprintf(&calls, "\ttry(%q, %s.Peek, func() { _, _ = new(%s.C).Do(context.Background(), %s.P{K: \"key\", V: \"canary-of-a-tenant\", N: 7}) })\n", name, name, name, name)
	}
	return "//go:build " + Tag + "\n\npackage main\n\nimport (\n\t\"context\"\n\t\"fmt\"\n\t\"time\"\n\n" + imports.String() + ")\n" + `
func main() {
` + calls.String() + `}

func try(name string, peek func() string, do func()) {
	said := make(chan any, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				said <- r
			}
		}()
		first := peek()
		before := peek()
		do()
		switch after := peek(); {
		case first != before || before != after: // looking at some memory changes it
			said <- "leaks"
		default:
			said <- "same"
		}
	}()
	select {
	case what := <-said:
		fmt.Printf("%s\t%v\n", name, what)
	case <-time.After(5 * time.Second):
		fmt.Printf("%s\tstuck\n", name)
	}
}
`
}
