package core

// NewTestScope makes a live scope and its end, for the tests of providers: the
// package is internal, so nobody else reaches it.
func NewTestScope(tenant, incarnation, component, instance string) (s Scope, end func()) {
	in := newScope(tenant, incarnation, component, instance)
	return Scope{s: in}, in.end
}

// NewTestWhole makes the scope of everything of one incarnation.
func NewTestWhole(tenant, incarnation string) Scope { return Scope{s: wholeScope(tenant, incarnation)} }

// NewTestSetting makes the value that a settings decoder would pass to
// DecodeSetting.
func NewTestSetting(s Scope, path, text string) SettingValue {
	return SettingValue{text: text, path: path, scope: s}
}
