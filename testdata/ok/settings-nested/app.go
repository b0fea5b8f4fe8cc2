package main

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Settings are a tenant's.
//
//sig:config prefix=nested
type Settings struct {
	Mail struct {
		Host  string        `json:"host" sig:"default=localhost"`
		Retry Retry         `json:"retry"`
		Wait  time.Duration `json:"wait" sig:"default=5s"`
	} `json:"mail"`
	Limits map[string]int `json:"limits" sig:"optional"`
	Names  []string       `json:"names" sig:"optional"`
	Flag   *bool          `json:"flag"`
}

// Retry is nested deeper.
type Retry struct {
	Times int `json:"times" sig:"default=3,max=9"`
}

// Reader shows them.
//
//sig:component name=nested-reader scope=tenant
type Reader struct {
	sig.Instance
	Settings sig.Settings[Settings] `sig:"requires"`
}

//sig:runnable
func (r *Reader) Read(ctx context.Context) (Settings, error) { return r.Settings.Get(), nil }
