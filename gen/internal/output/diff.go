package output

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
)

// Diff is the unified diff from what is on disk to what should be, with paths
// below base relative to it; "" when nothing differs.
func (s *Set) Diff(base string) string {
	var b strings.Builder
	for _, c := range s.Changes {
		if c.Action == Keep {
			continue
		}
		name := c.Path
		if rel, err := filepath.Rel(base, c.Path); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			name = rel
		}
		name = filepath.ToSlash(name)
		from, to := "a/"+name, "b/"+name
		if c.Action == Create {
			from = "/dev/null"
		}
		if c.Action == Remove {
			to = "/dev/null"
		}
		b.WriteString(unified(from, to, c.Old, c.Data))
	}
	return b.String()
}

// around is how many equal lines a hunk shows before and after a difference.
const around = 3

// An edit is a line of the one text, of the other, or of both.
type edit struct {
	op   byte // ' ', '-', '+'
	line string
}

func unified(from, to string, a, b []byte) string {
	edits := compare(lines(a), lines(b))
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", from, to)
	for i := 0; i < len(edits); {
		if edits[i].op == ' ' {
			i++
			continue
		}
		start := max(0, i-around)
		end, equal := i, 0
		for end < len(edits) && equal <= 2*around {
			if edits[end].op == ' ' {
				equal++
			} else {
				equal = 0
			}
			end++
		}
		if equal > around {
			end -= equal - around
		}
		writeHunk(&out, edits, start, end)
		i = end
	}
	return out.String()
}

func writeHunk(out *strings.Builder, edits []edit, start, end int) {
	lineA, lineB := 1, 1
	for _, e := range edits[:start] {
		if e.op != '+' {
			lineA++
		}
		if e.op != '-' {
			lineB++
		}
	}
	countA, countB := 0, 0
	for _, e := range edits[start:end] {
		if e.op != '+' {
			countA++
		}
		if e.op != '-' {
			countB++
		}
	}
	if countA == 0 {
		lineA--
	}
	if countB == 0 {
		lineB--
	}
	fmt.Fprintf(out, "@@ -%s +%s @@\n", span(lineA, countA), span(lineB, countB))
	for _, e := range edits[start:end] {
		out.WriteByte(e.op)
		out.WriteString(strings.TrimSuffix(e.line, "\n"))
		out.WriteByte('\n')
		if !strings.HasSuffix(e.line, "\n") {
			out.WriteString("\\ No newline at end of file\n")
		}
	}
}

func span(line, count int) string {
	if count == 1 {
		return fmt.Sprint(line)
	}
	return fmt.Sprintf("%d,%d", line, count)
}

func lines(text []byte) []string {
	var out []string
	for l := range bytes.Lines(text) {
		out = append(out, string(l))
	}
	return out
}

// compare finds a shortest way from a to b by Myers' algorithm, with the common
// head and tail taken off first. Texts that have almost nothing in common are replaced whole.
func compare(a, b []string) []edit {
	var head, tail []edit
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		head = append(head, edit{' ', a[0]})
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		tail = append(tail, edit{' ', a[len(a)-1]})
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	out := append(head, middle(a, b)...)
	for i := len(tail) - 1; i >= 0; i-- {
		out = append(out, tail[i])
	}
	return out
}

// farthest bounds the work of middle: its memory grows with the square of the distance.
const farthest = 1500

func middle(a, b []string) []edit {
	n, m := len(a), len(b)
	limit := min(n+m, farthest)
	at := make([]int, 2*limit+2)
	var trace [][]int
	for d := 0; d <= limit; d++ {
		trace = append(trace, append([]int(nil), at...))
		for k := -d; k <= d; k += 2 {
			x := 0
			switch i := k + limit; {
			case d == 0:
			case k == -d || k != d && at[i-1] < at[i+1]:
				x = at[i+1]
			default:
				x = at[i-1] + 1
			}
			y := x - k
			for x < n && y < m && a[x] == b[y] {
				x, y = x+1, y+1
			}
			at[k+limit] = x
			if x >= n && y >= m {
				return walk(a, b, trace, d, limit)
			}
		}
	}
	var out []edit
	for _, l := range a {
		out = append(out, edit{'-', l})
	}
	for _, l := range b {
		out = append(out, edit{'+', l})
	}
	return out
}

// walk follows the trace back from the ends of both texts.
func walk(a, b []string, trace [][]int, d, limit int) []edit {
	x, y := len(a), len(b)
	var back []edit
	for ; d > 0; d-- {
		at, k := trace[d], x-y
		prev := k - 1
		if k == -d || k != d && at[k-1+limit] < at[k+1+limit] {
			prev = k + 1
		}
		px := at[prev+limit]
		py := px - prev
		for x > px && y > py {
			x, y = x-1, y-1
			back = append(back, edit{' ', a[x]})
		}
		if prev == k+1 {
			y--
			back = append(back, edit{'+', b[y]})
		} else {
			x--
			back = append(back, edit{'-', a[x]})
		}
	}
	for x > 0 && y > 0 {
		x, y = x-1, y-1
		back = append(back, edit{' ', a[x]})
	}
	out := make([]edit, 0, len(back))
	for i := len(back) - 1; i >= 0; i-- {
		out = append(out, back[i])
	}
	return out
}
