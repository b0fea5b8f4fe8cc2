package emit

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// shorthands are written $name in statements.
var shorthands = map[string]string{
	"abi":        plan.ABIPath,
	"codec":      plan.CodecPath,
	"context":    "context",
	"iter":       "iter",
	"maps":       "maps",
	"protocodec": plan.ProtoPath,
	"reactive":   plan.ReactivePath,
	"regexp":     "regexp",
	"slices":     "slices",
	"sig":        plan.RuntimePath,
	"strconv":    "strconv",
	"sync":       "sync",
	"time":       "time",
	"wire":       plan.WirePath,
}

// s is the Go text that format and args make.
func (g *generator) s(format string, args ...any) *jen.Statement {
	text := format
	if len(args) > 0 {
		text = fmt.Sprintf(format, args...)
	}
	return g.parse(text)
}

// prose is a comment of our own words, broken into lines of readable length.
func prose(text string) *jen.Statement {
	const width = 90
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return comment(strings.Join(append(lines, line), "\n"))
}

// comment is a // comment over as many lines as text has.
func comment(text string) *jen.Statement {
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(strings.TrimRight("// "+line, " \t\r"))
	}
	return jen.Op(b.String())
}

// parse cuts text into what jennifer qualifies and what it copies.
func (g *generator) parse(text string) *jen.Statement {
	out := &jen.Statement{}
	var plain strings.Builder
	flush := func() {
		if plain.Len() > 0 {
			out.Add(jen.Op(plain.String()))
			plain.Reset()
		}
	}
	afterDot := false
	for len(text) > 0 {
		n := tokenLength(text)
		token := text[:n]
		switch {
		case token[0] == '{' && n > 1, token[0] == '$':
			path := strings.Trim(token, "{}")
			if token[0] == '$' {
				path = shorthands[token[1:]]
			}
			name := identifier(strings.TrimPrefix(text[n:], "."))
			if path == "" || name == "" || text[n] != '.' {
				panic("emit: no package in " + strconv.Quote(text))
			}
			flush()
			out.Add(jen.Qual(path, name))
			n += 1 + len(name)
		case identifier(token) == token && !afterDot && g.plan.Locals[token] != "":
			plain.WriteString(g.plan.Locals[token])
		default:
			plain.WriteString(token)
		}
		afterDot = token == "."
		text = text[n:]
	}
	flush()
	return out
}

// tokenLength is the length of the first token: a literal, a comment, an
// identifier, a path in braces, a shorthand, or one byte.
func tokenLength(text string) int {
	switch c := text[0]; {
	case c == '"' || c == '\'':
		for i := 1; i < len(text); i++ {
			if text[i] == '\\' {
				i++
			} else if text[i] == c {
				return i + 1
			}
		}
		return len(text)
	case c == '`':
		if i := strings.IndexByte(text[1:], '`'); i >= 0 {
			return i + 2
		}
		return len(text)
	case strings.HasPrefix(text, "//"):
		if i := strings.IndexByte(text, '\n'); i >= 0 {
			return i
		}
		return len(text)
	case c == '{':
		i := 1
		for i < len(text) && pathByte(text[i]) {
			i++
		}
		if i > 1 && strings.HasPrefix(text[i:], "}.") && identifier(text[i+2:]) != "" {
			return i + 1
		}
		return 1
	case c == '$':
		return 1 + len(identifier(text[1:]))
	}
	return max(1, len(identifier(text)))
}

func pathByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("/.-_~+!", c) >= 0 || c >= 0x80
}

// identifier is the identifier, or the number, that text begins with.
func identifier(text string) string {
	i := 0
	for i < len(text) && (text[i] == '_' || 'a' <= text[i] && text[i] <= 'z' || 'A' <= text[i] && text[i] <= 'Z' || '0' <= text[i] && text[i] <= '9' || text[i] >= 0x80) {
		i++
	}
	return text[:i]
}

// quote writes s as a Go string literal, raw when that is easier to read.
func quote(s string) string {
	if strings.ContainsAny(s, `"\`) && strconv.CanBackquote(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}
