// One engine, one size, one process: node --expose-gc grid.mjs ENGINE W H
const [, , engine, ws, hs] = process.argv;
const [w, h] = [Number(ws), Number(hs)];

const engines = {
  'alien-signals': async () => {
    const m = await import('alien-signals');
    return {
      signal: (v) => { const s = m.signal(v); return [s, s]; },
      computed: (f) => m.computed(f),
      effect: (f) => m.effect(() => { f(); }),
    };
  },
  'preact-signals': async () => {
    const m = await import('@preact/signals-core');
    return {
      signal: (v) => { const s = m.signal(v); return [() => s.value, (x) => { s.value = x; }]; },
      computed: (f) => { const c = m.computed(f); return () => c.value; },
      effect: (f) => m.effect(() => { f(); }),
    };
  },
};

const e = await engines[engine]();
let runs = 0;
let last = 0;
const [get, set] = e.signal(1);
for (let i = 0; i < w; i++) {
  let tail = get;
  for (let j = 0; j < h; j++) {
    const from = tail;
    tail = e.computed(() => from() + 1);
  }
  const end = tail;
  e.effect(() => { runs++; last = end(); });
}
gc();
let n = 1;
const before = runs;
set(++n);
if (runs - before !== w || last !== n + h) throw new Error(`${runs - before} effect runs and the value ${last}`);

const batch = (writes) => {
  const start = performance.now();
  for (let i = 0; i < writes; i++) set(++n);
  return performance.now() - start;
};
let writes = 1;
while (batch(writes) < 40) writes *= 2;
const times = Array.from({ length: 10 }, () => (batch(writes) * 1e6) / writes / (w * (h + 1))).sort((a, b) => a - b);
console.log(JSON.stringify({ W: w, H: h, PerNode: (times[4] + times[5]) / 2 }));
