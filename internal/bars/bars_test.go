package bars

import (
	"strings"
	"testing"
)

func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		bar           Bar
		figure, floor float64
		ok            bool
		want          string
	}{
		{Bar{Limit: 10}, 10, 0, true, "ok"},
		{Bar{Limit: 10}, 11, 0, false, "short"},
		{Bar{Limit: 10, Floor: 5}, 11, 5, false, "short"},
		{Bar{Limit: 10, Floor: 5}, 11, 4, false, "short"}, // a faster machine excuses nothing
		{Bar{Limit: 10, Floor: 5}, 14, 7.5, false, "bar 15, met"},
		{Bar{Limit: 10, Floor: 5}, 16, 7.5, false, "bar 15, short too"},
		{Bar{Limit: 50, Least: true}, 50, 0, true, "ok"},
		{Bar{Limit: 50, Least: true, Floor: 10}, 30, 5, false, "bar 25, met"},
		{Bar{Limit: 50, Least: true, Floor: 10}, 20, 5, false, "bar 25, short too"},
		{Bar{Limit: 50, Least: true, Floor: 10}, 20, 20, false, "short"},
	} {
		text, ok := c.bar.verdict(c.figure, c.floor)
		if ok != c.ok || !strings.Contains(text, c.want) || c.want == "short" && text != "short" {
			t.Errorf("%+v at %g with floor %g: %v %q, want %v %q", c.bar, c.figure, c.floor, ok, text, c.ok, c.want)
		}
	}
}
