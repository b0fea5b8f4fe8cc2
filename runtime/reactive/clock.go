package reactive

import "time"

// Clock is where Debounce and Throttle get time from. The zero value of SystemClock is the machine's; tests use their own, or
// testing/synctest.
type Clock interface {
	// AfterFunc calls f on its own goroutine after d, unless stop comes first.
	AfterFunc(d time.Duration, f func()) (stop func() bool)
}

// SystemClock is the clock of package time.
type SystemClock struct{}

// AfterFunc implements Clock.
func (SystemClock) AfterFunc(d time.Duration, f func()) (stop func() bool) {
	return time.AfterFunc(d, f).Stop
}
