package credentials

import (
	"bytes"
	"encoding/base64"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"strings"
	"testing"
	"text/template"

	"go.yaml.in/yaml/v3"

	sig "github.com/sigen-dev/sigen/runtime"
)

const canary = "s3cr3t-CANARY"

// shows reports whether text holds the canary, plain or in an encoding that a
// verb could give it.
func shows(text string) bool {
	var list strings.Builder
	for _, c := range []byte(canary) {
		fmt.Fprintf(&list, "%d ", c)
	}
	lower := strings.ToLower(text)
	for _, form := range []string{
		canary, hex.EncodeToString([]byte(canary)), base64.StdEncoding.EncodeToString([]byte(canary)), strings.TrimSpace(list.String()),
		"0x73, 0x33", "73 33 63", "U+0073", "CANARY",
	} {
		if strings.Contains(lower, strings.ToLower(form)) {
			return true
		}
	}
	return false
}

type exported struct {
	S sig.Secret
	P *sig.Secret
	L []sig.Secret
	M map[string]sig.Secret
	A any
	N struct{ Deep sig.Secret }
	F fmt.Stringer
}

type unexported struct {
	s sig.Secret
	p *sig.Secret
	l [1]sig.Secret
	m map[string]*sig.Secret
	a any
	e exported
}

type embedded struct{ sig.Secret }

// values nest a secret in every way that matters.
func values() map[string]any {
	s := sig.NewSecret(canary)
	ptr := &s
	pp := &ptr
	ex := exported{S: s, P: ptr, L: []sig.Secret{s}, M: map[string]sig.Secret{"k": s}, A: s, N: struct{ Deep sig.Secret }{s}, F: s}
	un := unexported{s: s, p: ptr, l: [1]sig.Secret{s}, m: map[string]*sig.Secret{"k": ptr}, a: ex, e: ex}
	ch := make(chan sig.Secret, 1)
	ch <- s
	return map[string]any{
		"secret": s, "pointer": ptr, "pointer to pointer": pp, "slice": []sig.Secret{s}, "array": [2]sig.Secret{s, s}, "slice of any": []any{s, ptr},
		"map": map[string]sig.Secret{"k": s}, "map of pointers": map[string]*sig.Secret{"k": ptr}, "exported": ex, "pointer to exported": &ex,
		"unexported": un, "pointer to unexported": &un, "embedded": embedded{s}, "pointer to embedded": &embedded{s}, "chan": ch,
		"error":        &sig.Error{Code: sig.CodeInvalid, Path: "a", Cause: fmt.Errorf("cause %v %w", s, errors.New(fmt.Sprint(un)))},
		"method value": s.String, "anonymous": struct{ any }{s}, "handle": sig.Credentials{},
	}
}

func TestSecretPrintsUnderNoVerb(t *testing.T) {
	odd := []string{"", "%*d", "%!", "%w"} // not constants: vet knows that they are wrong
	verbs := "vTtbcdoOqxXUeEfFgGsp"
	flags := []string{"", "+", "-", "#", " ", "0", "+#", "# ", "+ ", "-#", "+-# 0", "20", "-20", ".3", "20.5", "#20", "[1]"}
	for name, v := range values() {
		for _, verb := range verbs {
			for _, flag := range flags {
				format := "%" + flag + string(verb)
				if out := fmt.Sprintf(format, v); shows(out) {
					t.Errorf("%s under %s: %s", name, format, out)
				}
			}
		}
		for form, out := range map[string]string{
			"Sprint": fmt.Sprint(v), "Sprintln": fmt.Sprintln(v), "extra": fmt.Sprintf(odd[0], v), "width": fmt.Sprintf(odd[1], v, v),
			"bad verb": fmt.Sprintf(odd[2], v), "wrapped": fmt.Errorf("%w: %+v", errors.New("x"), v).Error(), "%w": fmt.Errorf(odd[3], v).Error(),
		} {
			if shows(out) {
				t.Errorf("%s by %s: %s", name, form, out)
			}
		}
	}
	if got := fmt.Sprintf("%v %s %+v %#v", sig.NewSecret(canary), sig.NewSecret(canary), sig.NewSecret(canary), sig.NewSecret(canary)); !strings.HasPrefix(got, "[secret] [secret] [secret] ") {
		t.Errorf("%q", got)
	}
}

func TestSecretIsInNoEncoding(t *testing.T) {
	for name, v := range values() {
		var text, jsonText, logText bytes.Buffer
		opts := &slog.HandlerOptions{Level: slog.LevelDebug}
		for _, l := range []*slog.Logger{slog.New(slog.NewTextHandler(&text, opts)), slog.New(slog.NewJSONHandler(&jsonText, opts))} {
			l.Info("m", "v", v)
			l.With("v", v).WithGroup("g").Error("m", slog.Any("v", v), slog.Group("h", "v", v))
		}
		log.New(&logText, "", 0).Println(v)
		encodings := map[string][]byte{"slog text": text.Bytes(), "slog JSON": jsonText.Bytes(), "log": logText.Bytes()}
		note := func(name string, out []byte, err error) {
			encodings[name] = out
			if err != nil {
				encodings[name] = append(out, err.Error()...)
			}
		}
		out, err := json.Marshal(v)
		note("json", out, err)
		out, err = json.MarshalIndent(map[string]any{"v": v}, "", " ")
		note("json in a map", out, err)
		out, err = xml.Marshal(v)
		note("xml", out, err)
		var b bytes.Buffer
		err = gob.NewEncoder(&b).Encode(v)
		note("gob", b.Bytes(), err)
		b = bytes.Buffer{}
		err = template.Must(template.New("").Parse("{{.}} {{printf \"%#v\" .}} {{js .}}")).Execute(&b, v)
		note("template", b.Bytes(), err)
		switch name {
		case "secret", "pointer", "slice", "map", "exported": // of others the YAML encoder panics, whatever they hold
			out, err = yaml.Marshal(map[string]any{"v": v})
			note("yaml", out, err)
		}
		for encoding, out := range encodings {
			if shows(string(out)) {
				t.Errorf("%s in %s: %s", name, encoding, out)
			}
		}
	}
}

func TestShowsFindsWhatIsThere(t *testing.T) {
	for _, verb := range []string{"%v", "%q", "%x", "%X", "%d"} {
		var arg any = canary
		if verb == "%d" {
			arg = []byte(canary)
		}
		if out := fmt.Sprintf(verb, arg); !shows(out) {
			t.Errorf("the check does not see %s", out)
		}
	}
}
