package main

import (
	"context"
	"errors"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/clients/stock"
)

// Text is text.
type Text string

// Printer prints for one tenant.
//
//sig:component name=client-printer scope=tenant
type Printer struct{ sig.Instance }

//sig:runnable
func (p *Printer) Print(ctx context.Context, t Text) (Text, error) {
	c, _ := sig.CallerOf(ctx)
	return Text(p.Target()+" prints for "+c.Tenant()+": ") + t, nil
}

// Mailer is served by nobody.
//
//sig:contract name=client-mailer
type Mailer interface {
	//sig:runnable
	Mail(ctx context.Context, t Text) error
}

// Shop uses the others.
//
//sig:component name=client-shop scope=tenant
type Shop struct {
	sig.Instance
	Stock   stock.StockClient `sig:"requires"`
	Printer PrinterClient     `sig:"requires"`
	Any     stock.Stock       `sig:"requires"`
	Mail    MailerClient      `sig:"requires,optional"`
}

//sig:runnable
func (s *Shop) Sell(ctx context.Context, article Text) (Text, error) {
	n, err := s.Stock.Count(ctx, stock.CountParams{Article: string(article)})
	if err != nil {
		return "", err
	}
	m, err := s.Any.Count(ctx, stock.CountParams{Article: "x"})
	if err != nil {
		return "", err
	}
	if err := s.Mail.Mail(ctx, "sold"); !errors.Is(err, sig.ErrNotFound) {
		return "", errors.New("there is a mailer")
	}
	return s.Printer.Print(ctx, Text(strconv.Itoa(int(n+m))))
}
