// Package realcodecregistry: a registry of codecs that can be extended.
//
// Verdict: leak.
// Why: A codec that one tenant's settings configure replaces the codec of that name for all.
package realcodecregistry

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// codec encodes and decodes text.
type codec interface {
	Encode(s string) string
	Decode(s string) (string, error)
}

type hexCodec struct{}

func (hexCodec) Encode(s string) string { return hex.EncodeToString([]byte(s)) }
func (hexCodec) Decode(s string) (string, error) {
	b, err := hex.DecodeString(s)
	return string(b), err
}

type base64Codec struct{ *base64.Encoding }

func (c base64Codec) Encode(s string) string { return c.EncodeToString([]byte(s)) }
func (c base64Codec) Decode(s string) (string, error) {
	b, err := c.DecodeString(s)
	return string(b), err
}

var (
	codecsMu sync.RWMutex
	codecs   = map[string]codec{
		"hex":    hexCodec{},
		"base64": base64Codec{base64.StdEncoding},
	}
)

func register(name string, c codec) {
	codecsMu.Lock()
	defer codecsMu.Unlock()
	codecs[name] = c // want leak
}

func find(name string) (codec, error) {
	codecsMu.RLock()
	defer codecsMu.RUnlock()
	c, ok := codecs[name]
	if !ok {
		return nil, fmt.Errorf("codec %q: %w", name, sig.ErrNotFound)
	}
	return c, nil
}

// Settings is what a tenant can set.
//
//sig:config prefix=codecs
type Settings struct {
	Alphabet string `json:"alphabet" sig:"default=ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_,min=64,max=64"`
}

// Input is what to encode.
type Input struct {
	Codec string `json:"codec"`
	Text  string `json:"text"`
}

// Output is the result.
type Output struct {
	Text string `json:"text"`
}

// Codecs encodes texts.
//
//sig:component name=real-codec-registry scope=tenant
type Codecs struct {
	sig.Instance

	Settings sig.Settings[Settings] `sig:"requires"`
}

//sig:effect
func (c *Codecs) install(ctx context.Context) error {
	register("custom", base64Codec{base64.NewEncoding(c.Settings.Get().Alphabet)})
	return nil
}

// Encode encodes a text.
//
//sig:runnable desc="Encode a text"
func (c *Codecs) Encode(ctx context.Context, in Input) (Output, error) {
	cd, err := find(in.Codec)
	if err != nil {
		return Output{}, err
	}
	return Output{Text: cd.Encode(in.Text)}, nil
}

// Decode decodes a text.
//
//sig:runnable desc="Decode a text"
func (c *Codecs) Decode(ctx context.Context, in Input) (Output, error) {
	cd, err := find(in.Codec)
	if err != nil {
		return Output{}, err
	}
	s, err := cd.Decode(in.Text)
	return Output{Text: s}, err
}
