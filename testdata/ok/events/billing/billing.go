// Package billing has events and no components.
package billing

// Invoice is an event.
//
//sig:event topic=events.billing.invoice
type Invoice struct {
	Number int      `json:"number"`
	Lines  []string `json:"lines"`
}
