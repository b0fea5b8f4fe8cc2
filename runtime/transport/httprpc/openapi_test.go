package httprpc_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sigen-dev/sigen/gen"
	"github.com/sigen-dev/sigen/runtime/transport/httprpc"
)

// What the document of "sigen schema" says and what the handler does are one: every path
// is served, every answer has a status and a body that stand in the document, and the headers are those.
func TestDocument(t *testing.T) {
	data, res, err := gen.Schema(t.Context(), gen.SchemaConfig{Config: gen.Config{Dir: ".", Patterns: []string{"./internal/fixture"}}, Format: gen.OpenAPI})
	if err != nil || res.Failed() {
		t.Fatal(err, res)
	}
	var doc struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Ref string `json:"$ref"`
			}
			RequestBody any
			Responses   map[string]json.RawMessage
		}
		Components struct {
			Parameters map[string]struct{ Name, In string }
			Responses  map[string]struct {
				Headers map[string]any
				Content map[string]any
			}
		}
	}
	must(t, json.Unmarshal(data, &doc))
	whole, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
	must(t, err)
	c := jsonschema.NewCompiler()
	must(t, c.AddResource("doc.json", whole))
	// fits holds a body against the schema at a place of the document.
	fits := func(what, place, body string) {
		t.Helper()
		schema, err := c.Compile("doc.json#" + place)
		must(t, err)
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
		if err == nil {
			err = schema.Validate(v)
		}
		if err != nil {
			t.Errorf("%s: %s: %v", what, body, err)
		}
	}

	headers := map[string]string{}
	for key, p := range doc.Components.Parameters {
		headers[key] = p.Name
		if p.In != "header" {
			t.Errorf("parameter %s is in the %s", p.Name, p.In)
		}
	}
	if len(headers) != 3 || headers["Target"] != "Sig-Target" || headers["Timeout"] != "Sig-Timeout" || headers["IdempotencyKey"] != "Idempotency-Key" {
		t.Errorf("headers of the document: %v", headers)
	}
	url := serve(t, kernel(t), httprpc.WithMaxBody(64)).URL
	bodies := map[string]string{ // what fits
		"/parrot/echo": `{"text":"hi"}`, "/parrot/count": `{"to":2}`, "/parrot/fail": `{"code":7}`,
		"/parrot/nothing": "", "/parrot/hang": "", "/parrot/forever": "", "/clock/now": "", "/warden/count": "",
	}
	if len(doc.Paths) != len(bodies) {
		t.Errorf("%d paths in the document, want %d", len(doc.Paths), len(bodies))
	}
	seen, streams := map[int]bool{}, 0
	for path, ops := range doc.Paths {
		body, ok := bodies[path]
		op, post := ops["post"]
		if !ok || !post || len(ops) != 1 {
			t.Errorf("%s: %v", path, ops)
			continue
		}
		if (op.RequestBody != nil) != (body != "") {
			t.Errorf("%s: request body %v", path, op.RequestBody)
		}
		targeted := false
		for _, p := range op.Parameters {
			targeted = targeted || p.Ref == "#/components/parameters/Target"
		}
		if targeted != strings.HasPrefix(path, "/parrot/") {
			t.Errorf("%s: has a target: %v", path, targeted)
		}
		asked := func(what, body string, head ...string) {
			t.Helper()
			token := "acme"
			if path == "/warden/count" {
				token = "operator"
			}
			status, out, h := ask(t, url, token, path, body, append(head, "Sig-Timeout", "50")...)
			seen[status] = true
			media, _, _ := strings.Cut(h.Get("Content-Type"), ";")
			at := "/paths/" + strings.ReplaceAll(path, "/", "~1") + "/post/responses/200/content/" + strings.ReplaceAll(media, "/", "~1") + "/schema"
			if status != 200 {
				at = "/components/schemas/Problem"
				if op.Responses[strconv.Itoa(status)] == nil || media != "application/problem+json" {
					t.Errorf("%s, %s: answer %d %s is not in the document", path, what, status, media)
				}
			}
			for l := range strings.Lines(out) {
				fits(path+", "+what, at, l)
			}
		}
		asked("a call", body)
		if strings.Contains(string(op.Responses["200"]), "application/x-ndjson") {
			asked("lines", body, "Accept", "application/x-ndjson")
			streams++
		}
		asked("another body", `{"no":1}`)
		asked("another target", body, "Sig-Target", "nobody")
		asked("a long body", `{"text":"`+strings.Repeat("x", 100)+`"}`)
		asked("a compressed body", `{}`, "Content-Encoding", "gzip")
		asked("another origin", body, "Origin", "https://evil.example")
		if path == "/parrot/fail" {
			for code := range 12 {
				asked("an error", `{"code":`+strconv.Itoa(code)+`}`)
			}
		}
	}
	if streams != 2 {
		t.Errorf("%d streams in the document, want 2", streams)
	}
	for _, status := range []int{200, 400, 403, 404, 410, 413, 415, 429, 500, 503, 504} {
		if !seen[status] {
			t.Errorf("no answer was %d: the test shows nothing of it", status)
		}
	}
	for name, r := range doc.Components.Responses {
		if retry := r.Headers["Retry-After"] != nil; retry != (name == "Limited" || name == "Unavailable") {
			t.Errorf("%s: Retry-After %v", name, retry)
		}
	}
	for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodDelete} {
		if status, _, h := ask(t, url, "acme", "/parrot/echo", "", "method", method); status != 405 || h.Get("Allow") != "POST" {
			t.Errorf("%s: %d", method, status)
		}
	}
}
