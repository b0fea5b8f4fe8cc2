package tenantdb

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Customer is a row of table customers.
type Customer struct {
	ID   int    `json:"id" sig:"min=1"`
	Name string `json:"name" sig:"min=1"`
	City string `json:"city"`
}

// Order is a row of table orders.
type Order struct {
	ID       int    `json:"id" sig:"min=1"`
	Customer int    `json:"customer" sig:"min=1"`
	Item     string `json:"item" sig:"min=1"`
	Cents    int64  `json:"cents" sig:"min=0"`
}

// Invoice is a row of table invoices.
type Invoice struct {
	ID    int    `json:"id" sig:"min=1"`
	Order int    `json:"order" sig:"min=1"`
	Due   string `json:"due" sig:"pattern='^[0-9]{4}-[0-9]{2}-[0-9]{2}$'"`
	Paid  bool   `json:"paid"`
}

// ImportParams are rows to add.
type ImportParams struct {
	Customers []Customer `json:"customers,omitempty"`
	Orders    []Order    `json:"orders,omitempty"`
	Invoices  []Invoice  `json:"invoices,omitempty"`
}

// ImportResult says how many rows were added.
type ImportResult struct {
	Rows int `json:"rows"`
}

// Len is the number of rows.
func (p ImportParams) Len() int { return len(p.Customers) + len(p.Orders) + len(p.Invoices) }

// Columns are the columns of a table in the order of Values, nil for a table that
// is not one of [Tables].
func Columns(table string) []string {
	switch table {
	case "customers":
		return []string{"id", "name", "city"}
	case "orders":
		return []string{"id", "customer", "item", "cents"}
	case "invoices":
		return []string{"id", "order", "due", "paid"}
	}
	return nil
}

// Key is the id, by which rows are ordered.
func (c Customer) Key() int { return c.ID }

// Key is the id, by which rows are ordered.
func (o Order) Key() int { return o.ID }

// Key is the id, by which rows are ordered.
func (i Invoice) Key() int { return i.ID }

// Values is the row as text, one value per column.
func (c Customer) Values() []string { return []string{strconv.Itoa(c.ID), c.Name, c.City} }

// Values is the row as text, one value per column.
func (o Order) Values() []string {
	return []string{strconv.Itoa(o.ID), strconv.Itoa(o.Customer), o.Item, strconv.FormatInt(o.Cents, 10)}
}

// Values is the row as text, one value per column; paid is 0 or 1.
func (i Invoice) Values() []string {
	paid := "0"
	if i.Paid {
		paid = "1"
	}
	return []string{strconv.Itoa(i.ID), strconv.Itoa(i.Order), i.Due, paid}
}

// Seal marks text with a credential: whoever holds the same one makes the same seal.
func Seal(key sig.Secret, text string) string {
	mac := hmac.New(sha256.New, []byte(key.Reveal()))
	mac.Write([]byte(text))
	return hex.EncodeToString(mac.Sum(nil)[:6])
}
