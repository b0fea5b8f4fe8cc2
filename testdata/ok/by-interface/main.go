package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

type fake struct{}

func (fake) Spell(ctx context.Context, t Text) (Text, error) { return "fake " + t, nil }

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		for _, tenant := range []string{"acme", "globex"} {
			run.Made(InstantiateDictionary(k, tenant+"-dictionary", DictionaryProps{Target: tenant}))
			run.Made(InstantiateEditor(k, tenant+"-editor", EditorProps{Target: tenant}))
		}
	}, DictionaryFactory, EditorFactory)
	defer run.Done(k)
	run.JSON(k, "acme-editor.edit", `"word"`)
	run.JSON(k, "globex-editor.edit", `"word"`)
	text, err := (&Editor{Speller: fake{}}).Edit(run.Quiet, "word")
	run.Show("without a kernel", text, err)
}
