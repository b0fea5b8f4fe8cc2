package gen

import "time"

// A Phase is one part of a run with the time that it took.
type Phase struct {
	Name string
	Time time.Duration
}

// A clock measures phases, which may come more than once.
type clock struct {
	phases  []Phase
	current string
	since   time.Time
}

// phase ends the current phase and begins another one; "" begins none.
func (c *clock) phase(name string) {
	now := time.Now()
	if c.current != "" {
		c.add(c.current, now.Sub(c.since))
	}
	c.current, c.since = name, now
}

func (c *clock) add(name string, t time.Duration) {
	for i := range c.phases {
		if c.phases[i].Name == name {
			c.phases[i].Time += t
			return
		}
	}
	c.phases = append(c.phases, Phase{name, t})
}
