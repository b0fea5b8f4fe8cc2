package core

import (
	"strconv"
	"strings"
	"time"
)

// A Limit bounds the calls that one tenant makes: of one runnable, or of all of
// them together. The zero Limit bounds nothing, and so does every field that is zero.
type Limit struct {
	Rate        int           // calls in each Per, spread evenly
	Per         time.Duration // a second when it is 0
	Burst       int           // calls that may come at once; 0 for a tenth of Rate, at least one
	Concurrency int           // calls that run at the same time
	Queue       int           // calls that wait for one of these to end, in the order in which they came
	Deadline    time.Duration // from when a call comes to its result, waiting included
	Result      int           // bytes of an encoded result
}

// LimitGrammar says how a limit is written, for error texts.
const LimitGrammar = `comma separated parts out of 100/s (or /m, /h), burst=20, concurrency=8, queue=32, deadline=2s, result=1MiB; "none" takes one back: rate=none`

// ParseLimit reads what limit= and the settings below sig.limit say, over a base:
// parts that the text does not name stay as they are there.
func ParseLimit(text string, base Limit) (Limit, error) {
	l := base
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		key, value, has := strings.Cut(part, "=")
		if !has && strings.Contains(part, "/") {
			key, value = "rate", part
		}
		if !l.set(key, value) {
			return base, &Error{Code: CodeInvalid, Expected: "a limit, but " + strconv.Quote(part) + " is none: " + LimitGrammar}
		}
	}
	return l, nil
}

// String is the limit as ParseLimit reads it; "" for the zero Limit.
func (l Limit) String() string {
	var parts []string
	count := func(key string, n int) {
		if n > 0 {
			parts = append(parts, key+"="+strconv.Itoa(n))
		}
	}
	if l.Rate > 0 {
		unit := "/s"
		switch l.Per {
		case time.Minute:
			unit = "/m"
		case time.Hour:
			unit = "/h"
		}
		parts = append(parts, strconv.Itoa(l.Rate)+unit)
	}
	count("burst", l.Burst)
	count("concurrency", l.Concurrency)
	count("queue", l.Queue)
	if l.Deadline > 0 {
		parts = append(parts, "deadline="+l.Deadline.String())
	}
	if l.Result > 0 {
		parts = append(parts, "result="+strings.ReplaceAll(sizeText(l.Result), " ", ""))
	}
	return strings.Join(parts, ",")
}

// maxLimit bounds every number of a limit.
const maxLimit = 1_000_000_000

func (l *Limit) set(key, value string) (ok bool) {
	none := value == "none"
	count := func(to *int) bool {
		n, err := strconv.Atoi(value)
		if none {
			*to = 0
			return true
		}
		*to = n
		return err == nil && n > 0 && n <= maxLimit
	}
	switch key {
	case "rate":
		if none {
			l.Rate, l.Per = 0, 0
			return true
		}
		number, unit, _ := strings.Cut(value, "/")
		value = number
		l.Per = map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour}[unit]
		return l.Per > 0 && count(&l.Rate)
	case "burst":
		return count(&l.Burst)
	case "concurrency":
		return count(&l.Concurrency)
	case "queue":
		return count(&l.Queue)
	case "deadline":
		if none {
			l.Deadline = 0
			return true
		}
		d, err := time.ParseDuration(value)
		l.Deadline = d
		return err == nil && d > 0
	case "result":
		unit := 1
		for _, u := range []struct {
			suffix string
			size   int
		}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"B", 1}} {
			if n, found := strings.CutSuffix(value, u.suffix); found {
				value, unit = n, u.size
				break
			}
		}
		if !count(&l.Result) || l.Result > maxLimit/unit {
			return false
		}
		l.Result *= unit
		return true
	}
	return false
}

// atLimit is the error of a caller that is at a limit of its own.
func atLimit(part, expected string, retry time.Duration) error {
	return &Error{Code: CodeLimited, Path: "limit." + part, Expected: expected, Retry: max(retry, 0)}
}

// rateText is "100 calls a second".
func (l *Limit) rateText() string {
	unit := " a second"
	switch l.Per {
	case time.Minute:
		unit = " a minute"
	case time.Hour:
		unit = " an hour"
	}
	return strconv.Itoa(l.Rate) + " calls" + unit
}
