package demo

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sigen-dev/sigen/examples/multitenant/hostile"
	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
)

// A printer writes sections of aligned text. With out nil it writes nothing; err
// is the first error of out.
type printer struct {
	out   io.Writer
	color bool
	err   error
}

// Styles of a terminal.
const (
	bold  = "1"
	dim   = "2"
	green = "32"
	red   = "31"
)

func (p *printer) paint(style, s string) string {
	if !p.color {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[0m"
}

func (p *printer) print(s string) {
	if p.out == nil || p.err != nil {
		return
	}
	_, p.err = io.WriteString(p.out, s)
}

func (p *printer) section(title string) { p.print("\n" + p.paint(bold, title) + "\n") }

func (p *printer) linef(format string, args ...any) {
	p.print("  " + fmt.Sprintf(format, args...) + "\n")
}

// verdict is one line that holds or does not.
func (p *printer) verdict(ok bool, format string, args ...any) {
	mark := p.paint(green, "ok")
	if !ok {
		mark = p.paint(red, "WRONG")
	}
	p.linef("%s  %s", mark, fmt.Sprintf(format, args...))
}

// table prints rows in columns; one whose cells are numbers is aligned on the right.
func (p *printer) table(head []string, rows [][]string) {
	width, number := make([]int, len(head)), make([]bool, len(head))
	for i, h := range head {
		width[i], number[i] = utf8.RuneCountInString(h), true
		for _, row := range rows {
			width[i] = max(width[i], utf8.RuneCountInString(row[i]))
			if _, err := strconv.Atoi(row[i]); err != nil {
				number[i] = false
			}
		}
	}
	line := func(cells []string) string {
		var b strings.Builder
		for i, c := range cells {
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(c))
			if number[i] {
				c, pad = pad+c, ""
			}
			b.WriteString("  " + c + pad)
		}
		return strings.TrimRight(b.String(), " ")
	}
	p.print(p.paint(dim, line(head)) + "\n")
	for _, row := range rows {
		p.print(line(row) + "\n")
	}
}

func number[N ~int | ~int64](n N) string { return strconv.FormatInt(int64(n), 10) }

func (p *printer) tenants(r *Report) {
	p.section("1  three tenants, one contract, a database each")
	var rows [][]string
	for _, t := range r.Tenants {
		rows = append(rows, append([]string{t.Tenant, t.Instance, t.Status.Engine, t.Status.Database, t.Status.Plan, t.Status.Region},
			append(sizes(t.Status.Tables), t.First[1], t.Status.Seal)...))
	}
	p.table([]string{"tenant", "instance", "engine", "database", "plan", "region", "customers", "orders", "invoices", "first customer", "seal of its credential"}, rows)
}

func sizes(tables []tenantdb.TableState) []string {
	var all []string
	for _, t := range tables {
		all = append(all, number(t.Rows))
	}
	return all
}

func (p *printer) answers(r *Report) {
	p.section("2  by instance, by route and target, by typed client: the same answer")
	for _, a := range r.Answers {
		p.verdict(a.Same, "%-8s %2d invoices by %s", a.Tenant, a.Rows, strings.Join(a.Ways, ", "))
	}
}

func (p *printer) move(r *Report) {
	m := r.Move
	p.section("3  globex moves from " + m.From + " to " + m.To + " while " + number(m.Callers) + " callers call all tenants")
	p.calls(m.Calls)
	var rows [][]string
	for _, x := range m.Runs {
		rows = append(rows, []string{x.Tenant, number(x.ComputedBefore), number(x.ComputedAfter), number(x.EffectsBefore), number(x.EffectsAfter)})
	}
	p.table([]string{"tenant", "computed before", "after", "effects before", "after"}, rows)
	p.verdict(m.RowsInNew == m.RowsAfter && m.RowsInOld == m.RowsBefore, "a row written after the move: %d rows in the new file, still %d in the old one", m.RowsInNew, m.RowsInOld)
}

func (p *printer) calls(calls []Calls) {
	var rows [][]string
	for _, c := range calls {
		refused := number(c.Refused)
		if c.Refused > 0 {
			refused += " " + c.FirstRefusal
		}
		rows = append(rows, []string{c.Tenant, number(c.Calls), number(c.Failed), refused})
	}
	p.table([]string{"tenant", "calls", "failed", "refused after its removal"}, rows)
}

func (p *printer) change(r *Report) {
	c := r.Change
	p.section("4  hooli is onboarded and acme removed while " + number(c.Callers) + " callers go on")
	p.calls(c.Calls)
	p.verdict(c.Kept == "ErrInstanceGone", "a client of acme's that was kept: %s", c.Kept)
	p.verdict(c.Back, "acme comes again, and its rows are as it left them")
	p.verdict(c.Known && c.Served, "the last instance of %s is removed; the component stays, and serves initech again", c.Last)
}

func (p *printer) count(r *Report) {
	c := r.Count
	p.section("5  the operator counts rows across tenants")
	var rows [][]string
	for _, t := range c.Result.Tenants {
		s := c.Status[t.Tenant]
		rows = append(rows, append([]string{t.Tenant, t.Engine, s.Database, s.Plan}, append(sizes(t.Tables), number(t.Rows))...))
	}
	p.table([]string{"tenant", "engine", "database", "plan", "customers", "orders", "invoices", "rows"}, rows)
	p.linef("%d rows in all", c.Result.Total)
	rows = nil
	for _, l := range c.Audit {
		rows = append(rows, []string{l.Caller, l.Runnable, l.Target, l.Why, l.Trace})
	}
	p.table([]string{"audit: caller", "runnable", "target", "why", "trace"}, rows)
	p.verdict(c.WithoutReason == "ErrDenied", "without a reason: %s, and %d audit lines", c.WithoutReason, c.AuditedWithout)
	rows = nil
	for _, i := range c.Instances {
		target := i.Target
		if target == "" {
			target = "-"
		}
		rows = append(rows, []string{i.Name, i.Component, target, i.State, number(i.Calls), number(i.Errors)})
	}
	p.table([]string{"instance", "component", "target", "state", "calls", "errors"}, rows)
}

func (p *printer) attacks(r *Report) {
	a := r.Attacks
	p.section("6  a component of " + a.Attacker + "'s attacks " + a.Victim)
	worked := 0
	for _, c := range a.Controls {
		if c.Got == "ok" && c.Loot != "" {
			worked++
		}
	}
	p.verdict(worked == len(a.Controls), "%d of %d ways work for its own data", worked, len(a.Controls))
	p.attempts(a.Attempts)
	p.verdict(len(a.Leaks) == 0 && a.Intact, "%d of %d attempts brought something back; %s's data is as it was", len(a.Leaks), len(a.Attempts), a.Victim)
	p.verdict(a.AbsentLooksForeign, "a tenant that is another's and one that does not exist get the same text")
}

func (p *printer) attempts(attempts []hostile.Attempt) {
	var rows [][]string
	for _, a := range attempts {
		rows = append(rows, []string{a.Kind, a.Tried, a.Got})
	}
	p.table([]string{"by", "what was tried", "got"}, rows)
}

// end prints what did not hold, and how long it took.
func (p *printer) end(r *Report) {
	var seconds float64
	for _, s := range r.Seconds {
		seconds += s.Seconds
	}
	p.print("\n")
	for _, wrong := range r.Wrong {
		p.verdict(false, "%s", wrong)
	}
	p.verdict(len(r.Wrong) == 0, "%d facts did not hold; %.1f s", len(r.Wrong), seconds)
}
