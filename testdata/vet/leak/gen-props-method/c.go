package genpropsmethod

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C does.
//
//sig:component name=gen-props-method scope=tenant
type C struct {
	sig.Instance
	Region string `sig:"prop,default=eu"`
}

var regions []string

func (p CProps) note() { regions = append(regions, p.Region) } // want SIG701

//sig:runnable
func (c *C) Do(ctx context.Context) error {
	CProps{Region: c.Region}.note()
	return nil
}
