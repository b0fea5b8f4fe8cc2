package main

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Settings are a tenant's.
//
//sig:config prefix=live
type Settings struct {
	Host string `json:"host" sig:"default={target}.example"`
	Port int    `json:"port" sig:"default=80,min=1,max=65535"`
}

// Link has an address.
//
//sig:component name=live-link scope=tenant
type Link struct {
	sig.Instance
	Settings sig.Settings[Settings] `sig:"requires"`
}

//sig:computed
func (l *Link) computeAddress() string {
	s := l.Settings.Get()
	return fmt.Sprintf("%s:%d", s.Host, s.Port)
}

//sig:effect
func (l *Link) dial(ctx context.Context) error {
	fmt.Println("  dials", l.Address())
	return nil
}

//sig:runnable
func (l *Link) Where(ctx context.Context) (Text, error) { return Text(l.Address()), nil }
