package filewatch

import (
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestDebounce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var fired []time.Duration
		ticks := make(chan struct{})
		done := make(chan struct{})
		go func() {
			defer close(done)
			debounce(ticks, 10*time.Millisecond, 50*time.Millisecond, func() { fired = append(fired, time.Since(start)) })
		}()
		ticks <- struct{}{}
		time.Sleep(4 * time.Millisecond) // on the test's own clock
		ticks <- struct{}{}
		time.Sleep(26 * time.Millisecond)
		for range 20 { // without a pause: 30 ms to 125 ms
			ticks <- struct{}{}
			time.Sleep(5 * time.Millisecond)
		}
		time.Sleep(time.Second)
		close(ticks)
		<-done
		ms := time.Millisecond
		want := []time.Duration{14 * ms, 80 * ms, 130 * ms}
		if len(fired) < 3 || fired[0] != want[0] || fired[1] != want[1] {
			t.Errorf("fired at %v, want about %v", fired, want)
		}
		if last := fired[len(fired)-1]; last < 135*ms-5*ms || last > 140*ms {
			t.Errorf("last fired at %v, want after the last tick", last)
		}
	})
}

// Each way to change a file is noticed; the content is what counts in the end.
func TestWaysToChangeAFile(t *testing.T) {
	write := func(t *testing.T, path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, change := range map[string]struct {
		before, after func(t *testing.T, dir string)
	}{
		"written in place": {
			func(t *testing.T, dir string) { write(t, dir+"/f", "old") },
			func(t *testing.T, dir string) { write(t, dir+"/f", "new") },
		},
		"replaced by rename": {
			func(t *testing.T, dir string) { write(t, dir+"/f", "old") },
			func(t *testing.T, dir string) {
				write(t, dir+"/f~", "new")
				if err := os.Rename(dir+"/f~", dir+"/f"); err != nil {
					t.Fatal(err)
				}
			},
		},
		"removed and made again": {
			func(t *testing.T, dir string) { write(t, dir+"/f", "old") },
			func(t *testing.T, dir string) { os.Remove(dir + "/f"); write(t, dir+"/f", "new") },
		},
		"absent at first": {
			func(t *testing.T, dir string) {},
			func(t *testing.T, dir string) { write(t, dir+"/f", "new") },
		},
		"behind a link": {
			func(t *testing.T, dir string) {
				os.Mkdir(dir+"/real", 0o700)
				write(t, dir+"/real/f", "old")
				os.Symlink("real/f", dir+"/f")
			},
			func(t *testing.T, dir string) { write(t, dir+"/real/f", "new") },
		},
		"a mounted folder swapped": {
			func(t *testing.T, dir string) {
				os.Mkdir(dir+"/..1", 0o700)
				write(t, dir+"/..1/f", "old")
				os.Symlink("..1", dir+"/..data")
				os.Symlink("..data/f", dir+"/f")
			},
			func(t *testing.T, dir string) {
				os.Mkdir(dir+"/..2", 0o700)
				write(t, dir+"/..2/f", "new")
				os.Symlink("..2", dir+"/..tmp")
				if err := os.Rename(dir+"/..tmp", dir+"/..data"); err != nil {
					t.Fatal(err)
				}
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			change.before(t, dir)
			seen := make(chan string, 100)
			w, err := New(dir+"/f", time.Millisecond, func() {
				text, _ := os.ReadFile(dir + "/f")
				seen <- string(text)
			}, func(err error) { t.Error(err) })
			if err != nil {
				t.Fatal(err)
			}
			defer w.Close()
			change.after(t, dir)
			for text := range seen {
				if text == "new" {
					return
				}
			}
		})
	}
}

func TestNoFolder(t *testing.T) {
	if _, err := New(filepath.Join(t.TempDir(), "none", "f"), time.Millisecond, func() {}, func(error) {}); err == nil {
		t.Error("a folder that is not there can be watched")
	}
}
