package marker

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sigen-dev/sigen/gen/internal/diag"
)

// A Limit is what limit= of a runnable says; parts that it leaves out are zero.
type Limit struct {
	Rate, Burst, Concurrency, Queue, Result int
	Per, Deadline                           time.Duration
}

// limitParts are the parts of a limit, as errors show how each is written.
var limitParts = map[string]string{
	"rate": "100/s, 100/m or 100/h", "burst": "burst=20", "concurrency": "concurrency=8", "queue": "queue=32",
	"deadline": "deadline=500ms", "result": "result=64KiB, result=1MiB",
}

// MaxLimit bounds every number of a limit.
const MaxLimit = 1_000_000_000

// ParseLimit reads "100/s,burst=20,concurrency=8,queue=32,deadline=2s,result=1MiB", in any order. The
// first mistake has its place in text.
func ParseLimit(text string) (l Limit, mistake *Error) {
	seen := map[string]bool{}
	off := 0
	for part := range strings.SplitSeq(text, ",") {
		at, end := off, off+len(part)
		off = end + 1
		fail := func(from int, text, hint string) (Limit, *Error) {
			return Limit{}, &Error{from, max(end, from+1), CodeArgumentValue, text, hint}
		}
		part = strings.TrimSpace(part)
		key, value, has := strings.Cut(part, "=")
		valueAt := at + strings.IndexByte(text[at:end]+"=", '=') + 1
		if !has {
			key, value, valueAt = "rate", part, at
		}
		if part == "" {
			return fail(at, "an empty part of a limit", "remove the comma")
		}
		form, known := limitParts[key]
		if !known {
			hint := "a limit is made of 100/s, burst=, concurrency=, queue=, deadline= and result="
			if near := diag.Nearest(key, []string{"rate", "burst", "concurrency", "queue", "deadline", "result"}); near != "" {
				hint = "did you mean " + near + "=?"
			}
			return fail(at, "a limit has no part "+quote(key), hint)
		}
		if seen[key] {
			return fail(at, "the limit gives "+key+" twice", "keep one of them")
		}
		seen[key] = true
		if !l.set(key, value) {
			return fail(valueAt, quote(value)+" is no "+key+" of a limit", "write "+form)
		}
	}
	for _, need := range [][2]string{{"burst", "rate"}, {"queue", "concurrency"}} {
		if seen[need[0]] && !seen[need[1]] {
			at := strings.Index(text, need[0]+"=")
			return Limit{}, &Error{at, at + len(need[0]), CodeArgumentValue, need[0] + "= without a " + need[1] + " bounds nothing", "add " + limitParts[need[1]]}
		}
	}
	return l, nil
}

func (l *Limit) set(key, value string) bool {
	count := func(to *int, text string) bool {
		n, err := strconv.Atoi(text)
		*to = n
		return err == nil && n > 0 && n <= MaxLimit
	}
	switch key {
	case "rate":
		number, unit, _ := strings.Cut(value, "/")
		n := slices.Index([]string{"s", "m", "h"}, unit)
		if n < 0 {
			return false
		}
		l.Per = []time.Duration{time.Second, time.Minute, time.Hour}[n]
		return count(&l.Rate, number)
	case "burst":
		return count(&l.Burst, value)
	case "concurrency":
		return count(&l.Concurrency, value)
	case "queue":
		return count(&l.Queue, value)
	case "deadline":
		d, err := time.ParseDuration(value)
		l.Deadline = d
		return err == nil && d > 0
	}
	size := 1
	for _, u := range []struct {
		suffix string
		size   int
	}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"B", 1}} {
		if n, found := strings.CutSuffix(value, u.suffix); found {
			value, size = n, u.size
			break
		}
	}
	if !count(&l.Result, value) || l.Result > MaxLimit/size {
		return false
	}
	l.Result *= size
	return true
}
