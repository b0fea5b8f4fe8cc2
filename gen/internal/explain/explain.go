// Package explain holds a page for each code of a diagnostic: what it means, and
// a wrong and a right example that a test compiles.
//
// A page is a txtar in pages, named after its code. Its comment is a title, an
// empty line and why; its files stand below wrong/ and right/. A code whose
// mistake is not in Go files has a comment alone.
package explain

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"
)

//go:embed pages/*.txtar
var pages embed.FS

// A Page is what is to be said about one code.
type Page struct {
	Code  string `json:"code"`
	Title string `json:"title"`
	Why   string `json:"why"`
	Wrong []File `json:"wrong"`
	Right []File `json:"right"`
}

// A File is part of an example.
type File struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// Codes are the codes that have a page, sorted.
func Codes() []string {
	entries, err := fs.ReadDir(pages, "pages")
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), ".txtar"))
	}
	slices.Sort(out)
	return out
}

// Lookup returns the page of a code, which is case-sensitive.
func Lookup(code string) (Page, bool) {
	data, err := pages.ReadFile(path.Join("pages", code+".txtar"))
	if err != nil {
		return Page{}, false
	}
	ar := txtar.Parse(data)
	p := Page{Code: code, Wrong: []File{}, Right: []File{}}
	p.Title, p.Why, _ = strings.Cut(strings.TrimSpace(string(ar.Comment)), "\n\n")
	for _, f := range ar.Files {
		half, name, _ := strings.Cut(f.Name, "/")
		file := File{Name: name, Text: string(f.Data)}
		switch half {
		case "wrong":
			p.Wrong = append(p.Wrong, file)
		case "right":
			p.Right = append(p.Right, file)
		}
	}
	return p, true
}
