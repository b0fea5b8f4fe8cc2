package gen_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/gen"
)

const payment = `package pay

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Method is how somebody pays.
//
//sig:oneof key=kind
type Method interface{ isMethod() }

// Card is one of plastic.
type Card struct {
	// Number stands on it.
	Number string ` + "`json:\"number\"`" + `
}

// Split is several at once.
type Split struct {
	Parts []Method ` + "`json:\"parts\"`" + `
}

func (Card) isMethod()   {}
func (*Split) isMethod() {}

// Order is paid.
type Order struct {
	By Method ` + "`json:\"by\"`" + `
}

//sig:component name=pay scope=tenant
type Pay struct{ sig.Instance }

//sig:runnable
func (p *Pay) Send(ctx context.Context, o Order) error { return nil }

//sig:runnable
func (p *Pay) Answer(ctx context.Context) (Order, error) { return Order{}, nil }
`

func described(t *testing.T, source string) *gen.Program {
	t.Helper()
	p, r, err := gen.Describe(context.Background(), gen.Config{Dir: module(t, map[string]string{"pay/pay.go": source}), Patterns: []string{"./pay"}, Env: offline()})
	if err != nil || r.Failed() {
		var b strings.Builder
		if r != nil {
			_ = r.Print(&b)
		}
		t.Fatal(err, b.String())
	}
	return p
}

// TestSumTypes: a sum type is described by its tag and its variants, and what breaks of a
// change depends on who reads it.
func TestSumTypes(t *testing.T) {
	was := described(t, payment)
	send := was.Contracts[0].Runnables[slices.IndexFunc(was.Contracts[0].Runnables, func(r gen.Runnable) bool { return r.Name == "send" })]
	by := send.Params.Fields[0].Shape
	if by.Kind != "oneof" || by.Tag != "kind" || len(by.Fields) != 0 || len(by.Variants) != 2 {
		t.Fatalf("%+v", by)
	}
	card, split := by.Variants[0], by.Variants[1]
	if card.Name != "card" || card.Doc != "Card is one of plastic." || card.Shape.Kind != "struct" || card.Shape.Fields[0].Name != "number" {
		t.Errorf("%+v %+v", card, card.Shape)
	}
	if inner := split.Shape.Fields[0].Shape.Elem; split.Shape.Kind != "struct" || inner.Kind != "oneof" || inner.Variants != nil {
		t.Errorf("%+v %+v", split, inner)
	}
	page := was.Markdown("Pay")
	for _, row := range []string{"| `by.kind` | `string` | yes |  |  | says which it is: `card`, `split` |", "| `by.number` | `string` | yes |  |  | of `card`: Number stands on it. |"} {
		if !strings.Contains(page, row) {
			t.Errorf("no %s in\n%s", row, page)
		}
	}

	for _, test := range []struct {
		name, old, new string
		want           []string
	}{
		{"nothing", "", "", nil},
		{"a variant is new", "// Order is", "// Cash is.\ntype Cash struct{}\n\nfunc (Cash) isMethod() {}\n\n// Order is", []string{
			"breaking pay.answer result.by: the variant cash is new, and who reads this does not know it",
			"compatible pay.send params.by: the variant cash is new"}},
		{"a variant goes", "func (Card) isMethod()   {}", "", []string{
			"breaking pay.send params.by: the variant card is refused now",
			"compatible pay.answer result.by: the variant card is gone"}},
		{"another tag", "key=kind", "key=type", []string{
			`breaking pay.send params.by: the tag that tells variants apart was "kind" and is "type"`,
			`breaking pay.answer result.by: the tag that tells variants apart was "kind" and is "type"`}},
		{"a field in a variant", "// Number stands", "Name string `json:\"name\"`\n\t// Number stands", []string{
			"breaking pay.send params.by(card).name: the field is new and required",
			"compatible pay.answer result.by(card).name: the field is new"}},
		{"another receiver", "(*Split)", "(Split)", nil},
		{"one struct instead", "By Method", "By Card", []string{
			"breaking pay.send params.by: oneof became struct",
			"breaking pay.answer result.by: oneof became struct"}},
	} {
		var got []string
		for _, c := range gen.SchemaChanges(was, described(t, strings.Replace(payment, test.old, test.new, 1))) {
			got = append(got, map[bool]string{true: "breaking ", false: "compatible "}[c.Breaking]+c.What+": "+c.Text)
		}
		slices.Sort(got)
		slices.Sort(test.want)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
	}
}
