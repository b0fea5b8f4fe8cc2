package demo

import (
	"context"
	"fmt"

	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
)

// seeds are the rows that each tenant begins with. No name is in two of them, so
// a row says whose it is.
func seeds(tenant string) tenantdb.ImportParams {
	switch tenant {
	case acme:
		return rows(1, 14, []string{"Wile E. Coyote", "Road Runner", "Marvin", "Foghorn", "Elmer"}, []string{"rocket skates", "giant magnet", "portable hole"}, "Tucson")
	case globex:
		return rows(101, 23, []string{"Hank Scorpio", "Mindy", "Frank Grimes", "Lenny", "Carl", "Martin", "Zutroy"}, []string{"doomsday device", "hammock"}, "Cypress Creek")
	case initech:
		return rows(201, 9, []string{"Bill Lumbergh", "Milton Waddams", "Peter Gibbons"}, []string{"red stapler", "TPS report"}, "Austin")
	case hooli:
		return rows(301, 6, []string{"Gavin Belson", "Jack Barker"}, []string{"signature box"}, "Mountain View")
	}
	return tenantdb.ImportParams{}
}

// rows makes one customer per name, orders of the items in turn, and an invoice
// for every second order. Ids begin at first.
func rows(first, orders int, names, items []string, city string) (p tenantdb.ImportParams) {
	for i, name := range names {
		p.Customers = append(p.Customers, tenantdb.Customer{ID: first + i, Name: name, City: city})
	}
	for i := range orders {
		p.Orders = append(p.Orders, tenantdb.Order{ID: first + i, Customer: first + i%len(names), Item: items[i%len(items)], Cents: int64(995 + 250*i)})
		if i%2 == 0 {
			p.Invoices = append(p.Invoices, tenantdb.Invoice{ID: first + i/2, Order: first + i, Due: fmt.Sprintf("2026-%02d-15", 1+i/2%12), Paid: i%3 == 0})
		}
	}
	return p
}

// seed fills a tenant's database, unless a run before has.
func (w *world) seed(ctx context.Context, tenant string) error {
	s, err := w.databases.Target(tenant).Status(ctx)
	if err != nil || total(s.Tables) > 0 {
		return err
	}
	if tenant == initech {
		_, err = w.json.Target(tenant).Import(ctx, seeds(tenant))
	} else {
		_, err = w.sqlite.Target(tenant).Import(ctx, seeds(tenant))
	}
	return err
}

func total(tables []tenantdb.TableState) (n int) {
	for _, t := range tables {
		n += t.Rows
	}
	return n
}
