package emit

import (
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

// Info is what a document says of the whole.
type Info struct {
	Title, Version string
}

// The headers and the type of a stream that runtime/transport/httprpc knows; a test holds the two together.
const (
	targetHeader  = "Sig-Target"
	timeoutHeader = "Sig-Timeout"
	keyHeader     = "Idempotency-Key"
	linesType     = "application/x-ndjson"
)

// statuses are the responses of every operation besides 200.
var statuses = []struct{ status, name, doc string }{
	{"400", "Invalid", "The params do not fit; path says where. Code: invalid."},
	{"403", "Denied", "This caller may not. Codes: denied, scope."},
	{"404", "NotFound", "Nothing there that this caller can reach. Code: not-found."},
	{"408", "SlowBody", "The body did not come in time. Code: timeout."},
	{"410", "Gone", "The instance was removed. Code: instance-gone."},
	{"411", "NoLength", "The body comes in chunks; over HTTP/1.1 it must have a length. Code: invalid."},
	{"413", "LongBody", "The body is longer than the server takes. Code: invalid."},
	{"415", "OtherBody", "The body is not application/json, or has an encoding. Code: invalid."},
	{"429", "Limited", "The caller's own limit. Code: limited."},
	{"500", "Failed", "The runnable failed. Codes: failed, panic."},
	{"503", "Unavailable", "No room here and now, or the instance is going. Codes: busy, draining."},
	{"504", "Timeout", "The deadline of the runnable. Code: timeout."},
}

// OpenAPI describes every runnable as an operation: POST /{route}/{runnable} with
// the params as its body. The target is no part of the path: most callers are one
// tenant's, and their identity says whose; who acts for many names it in a header.
func OpenAPI(prog *model.Program, info Info) ([]byte, error) {
	if err := distinct(prog); err != nil {
		return nil, err
	}
	s := collect(prog, "#/components/schemas/")
	paths, tags := object{}, []any{}
	for _, c := range routes(prog) {
		if len(c.Methods) == 0 {
			continue
		}
		tags = append(tags, object{}.put("name", c.Name).text("description", c.Doc))
		for _, m := range c.Methods {
			paths = paths.put("/"+c.Name+"/"+m.Name, object{}.put("post", s.operation(c, m)))
		}
	}
	responses := object{}
	for _, st := range statuses {
		r := object{}.put("description", st.doc)
		if st.status == "429" || st.status == "503" {
			r = r.put("headers", object{}.put("Retry-After", object{}.put("description", "Seconds until trying again is worth it.").
				put("schema", object{}.put("type", "integer").put("minimum", 0))))
		}
		responses = responses.put(st.name, r.put("content", object{}.put("application/problem+json",
			object{}.put("schema", object{}.put("$ref", "#/components/schemas/Problem")))))
	}
	components := object{}.
		put("schemas", s.definitions().put("Problem", problem())).
		put("responses", responses).
		put("parameters", object{}.
			put("Target", header(targetHeader, "The tenant that is meant. A caller that belongs to one tenant leaves it out or names that tenant.",
				object{}.put("type", "string"))).
			put("Timeout", header(timeoutHeader, "How many milliseconds the caller waits.",
				object{}.put("type", "integer").put("minimum", 0))).
			put("IdempotencyKey", header(keyHeader, "Whoever sends the same key again gets the outcome of the one run: the key as it stands, \"quoted\", or its bytes as :base64:.",
				object{}.put("type", "string").put("minLength", 1))))
	return printJSON(object{}.
		put("openapi", "3.1.0").
		put("info", object{}.put("title", info.Title).put("version", info.Version)).
		put("jsonSchemaDialect", Dialect).
		put("paths", paths).
		put("components", components).
		put("tags", tags)), nil
}

func (s *schemas) operation(c *model.Contract, m *model.Method) object {
	op := object{}.put("operationId", c.Name+"."+m.Name).put("tags", []any{c.Name})
	summary := m.Desc
	if summary == "" {
		summary, _, _ = strings.Cut(m.Doc, "\n")
	}
	op = op.text("summary", summary)
	if m.Doc != summary {
		op = op.text("description", m.Doc)
	}
	var params []any
	if c.Interface || !c.Shared && !c.Admin {
		params = append(params, object{}.put("$ref", "#/components/parameters/Target"))
	}
	op = op.put("parameters", append(params,
		object{}.put("$ref", "#/components/parameters/Timeout"), object{}.put("$ref", "#/components/parameters/IdempotencyKey")))
	if m.Params != nil {
		op = op.put("requestBody", object{}.put("required", true).put("content", jsonContent(s.value(m.Params))))
	}
	ok := object{}.put("description", "The result.")
	switch {
	case m.Stream:
		ok = object{}.put("description", "The elements: a JSON array, or lines as they come for whoever accepts "+linesType+".").
			put("content", jsonContent(object{}.put("type", "array").put("items", s.value(m.Result))).
				put(linesType, object{}.put("schema", s.line(m))))
	case m.Result != nil:
		ok = ok.put("content", jsonContent(s.value(m.Result)))
	default:
		ok = object{}.put("description", "Done.").put("content", jsonContent(object{}.put("type", "null")))
	}
	responses := object{}.put("200", ok)
	for _, st := range statuses {
		responses = responses.put(st.status, object{}.put("$ref", "#/components/responses/"+st.name))
	}
	op = op.put("responses", responses)
	if m.Idempotent {
		op = op.put("x-sig-idempotent", true)
	}
	if m.Destructive {
		op = op.put("x-sig-destructive", true)
	}
	return op.text("x-sig-timeout", m.Timeout)
}

// line is one line of a stream; the last one is an error or the end.
func (s *schemas) line(m *model.Method) object {
	with := func(member string, schema any) object {
		return object{}.put("type", "object").
			put("properties", object{}.put(member, schema)).
			put("required", []any{member}).
			put("additionalProperties", false)
	}
	return object{}.
		put("description", "One line; the last one is an error or the end.").
		put("oneOf", []any{
			with("result", s.value(m.Result)),
			with("error", object{}.put("$ref", "#/components/schemas/Problem")),
			with("end", object{}.put("const", true)),
		})
}

func header(name, doc string, schema object) object {
	return object{}.put("name", name).put("in", "header").put("description", doc).put("schema", schema)
}

func jsonContent(schema object) object {
	return object{}.put("application/json", object{}.put("schema", schema))
}

// problem is an error in the form of RFC 9457.
func problem() object {
	text := object{}.put("type", "string")
	codes := []any{"not-found", "invalid", "scope", "denied", "instance-gone", "draining", "limited", "busy", "timeout", "panic", "failed"}
	return object{}.
		put("type", "object").
		put("description", "An error, in the form of RFC 9457.").
		put("properties", object{}.
			put("type", text).
			put("title", text).
			put("status", object{}.put("type", "integer")).
			put("detail", text).
			put("code", object{}.put("type", "string").put("description", "What went wrong, for programs.").put("enum", codes)).
			put("runnable", text).
			put("path", object{}.put("type", "string").put("description", "Where in the params: items[3].qty.")).
			put("retryAfter", object{}.put("type", "number").put("description", "Seconds until trying again is worth it."))).
		put("required", []any{"title", "status", "code"})
}
