package core

import "time"

// A Strategy says who starts again when one instance fails. Siblings are the
// instances of the same tenant; those of a component without a tenant are
// the instances of the same scope. The names are those of Erlang/OTP's supervisors
// (https://www.erlang.org/doc/system/sup_princ).
type Strategy uint8

// The strategies. What depends on an instance goes down and comes up with it under each of them.
const (
	OneForOne  Strategy = iota // the one that failed
	OneForAll                  // it and all of its siblings
	RestForOne                 // it and the siblings that came up after it
)

// A Backoff says how the delays before restarts grow.
type Backoff uint8

// The backoffs. Delay is the first delay, and MaxDelay bounds all.
const (
	Exponential Backoff = iota // Delay, 2 Delay, 4 Delay, …
	Linear                     // Delay, 2 Delay, 3 Delay, …
	Constant                   // Delay, Delay, …
)

// An Escalation says what happens when an instance has used up its restarts.
type Escalation uint8

// The escalations.
const (
	EscalateStop   Escalation = iota // the instance stays failed until the host acts
	EscalateTenant                   // every instance of its tenant starts again; when that too happens more than Restarts times within Within, they stay failed
)

// A Supervision says what happens when an instance fails: when its activation
// returns an error or panics, and, once it is active, when a runnable, an effect, a timer or
// a job panics, an effect or a job of Go fails, or its health hook complains.
// A zero field is the default; a count of -1 is none.
type Supervision struct {
	Strategy  Strategy
	Backoff   Backoff
	Delay     time.Duration // before the first restart; default 100ms
	MaxDelay  time.Duration // default 30s
	Jitter    int           // percent of the delay by which it varies, up and down; default 20
	Restarts  int           // as many within Within, and no more; default 5; -1: the first failure is final
	Within    time.Duration // default 1m
	Escalate  Escalation
	Panics    int           // as many panics within Within are one failure; default 1; -1: panics are errors to their callers and nothing more
	Health    time.Duration // between two questions to the health hook; default 0: nobody asks
	Unhealthy int           // as many complaints in a row are one failure; default 3
}
