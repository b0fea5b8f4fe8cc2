package reactive_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// choices makes a model's choices from bytes, one each, so that a fuzzer can change a graph or an action without what follows.
type choices struct{ left []byte }

func (c *choices) IntN(n int) int {
	if len(c.left) == 0 {
		return 0
	}
	b := c.left[0]
	c.left = c.left[1:]
	return int(b) % n
}

// more goes on while there are bytes, for a bounded number of steps.
func (c *choices) more(step int) bool { return len(c.left) > 0 && step < 60 }

func addChoices(f *testing.F) {
	f.Add([]byte{})
	rnd := rand.New(rand.NewPCG(1, 2))
	for n := 16; n <= 256; n *= 2 {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(rnd.IntN(64))
		}
		f.Add(b)
	}
}

// FuzzModel makes a graph by hand and a sequence of actions from bytes and compares every value, every effect's run and the number of
// runs with the oracle that computes everything anew.
func FuzzModel(f *testing.F) {
	addChoices(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		c := &choices{b}
		m := newModel(t, c)
		m.trace = append(m.trace, fmt.Sprintf("bytes %x", b))
		m.play(c.more)
	})
}

// FuzzPlan does the same with the cells and the plan of a generated struct.
func FuzzPlan(f *testing.F) {
	addChoices(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		c := &choices{b}
		playPlan(t, fmt.Sprintf("bytes %x", b), c, c.more)
	})
}
