package demo

import (
	"fmt"
	"strings"

	"github.com/sigen-dev/sigen/examples/multitenant/hostile"
	"github.com/sigen-dev/sigen/examples/multitenant/rowcount"
	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
)

// Report is every fact that the demo shows; -json prints it.
type Report struct {
	Tenants []Tenant   `json:"tenants"`
	Answers []Answer   `json:"answers"`
	Move    Move       `json:"move"`
	Change  Change     `json:"change"`
	Count   Count      `json:"count"`
	Attacks Attacks    `json:"attacks"`
	Seconds []StepTime `json:"seconds"`
	// Wrong lists the facts that should have been otherwise.
	Wrong []string `json:"wrong"`
}

// StepTime is how long a step took.
type StepTime struct {
	Step    string  `json:"step"`
	Seconds float64 `json:"seconds"`
}

// Tenant is one tenant as it began.
type Tenant struct {
	Tenant   string                `json:"tenant"`
	Instance string                `json:"instance"`
	Status   tenantdb.StatusResult `json:"status"`
	First    []string              `json:"first"` // the first customer
}

// Answer compares the ways to one tenant's data.
type Answer struct {
	Tenant string   `json:"tenant"`
	Ways   []string `json:"ways"`
	Rows   int      `json:"rows"`
	Same   bool     `json:"same"` // every way gave the same rows
}

// Calls are what the callers of one tenant saw.
type Calls struct {
	Tenant string `json:"tenant"`
	Calls  int64  `json:"calls"`
	// Failed counts errors, and answers that were not the tenant's own rows.
	Failed int64 `json:"failed"`
	// Refused counts calls after the tenant's removal had begun; FirstRefusal is the first one's error.
	Refused      int64  `json:"refused"`
	FirstRefusal string `json:"first_refusal,omitempty"`
	FirstFailure string `json:"first_failure,omitempty"`
}

// Runs are the runs of one instance's reactive methods before and after a step.
type Runs struct {
	Tenant         string `json:"tenant"`
	ComputedBefore int64  `json:"computed_before"`
	ComputedAfter  int64  `json:"computed_after"`
	EffectsBefore  int64  `json:"effects_before"`
	EffectsAfter   int64  `json:"effects_after"`
}

// Move is globex's way to another file.
type Move struct {
	From    string  `json:"from"`
	To      string  `json:"to"`
	Callers int     `json:"callers"`
	Calls   []Calls `json:"calls"`
	Runs    []Runs  `json:"runs"`
	// A row written after the move is in the new file and not in the old one.
	RowsBefore int `json:"rows_before"`
	RowsAfter  int `json:"rows_after"`
	RowsInOld  int `json:"rows_in_old"`
	RowsInNew  int `json:"rows_in_new"`
}

// Change is the coming and going of instances.
type Change struct {
	Callers int     `json:"callers"`
	Calls   []Calls `json:"calls"`
	// Onboarded is hooli, whose callers began while all others went on.
	Onboarded string `json:"onboarded"`
	// Kept is what a client of acme's, kept since before the removal, answers.
	Kept string `json:"kept"`
	// Back is whether acme's rows were as it left them when it came again.
	Back bool `json:"back"`
	// Last is the component whose last instance was removed, Known whether the
	// component was still there then, and Served whether it served again.
	Last   string `json:"last"`
	Known  bool   `json:"known"`
	Served bool   `json:"served"`
}

// Count is what the operator sees.
type Count struct {
	Result rowcount.CountResult `json:"result"`
	Audit  []AuditLine          `json:"audit"`
	// WithoutReason is what a count without a reason got, AuditedWithout how
	// many audit lines it made.
	WithoutReason  string                           `json:"without_reason"`
	AuditedWithout int                              `json:"audited_without"`
	Status         map[string]tenantdb.StatusResult `json:"status"`
	Instances      []InstanceLine                   `json:"instances"`
}

// AuditLine is one line of the audit sink.
type AuditLine struct {
	Caller   string `json:"caller"`
	Runnable string `json:"runnable"`
	Target   string `json:"target"`
	Why      string `json:"why"`
	Trace    string `json:"trace"`
}

