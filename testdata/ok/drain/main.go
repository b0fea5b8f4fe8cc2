package main

import (
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

// entered says who is inside.
var entered = make(chan *Door)

func main() {
	var ref *sig.Ref
	k := run.Kernel(func(k *sig.Kernel) { ref = run.Made(InstantiateDoor(k, "door", DoorProps{Target: "acme"})) }, DoorFactory)
	defer run.Done(k)
	door := NewDoorClient(k).Target("acme")
	done := make(chan error)
	go func() {
		text, err := door.Stay(run.Quiet)
		if text != "left in order" {
			err = fmt.Errorf("%q, %w", text, err)
		}
		done <- err
	}()
	inside := <-entered
	drained := make(chan error)
	go func() { drained <- k.DrainInstance(run.Quiet, "door") }()
	inside.leave <- struct{}{}
	fmt.Println("the call that was inside:", <-done)
	fmt.Println("drained:", <-drained, ref.State())
	_, err := door.Knock(run.Quiet)
	var e *sig.Error
	fmt.Println("a new call:", errors.Is(err, sig.ErrDraining), errors.As(err, &e) && e.Retry > 0)
	run.Must(k.Restart(run.Quiet, "door"))
	text, err := door.Knock(run.Quiet)
	run.Show("after Restart", text, err)
}
