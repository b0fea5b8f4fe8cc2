package resolve

import (
	"go/token"
	"go/types"

	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// protoCodec is the package that generated code carries protobuf messages with.
const protoCodec = load.RuntimePath + "/abi/protocodec"

// isProto reports whether t is a protobuf message: a pointer to it has ProtoReflect.
func isProto(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	sig := method(n, "ProtoReflect")
	return sig != nil && sig.Params().Len() == 0 && sig.Results().Len() == 1 &&
		isNamed(sig.Results().At(0).Type(), "google.golang.org/protobuf/reflect/protoreflect", "Message")
}

// isProtoPointer reports whether t is how a protobuf message is passed.
func isProtoPointer(t types.Type) bool {
	ptr, ok := types.Unalias(t).(*types.Pointer)
	return ok && isProto(ptr.Elem())
}

// protoValue resolves a pointer to the message msg, which is left to protobuf's own codec.
func (p *pkgResolver) protoValue(ref *model.Ref, msg types.Type, pos token.Pos, path string) *model.Ref {
	obj, _ := nameOf(msg)
	if p.unnameable(msg, obj, pos, path) {
		return nil
	}
	p.out.Imported[protoCodec] = "protocodec"
	ref.Kind, ref.Elem = model.KindProto, &model.Ref{Type: p.ref(msg), Named: true}
	return ref
}
