package main

import (
	"fmt"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func note() Note {
	return Note{
		Lines: []string{"a"}, Tags: map[string]*Mark{"t": {"red"}}, Raw: []byte("raw"), Sum: big.NewInt(7),
		Own: Cloned{[]string{"w"}}, Deep: Cached{"id", map[string]string{"k": "v"}}, Frame: &Frame{[]int{4}},
	}
}

// scribble writes through every reference.
func scribble(n Note) {
	n.Lines[0] = "scribbled"
	n.Tags["t"].Color = "scribbled"
	n.Tags["more"] = &Mark{}
	n.Raw[0] = 'X'
	n.Sum.SetInt64(666)
	n.Own.Words[0] = "scribbled"
	n.Sides[0] = 666
	if n.Deep.cache != nil {
		n.Deep.cache["k"] = "scribbled"
	}
}

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateBoard(k, "board", BoardProps{}))
		for _, tenant := range []string{"acme", "globex"} {
			run.Made(InstantiateKeeper(k, tenant+"-keeper", KeeperProps{Target: tenant}))
			run.Made(InstantiatePage(k, tenant+"-page", PageProps{Target: tenant}))
		}
	}, KeeperFactory, PageFactory, BoardFactory)
	defer run.Done(k)

	mine := note()
	keeper := NewKeeperClient(k).Target("acme")
	got, err := keeper.Keep(run.Quiet, mine)
	run.Show("what came back", got, err)
	fmt.Println("hidden fields stay behind:", got.Deep.cache == nil)
	scribble(mine)
	run.Show("after the host scribbled on what it gave", got, nil)
	scribble(got)
	again, err := keeper.Keep(run.Quiet, note())
	run.Show("and on what it got", again, err)

	byName, err := k.Bus().Invoke(run.Quiet, "acme-keeper.keep", sig.Params{"lines": []any{"a"}, "tags": map[string]any{}, "raw": "", "own": map[string]any{"words": []any{"w"}}, "deep": map[string]any{"id": "i"}, "sides": []any{1}})
	run.Must(err)
	other := byName.(Note)
	other.Lines[0] = "scribbled"
	fmt.Println("a call by name, kept and scribbled on:", other.Lines, other.Own.Words)

	for _, tenant := range []string{"acme", "globex"} {
		s, err := NewPageClient(k).Target(tenant).Give(run.Quiet)
		run.Show(tenant+" shares memory within and without", s, err)
	}

	bare := note()
	bare.Frame = nil
	_, err = keeper.Keep(run.Quiet, bare)
	fmt.Println("without the embedded pointer:", err == nil)
}
