package emit

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

// supervisionNames are the words of //sig:supervise as package abi names them.
var supervisionNames = map[string]string{
	"one-for-one": "OneForOne", "one-for-all": "OneForAll", "rest-for-one": "RestForOne",
	"exponential": "Exponential", "linear": "Linear", "constant": "Constant",
	"stop": "EscalateStop", "tenant": "EscalateTenant",
}

// supervision is the text of what //sig:supervise says; what it leaves out is the runtime's default.
func supervision(w *model.Supervision) string {
	var parts []string
	add := func(field, value string) {
		if value != "" {
			parts = append(parts, field+": "+value)
		}
	}
	word := func(field, value string) {
		if value != "" {
			add(field, "$abi."+supervisionNames[value])
		}
	}
	span := func(field string, ns int64) {
		if ns > 0 {
			add(field, duration(ns))
		}
	}
	count := func(field string, n int) {
		if n != 0 {
			add(field, strconv.Itoa(n))
		}
	}
	word("Strategy", w.Strategy)
	word("Backoff", w.Backoff)
	span("Delay", w.DelayNS)
	span("MaxDelay", w.MaxNS)
	count("Jitter", w.Jitter)
	count("Restarts", w.Restarts)
	span("Within", w.WithinNS)
	word("Escalate", w.Escalate)
	count("Panics", w.Panics)
	span("Health", w.HealthNS)
	count("Unhealthy", w.Unhealthy)
	return fmt.Sprintf("&$abi.Supervision{%s}", strings.Join(parts, ", "))
}
