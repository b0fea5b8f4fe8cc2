package core

// Code of a component may end the goroutine that it runs on, by runtime.Goexit. Nothing recovers from that: who called
// it would be gone, with what it had to do for others, and the instance left half up. So hooks and decoders
// run on goroutines of their own. Runnables are called too often for that, and run on their caller's.

// apart runs f on a goroutine of its own, and reports whether f returned. A panic of f goes on here.
func apart(f func()) (returned bool) {
	var thrown any
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { thrown = recover() }()
		f()
		returned = true
	}()
	<-done
	if thrown != nil {
		panic(thrown)
	}
	return returned
}

// exited is the error of code of i that did not return.
func exited(i *inst) error {
	return &Error{Code: CodePanic, Instance: i.name, Expected: "code that returns; it ended its goroutine, as runtime.Goexit does"}
}

// ownCode reports whether code of the component runs while i mounts.
func (i *inst) ownCode() bool {
	s := i.spec
	return s.Start != nil || s.Activate != nil || s.Restore != nil || len(s.Settings) > 0 || len(i.aside().props) > 0
}
