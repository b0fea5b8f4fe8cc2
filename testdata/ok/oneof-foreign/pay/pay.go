// Package pay declares a sum type and no component.
package pay

// Method is how to pay.
//
//sig:oneof key=kind
type Method interface{ method() }

// GiftCard has a code.
type GiftCard struct {
	Code string `json:"code"`
}

// Invoice comes later.
type Invoice struct {
	Days int `json:"days" sig:"default=30,max=90"`
}

func (GiftCard) method() {}
func (Invoice) method()  {}
