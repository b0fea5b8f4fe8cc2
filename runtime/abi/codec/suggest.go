package codec

import "strings"

// suggest is the hint for a name that is none of names.
func suggest(name string, names []string) string {
	if len(names) == 0 {
		return "there is none to give"
	}
	if best := Nearest(name, names); best != "" {
		return "did you mean " + quote(best) + "?"
	}
	if len(names) > 12 {
		return "known are " + strings.Join(names[:12], ", ") + ", …"
	}
	return "known are " + strings.Join(names, ", ")
}

// Nearest returns the one of names that name may be a slip of, "" when none is
// close. Its work per name is bounded, however long they are.
func Nearest(name string, names []string) string {
	best, least := "", 1+min(len(name), maxShown)/3
	for _, n := range names {
		if d := distance(strings.ToLower(name), strings.ToLower(n)); d <= least && (best == "" || d < least) {
			best, least = n, d
		}
	}
	return best
}

// distance counts the bytes to insert, remove, replace or swap to get from a to
// b. For names too long to be typing errors it is their length.
func distance(a, b string) int {
	if len(a) > maxShown || len(b) > maxShown {
		return max(len(a), len(b))
	}
	var before, last, row [maxShown + 1]int
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last = last, row
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
