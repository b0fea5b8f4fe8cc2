// Package async runs things.
package async

// Run runs f some time.
func Run(f func()) { start(f) }

func start(f func()) {
	go func() { // want SIG707
		defer func() { _ = recover() }()
		f()
	}()
}
