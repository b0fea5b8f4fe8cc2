package reactive_test

import (
	"context"
	"fmt"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

func Example() {
	d := reactive.NewDomain()
	defer d.Close()
	plan := reactive.NewSignal(d, "free")
	limit := reactive.NewComputed(d, func() (int, error) {
		if plan.Get() == "free" {
			return 10, nil
		}
		return 1000, nil
	}, plan)
	reactive.NewEffect(d, func(ctx context.Context) error {
		n, err := limit.Get()
		fmt.Println("limit", n)
		return err
	}, limit)

	plan.Set("pro")
	d.Settled(context.Background())
	plan.Set("enterprise") // the limit stays what it is, so the effect does not run
	d.Settled(context.Background())
	// Output:
	// limit 10
	// limit 1000
}

func ExampleDomain_Batch() {
	d := reactive.NewDomain()
	host, port := reactive.NewSignal(d, "localhost"), reactive.NewSignal(d, 80)
	addr := reactive.NewComputed(d, func() (string, error) { return fmt.Sprint(host.Get(), ":", port.Get()), nil }, host, port)
	d.Batch(func(tx *reactive.Tx) error {
		host.SetIn(tx, "example.com")
		port.SetIn(tx, 443)
		inside, _ := addr.GetIn(tx)
		outside, _ := addr.Get()
		fmt.Println(inside, outside)
		return nil
	})
	v, _ := addr.Get()
	fmt.Println(v)
	// Output:
	// example.com:443 localhost:80
	// example.com:443
}

func ExampleNewDynamic() {
	d := reactive.NewDomain()
	useBackup := reactive.NewSignal(d, false)
	main, backup := reactive.NewSignal(d, "a"), reactive.NewSignal(d, "b")
	active := reactive.NewDynamic(d, func(t *reactive.Tracker) (string, error) {
		if useBackup.Track(t) {
			return backup.Track(t), nil
		}
		return main.Track(t), nil
	})
	v, _ := active.Get()
	fmt.Println(v)
	useBackup.Set(true)
	main.Set("c") // not read any more
	v, _ = active.Get()
	fmt.Println(v)
	// Output:
	// a
	// b
}

func ExampleDomain_Snapshot() {
	d := reactive.NewDomain()
	a, b := reactive.NewSignal(d, 1), reactive.NewSignal(d, 1)
	d.Snapshot(func(r *reactive.Reader) error {
		a.Set(2)
		b.Set(2)
		fmt.Println(a.At(r), b.At(r), a.Get(), b.Get())
		return nil
	})
	// Output: 1 1 2 2
}

func ExampleNewEffect_cleanup() {
	d := reactive.NewDomain()
	url := reactive.NewSignal(d, "one")
	reactive.NewEffect(d, func(ctx context.Context) error {
		conn := url.Get()
		fmt.Println("open", conn)
		reactive.OnCleanup(ctx, func() { fmt.Println("close", conn) })
		return nil
	}, url)
	url.Set("two")
	d.Settled(context.Background())
	d.Close()
	// Output:
	// open one
	// close one
	// open two
	// close two
}
