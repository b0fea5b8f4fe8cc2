package resolve

import (
	"go/ast"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

func (p *pkgResolver) reads(c *componentMark, body *ast.FuncDecl, pure bool) []model.Source {
	return nil
}
