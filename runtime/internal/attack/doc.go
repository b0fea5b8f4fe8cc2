// Package attack holds the attacks that the runtime must survive, as tests. It
// stands inside the runtime so that they can count the steps of an offboarding, hold
// scopes that no component gets, and speak as an instance whose code they did not write.
//
// Where it can be done, an attack first succeeds against a deliberately naive
// version of what it attacks, so that its failure afterwards proves something.
package attack
