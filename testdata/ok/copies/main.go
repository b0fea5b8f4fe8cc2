package main

import (
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func bag() Bag {
	deep := &[]string{"d"}
	deeper := &deep
	return Bag{
		Price: &Price{1, []string{"p"}}, Prices: []*Price{{2, []string{"p"}}}, ByName: map[string]*Price{"n": {3, []string{"p"}}},
		Labels: Labels{"l": "l"}, Words: Words{"w"}, Raw: []byte(`"r"`), Nested: [][]map[string][]int{{{"n": {1}}}},
		Ring:  &Ring{"a", &Ring{Name: "b"}, []Ring{{Name: "k"}}, map[string]*Ring{"m": {Name: "m"}}},
		Pairs: [2][]string{{"x"}, {"y"}}, Deep: &deeper,
		Sheet: Sheet{Rows: []string{"s"}, memo: map[string]string{"k": "v"}, next: &Sheet{}, any: []string{"a"}, call: func() string { return "c" }},
		Text:  Text{"t"}, Texts: map[Text][]string{{"t"}: {"t"}}, Loose: Loose{[]string{"o"}, []string{"c"}},
	}
}

// scribble writes through every reference.
func scribble(b Bag) {
	const x = "scribbled"
	for _, p := range []*Price{b.Price, b.Prices[0], b.ByName["n"]} {
		p.Cents, p.Notes[0] = 666, x
	}
	b.Prices[0], b.ByName["n"] = nil, nil
	b.Labels["l"], b.Words[0], b.Raw[1] = x, x, 'X'
	b.Nested[0][0]["n"][0] = 666
	b.Nested[0][0]["more"] = nil
	b.Nested[0] = nil
	b.Ring.Next.Name, b.Ring.Kids[0].Name, b.Ring.More["m"].Name = x, x, x
	b.Ring.Name, b.Ring.Next, b.Ring.More["m"] = x, nil, nil
	b.Pairs[0][0], b.Pairs[1][0] = x, x
	(***b.Deep)[0] = x
	**b.Deep = nil
	b.Sheet.Rows[0] = x
	b.Texts[Text{"t"}][0] = x
	delete(b.Texts, Text{"t"})
	b.Loose.Own[0] = x
}

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateVault(k, "acme-vault", VaultProps{Target: "acme"}))
	}, VaultFactory)
	defer run.Done(k)
	vault := NewVaultClient(k).Target("acme")

	empty, err := vault.Keep(run.Quiet, Bag{Prices: []*Price{nil}, ByName: map[string]*Price{"none": nil}})
	run.Show("nothing but nil", empty, err)

	mine := bag()
	got, err := vault.Keep(run.Quiet, mine)
	run.Show("what came back", got, err)
	fmt.Println("what carries nothing stays behind:", got.Sheet.memo == nil && got.Sheet.next == nil && got.Sheet.any == nil && got.Sheet.call == nil)
	scribble(mine)
	run.Show("after its owner scribbled on what it gave", got, nil)
	fmt.Println("a Clone that shares a part is believed:", &got.Loose.Common[0] == &mine.Loose.Common[0])
	kept, err := vault.Kept(run.Quiet)
	run.Show("what is kept then", kept, err)
	scribble(got)
	scribble(kept)
	kept, err = vault.Kept(run.Quiet)
	run.Show("and after all that came back was scribbled on", kept, err)

	ring := &Ring{Name: "r"}
	ring.Next = ring
	_, err = vault.Keep(run.Quiet, Bag{Ring: ring})
	fmt.Println("a ring by a pointer:", errors.Is(err, sig.ErrInvalid))
	kids := &Ring{Name: "r", Kids: make([]Ring, 1)}
	kids.Kids[0] = *kids
	_, err = vault.Keep(run.Quiet, Bag{Ring: kids})
	fmt.Println("a ring by a slice:", errors.Is(err, sig.ErrInvalid))
	more := &Ring{Name: "r", More: map[string]*Ring{}}
	more.More["self"] = more
	_, err = vault.Keep(run.Quiet, Bag{Ring: more})
	fmt.Println("a ring by a map:", errors.Is(err, sig.ErrInvalid))

	_, err = vault.Tame(run.Quiet, Fierce{Mood: "panic"})
	fmt.Println("a Clone that panics, of params:", errors.Is(err, sig.ErrPanic), err)
	_, err = vault.Rage(run.Quiet)
	fmt.Println("of a result:", errors.Is(err, sig.ErrPanic), err)
	calm, err := vault.Tame(run.Quiet, Fierce{Mood: "calm"})
	run.Show("afterwards", calm, err)
}
