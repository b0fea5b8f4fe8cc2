package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Folder contains folders and files.
type Folder struct {
	Name    string             `json:"name" sig:"min=1"`
	Files   []File             `json:"files,omitempty"`
	Folders map[string]*Folder `json:"folders,omitempty"`
	Up      *Folder            `json:"up,omitempty"`
}

// File knows a folder again.
type File struct {
	Size int       `json:"size"`
	Link *[]Folder `json:"link"`
}

// Disk has one.
//
//sig:component name=recursive-disk scope=tenant
type Disk struct{ sig.Instance }

//sig:runnable
func (d *Disk) Echo(ctx context.Context, f Folder) (Folder, error) { return f, nil }

// Depth is a number of levels.
type Depth int

//sig:runnable
func (d *Disk) Deep(ctx context.Context, n Depth) (Folder, error) {
	f := Folder{Name: "bottom"}
	for range n {
		up := f
		f = Folder{Name: "f", Up: &up}
	}
	return f, nil
}

//sig:runnable
func (d *Disk) Ring(ctx context.Context) (Folder, error) {
	f := Folder{Name: "ring"}
	f.Up = &f
	return f, nil
}
