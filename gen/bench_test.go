package gen_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/sigen-dev/sigen/gen"
	"github.com/sigen-dev/sigen/gen/gentest"
)

// BenchmarkRun generates for n components, ten a package, each with a contract's
// worth of runnables, settings, a property, a computed and an effect.
func BenchmarkRun(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := module(b, gentest.Big(n/10))
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