// InstanceLine is one instance as the kernel sees it.
type InstanceLine struct {
	Name      string `json:"name"`
	Component string `json:"component"`
	Target    string `json:"target"`
	State     string `json:"state"`
	Calls     int64  `json:"calls"`
	Errors    int64  `json:"errors"`
}

// Attacks are what a component of acme's tried against globex.
type Attacks struct {
	Attacker string            `json:"attacker"`
	Victim   string            `json:"victim"`
	Controls []hostile.Attempt `json:"controls"`
	Attempts []hostile.Attempt `json:"attempts"`
	// Leaks are attempts that came back with something of the victim's.
	Leaks []string `json:"leaks"`
	// AbsentLooksForeign is whether a target that is another's and one that is
	// not there got the same text.
	AbsentLooksForeign bool `json:"absent_looks_foreign"`
	// Intact is whether the victim's rows and object were the same afterwards.
	Intact bool `json:"intact"`
}

// verify fills Wrong.
func (r *Report) verify() {
	r.Wrong = []string{}
	check := func(ok bool, format string, args ...any) {
		if !ok {
			r.Wrong = append(r.Wrong, fmt.Sprintf(format, args...))
		}
	}
	seals := map[string]bool{}
	for _, t := range r.Tenants {
		check(total(t.Status.Tables) > 0, "%s has no rows", t.Tenant)
		check(!seals[t.Status.Seal], "%s has another tenant's seal", t.Tenant)
		seals[t.Status.Seal] = true
	}
	for _, a := range r.Answers {
		check(a.Same, "%s answers differently by %s", a.Tenant, strings.Join(a.Ways, ", "))
	}
	m := r.Move
	for _, runs := range m.Runs {
		computed, effects := runs.ComputedAfter-runs.ComputedBefore, runs.EffectsAfter-runs.EffectsBefore
		if runs.Tenant == globex {
			check(computed == 1 && effects == 1, "globex computed %d times and its effect ran %d times in the move", computed, effects)
		} else {
			check(computed == 0 && effects == 0, "%s computed %d times and its effect ran %d times while globex moved", runs.Tenant, computed, effects)
		}
	}
	check(m.RowsAfter == m.RowsBefore+1 && m.RowsInNew == m.RowsAfter && m.RowsInOld == m.RowsBefore,
		"globex had %d rows, then %d; its old file has %d and its new one %d", m.RowsBefore, m.RowsAfter, m.RowsInOld, m.RowsInNew)
	for _, c := range append(append([]Calls{}, m.Calls...), r.Change.Calls...) {
		check(c.Calls > 0, "nobody called %s", c.Tenant)
		check(c.Failed == 0, "%d calls of %s failed, the first with: %s", c.Failed, c.Tenant, c.FirstFailure)
	}
	c := r.Change
	check(c.Kept == "ErrInstanceGone", "a client of the removed acme got %s", c.Kept)
	check(c.Back, "acme's rows are not as it left them")
	check(c.Known && c.Served, "component %s went with its last instance", c.Last)
	check(r.Count.WithoutReason == "ErrDenied" && r.Count.AuditedWithout == 0, "a count without a reason got %s and made %d audit lines", r.Count.WithoutReason, r.Count.AuditedWithout)
	check(len(r.Count.Audit) == len(r.Count.Result.Tenants), "%d audit lines for %d tenants", len(r.Count.Audit), len(r.Count.Result.Tenants))
	for _, a := range r.Attacks.Controls {
		check(a.Got == "ok" && a.Loot != "", "%s: %s got %s %s", a.Kind, a.Tried, a.Got, a.Text)
	}
	for _, a := range r.Attacks.Attempts {
		check(a.Got != "ok" && a.Got != unnamed, "attack by %s: %s got %s %s", a.Kind, a.Tried, a.Got, a.Text)
	}
	for _, l := range r.Attacks.Leaks {
		check(false, "something of %s's came back: %s", r.Attacks.Victim, l)
	}
	check(r.Attacks.AbsentLooksForeign, "an absent target and a foreign one get different texts")
	check(r.Attacks.Intact, "%s's data changed under the attacks", r.Attacks.Victim)
}

const unnamed = "an error without a name"
