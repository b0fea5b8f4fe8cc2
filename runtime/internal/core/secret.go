package core

// A Secret is text that must not be printed. Under the verbs of fmt that apply
// to text, in slog and in JSON it shows as [secret]; under every other verb it
// shows an address at most, never the text, because the text is behind a function.
// The zero Secret reveals "".
type Secret struct{ reveal func() string }

const redacted = "[secret]"

// NewSecret hides text. Holding the result gives no more than holding the text
// did; providers of credentials call it.
func NewSecret(text string) Secret { return Secret{reveal: func() string { return text }} }

// Reveal is the one way in; sigen vet lists its uses.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// String hides the text.
func (Secret) String() string { return redacted }

// GoString hides the text under %#v.
func (Secret) GoString() string { return "sig.Secret{" + redacted + "}" }

// MarshalText hides the text in text encodings and in slog.
func (Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// MarshalJSON hides the text in JSON.
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }
