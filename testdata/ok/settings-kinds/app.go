package main

import (
	"context"
	"encoding/json"
	"net/netip"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Mode is a named string.
type Mode string

// Pool is nested.
type Pool struct {
	Size int           `json:"size" sig:"default=4,min=1,max=64"`
	Idle time.Duration `json:"idle" sig:"default=30s,max=1h"`
	Deep Deep          `json:"deep"`
}

// Deep is nested deeper.
type Deep struct {
	On bool `json:"on" sig:"default=true"`
}

// Common is embedded.
type Common struct {
	Label string `json:"label" sig:"default='{name} of {target}'"`
}

// Settings are of every kind.
//
//sig:config prefix=app
type Settings struct {
	Common
	Key    string            `json:"key"`
	Mode   Mode              `json:"mode" sig:"default=fast,enum=fast|safe"`
	Code   string            `json:"code" sig:"optional,pattern='^[a-z]+$'"`
	Small  int8              `json:"small" sig:"default=-3"`
	Big    uint64            `json:"big" sig:"default=18446744073709551615"`
	Ratio  float32           `json:"ratio" sig:"default=0.5,min=0,max=1"`
	Wait   time.Duration     `json:"wait" sig:"default=1m30s,min=1s"`
	Start  time.Time         `json:"start" sig:"optional"`
	Secret []byte            `json:"secret" sig:"optional,max=3"`
	Addr   netip.Addr        `json:"addr" sig:"default=127.0.0.1"`
	Max    *int              `json:"max" sig:"min=10"`
	Hosts  []string          `json:"hosts" sig:"optional,max=2"`
	Limits map[string]int    `json:"limits" sig:"optional"`
	Pool   Pool              `json:"pool"`
	Pools  []Pool            `json:"pools" sig:"optional"`
	Times  map[string]string `json:"times" sig:"optional"`
}

// Shown is what is shown of the settings.
type Shown struct {
	Settings json.RawMessage `json:"settings"`
	Color    string          `json:"color"`
	Followed bool            `json:"followed"`
}

// App shows its settings.
//
//sig:component name=settings-app scope=tenant
type App struct {
	sig.Instance
	Settings sig.Settings[Settings] `sig:"requires"`
	Config   sig.Config             `sig:"requires"`
	runs     int
}

//sig:computed
func (a *App) computeColor() string { return a.Config.String("theme.color", "grey") }

//sig:runnable
func (a *App) Show(ctx context.Context) (Shown, error) {
	b, err := json.Marshal(a.Settings.Get())
	return Shown{b, a.Color(), a.runs > 1}, err
}

//sig:effect
func (a *App) count() error {
	_ = a.Color()
	_ = a.Settings.Get()
	a.runs++
	return nil
}
