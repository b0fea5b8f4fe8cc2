package main

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Tier is a named string.
type Tier string

// Quota is a struct.
type Quota struct {
	Rows int `json:"rows" sig:"min=1"`
}

// Service has properties.
//
//sig:component name=props-service scope=tenant
type Service struct {
	sig.Instance

	// Region is where it runs.
	Region     string         `sig:"prop,default=eu,enum=eu|us"`
	Tier       Tier           `sig:"prop,default=free"`
	Workers    int            `sig:"prop,default=2,min=1,max=8"`
	Ratio      float64        `sig:"prop,optional"`
	Verbose    bool           `sig:"prop,optional"`
	Owner      string         `sig:"prop,min=1"`
	HTTPPort   uint16         `sig:"prop,optional"`
	Wait       time.Duration  `sig:"prop,default=1s"`
	Code       string         `sig:"prop,optional,pattern='^[A-Z]+$'"`
	Hosts      []string       `sig:"prop,optional"`
	Quota      *Quota         `sig:"prop"`
	Extra      map[string]int `sig:"prop,optional"`
	OptionalID *int           `sig:"prop"`
}

// View is what a service says of itself.
type View struct {
	Region, Code, Owner string
	Tier                Tier
	Workers             int
	Ratio               float64
	Verbose             bool
	Port                uint16
	Wait                time.Duration
	Hosts               []string
	Quota               *Quota
	Extra               map[string]int
	ID                  *int
}

//sig:runnable
func (s *Service) Show(ctx context.Context) (View, error) {
	return View{s.Region, s.Code, s.Owner, s.Tier, s.Workers, s.Ratio, s.Verbose, s.HTTPPort, s.Wait, s.Hosts, s.Quota, s.Extra, s.OptionalID}, nil
}

// Plain has none.
//
//sig:component name=props-plain scope=shared
type Plain struct{ sig.Instance }

//sig:runnable
func (p *Plain) Hello(ctx context.Context) error { return nil }
