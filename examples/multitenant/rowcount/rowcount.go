// Package rowcount counts rows across tenants: the operator's view, and the only
// component here that leaves a tenant.
//
// scope=admin is written in the source, so a reviewer sees it; its clients have
// Target, which those of tenants have not; and every call that it makes into a
// tenant needs a reason, which the kernel writes to the audit sink before the call.
package rowcount

import (
	"context"

	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
)

// CountParams says which tenants to count, and why.
type CountParams struct {
	Tenants []string `json:"tenants" sig:"min=1"`
	// Reason is what the audit lines say. Without one the kernel denies the calls.
	Reason string `json:"reason" sig:"optional"`
}

// CountResult is rows by tenant, in the order of the params.
type CountResult struct {
	Tenants []TenantCount `json:"tenants"`
	Total   int           `json:"total"`
}

// TenantCount is one tenant's rows.
type TenantCount struct {
	Tenant string                `json:"tenant"`
	Engine string                `json:"engine"`
	Tables []tenantdb.TableState `json:"tables"`
	Rows   int                   `json:"rows"`
}

// RowCounter counts rows of any tenant's database.
//
//sig:component name=row-count version=1.0 scope=admin
type RowCounter struct {
	sig.Instance

	Databases tenantdb.APIAdminClient `sig:"requires"`
}

// Count asks every tenant's database for its state. It stops at the first refusal.
//
//sig:runnable desc="Count rows across tenants" timeout=30s idempotent
func (c *RowCounter) Count(ctx context.Context, p CountParams) (CountResult, error) {
	var r CountResult
	for _, tenant := range p.Tenants {
		s, err := c.Databases.Target(tenant).Status(sig.Reason(ctx, p.Reason))
		if err != nil {
			return CountResult{}, err
		}
		n := TenantCount{Tenant: tenant, Engine: s.Engine, Tables: s.Tables}
		for _, t := range s.Tables {
			n.Rows += t.Rows
		}
		r.Tenants = append(r.Tenants, n)
		r.Total += n.Rows
	}
	return r, nil
}
