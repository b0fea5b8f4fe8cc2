package flow

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestGain: gain adds what add adds one by one, says which of it is new in order, and leaves
// the set as long: the limits of work count words.
func TestGain(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		var one, two, other set
		for range random.IntN(40) {
			i := random.IntN(200)
			one.add(i)
			two.add(i)
		}
		for range random.IntN(40) {
			other.add(random.IntN(400))
		}
		var want []int
		for i := range other.all {
			if one.add(i) {
				want = append(want, i)
			}
		}
		if got := two.gain(other, nil); !slices.Equal(got, want) || !slices.Equal(one, two) {
			t.Fatalf("gained %v, want %v; sets %v and %v", got, want, two, one)
		}
	}
}
