package credentials

import (
	"bytes"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"filippo.io/age"
	"go.yaml.in/yaml/v3"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/internal/fault"
	"github.com/sigen-dev/sigen/runtime/provider/internal/flat"
)

// Encrypt writes a file that the provider reads: values by their paths, such as
// "tenants.acme.instances.acme-db.password", encrypted for the recipients. For a
// passphrase, give the recipient that age.NewScryptRecipient makes, alone.
// Nothing is written unless every path and value can be read back. An error is
// ErrInvalid with a path, and never holds a value.
func Encrypt(w io.Writer, recipients []age.Recipient, values map[string]string) error {
	if len(recipients) == 0 {
		return fault.Invalid("recipients", "at least one recipient; without one nobody could open the file")
	}
	text, err := render(values)
	if err != nil {
		return err
	}
	defer clear(text)
	out, err := age.Encrypt(w, recipients...)
	if err != nil {
		return fault.New(sig.CodeInvalid, "recipients", "recipients that go together", err)
	}
	if _, err := out.Write(text); err != nil {
		return err
	}
	return out.Close()
}

// render nests the values as YAML.
func render(values map[string]string) ([]byte, error) {
	root := &yaml.Node{Kind: yaml.MappingNode}
	sections := map[string]*yaml.Node{"": root}
	for _, path := range slices.Sorted(maps.Keys(values)) {
		if wrong := tops.Check(path); wrong != "" {
			return nil, fault.Invalid(strconv.Quote(path[:min(len(path), 80)]), wrong)
		}
		if unreachable(path) {
			return nil, fault.Invalid(path, "an instance and a key after "+reserved)
		}
		if !utf8.ValidString(values[path]) {
			return nil, fault.Invalid(path, "valid UTF-8; encode binary credentials, in base64 for instance")
		}
		at, prefix := root, ""
		names := strings.Split(path, ".")
		for _, name := range names[:len(names)-1] {
			prefix += "." + name
			next := sections[prefix]
			if next == nil {
				next = &yaml.Node{Kind: yaml.MappingNode}
				sections[prefix] = next
				at.Content = append(at.Content, quoted(name), next)
			}
			at = next
		}
		at.Content = append(at.Content, quoted(names[len(names)-1]), quoted(values[path]))
	}
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	if err := enc.Encode(root); err != nil {
		return nil, fault.Invalid("values", "texts that YAML can hold")
	}
	if err := enc.Close(); err != nil {
		return nil, fault.Invalid("values", "texts that YAML can hold")
	}
	// What is written must read back as it is: a path may be another's section,
	// and YAML has no way to write some characters.
	leaves, err := flat.Parse(b.Bytes(), flat.Options{Name: "values", Tops: tops, Quiet: true})
	for _, path := range slices.Sorted(maps.Keys(values)) {
		if err != nil || leaves[path].Text != values[path] {
			if section := sections["."+path]; section != nil {
				return nil, fault.Invalid(path, "a path below which there is no other")
			}
			if err == nil {
				return nil, fault.Invalid(path, "characters that YAML can hold")
			}
		}
	}
	if err != nil {
		return nil, fault.Invalid("values", "characters that YAML can hold")
	}
	return b.Bytes(), nil
}

func quoted(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: yaml.DoubleQuotedStyle, Value: s}
}
