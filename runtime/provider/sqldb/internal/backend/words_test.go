package backend

import (
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	pg, my := Lexicon{Nested: true}, Lexicon{Hash: true}
	for _, c := range []struct {
		text string
		d    Lexicon
		want string
	}{
		{"select 1", pg, "SELECT 1"},
		{"\n\t set LOCAL x = 1", pg, "SET LOCAL X"},
		{"/* a /* b */ c */ commit", pg, "COMMIT"},
		{"/* a /* b */ commit", my, "COMMIT"},
		{"--x\ncommit", pg, "COMMIT"},
		{"--x\rcommit", pg, "COMMIT"},
		{"--1\ncommit", my, ""}, // minus minus one
		{"-- x\ncommit", my, "COMMIT"},
		{"# x\ncommit", my, "COMMIT"},
		{"# x\ncommit", pg, ""},
		{"/*! commit */", my, ""},
		{"/*M! commit */", my, ""},
		{"/**/commit/**/and/**/chain", pg, "COMMIT AND CHAIN"},
		{"((select 1))", pg, "("},
		{"create table(x int)", pg, "CREATE TABLE"},
		{"/* unfinished", pg, ""},
		{";commit", pg, ""},
		{"", pg, ""},
	} {
		if got := strings.Join(Words(c.text, 3, c.d), " "); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
