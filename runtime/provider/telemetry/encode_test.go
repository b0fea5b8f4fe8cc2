package telemetry_test

import (
	"strings"

	"go.opentelemetry.io/otel/attribute"
)

// values encodes the values of a set of attributes, in the order of their keys.
type values struct{}

var valuesID = attribute.NewEncoderID()

func (values) Encode(i attribute.Iterator) string {
	var all []string
	for i.Next() {
		all = append(all, i.Attribute().Value.String())
	}
	return strings.Join(all, " ")
}

func (values) ID() attribute.EncoderID { return valuesID }
