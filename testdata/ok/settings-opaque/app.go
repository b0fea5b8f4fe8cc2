package main

import (
	"context"
	"errors"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Token is a secret that only settings make.
type Token struct{ text string }

// DecodeSetting implements what the settings decoder calls.
func (t *Token) DecodeSetting(v sig.SettingValue) error {
	text, ok := strings.CutPrefix(v.Text(), "tok-")
	if !ok {
		return errors.New("a token begins with tok-")
	}
	t.text = text
	return nil
}

// Settings are a tenant's.
//
//sig:config prefix=opaque
type Settings struct {
	Token Token `json:"token" sig:"default=tok-default"`
	Spare Token `json:"spare" sig:"optional"`
}

// Text is text.
type Text string

// Gate checks.
//
//sig:component name=opaque-gate scope=tenant
type Gate struct {
	sig.Instance
	Settings sig.Settings[Settings] `sig:"requires"`
}

//sig:runnable
func (g *Gate) Length(ctx context.Context) (Text, error) {
	return Text(strings.Repeat("*", len(g.Settings.Get().Token.text))), nil
}
