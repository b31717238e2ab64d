"use strict";
// The page that lives: it runs a learner's own computation graph, forward and backward, as a hand
// moves its numbers. It reads numbers and the kit's own names from the page's blocks of JSON, and
// writes text and attributes. Without it, the pictures stay as the kit has drawn them.

// as in exhibits/alive.py: what each operation gives, and its slopes, from result and inputs
const OPERATIONS = [
  null, // a number that was put in by hand
  [(a, b) => a + b, () => [1, 1]], [(a, b) => a * b, (r, a, b) => [b, a]],
  [(a, b) => a - b, () => [1, -1]], [(a, b) => a / b, (r, a, b) => [1 / b, -a / (b * b)]],
  [Math.tanh, (r) => [1 - r * r]], [Math.exp, (r) => [r]], [Math.log, (r, a) => [1 / a]],
  [(a) => Math.max(0, a), (r, a) => [a > 0 ? 1 : 0]], [(a) => -a, () => [-1]],
  [(a, n) => a ** n, (r, a, n) => [n ? n * a ** (n - 1) : 0]],
];
const NAMES = ["", "+", "·", "−", "/", "tanh", "exp", "log", "relu", "−", "power"];
const [PLUS, TIMES, TANH, POWER] = [1, 2, 5, 10];
const [MOST_TOLD, MOST_WAYS, SMALL] = [3, 500, 0.5]; // a factor below it makes a product small

// A node is [0, number], or [operation, exponent, place, place]; what goes in comes before it.
const inputs = ([op, exponent, a, b], values) => [values[a], op === POWER ? exponent : values[b]];
const slopes = (nodes, values, place) =>
  OPERATIONS[nodes[place][0]][1](values[place], ...inputs(nodes[place], values));

function forward(nodes, values) {
  nodes.forEach((node, place) => {
    if (node[0]) values[place] = OPERATIONS[node[0]][0](...inputs(node, values));
  });
  return values;
}

// Return all gradients, or what they are when backward() has come down to a place.
function backward(nodes, values, root, last = 0) {
  const grads = new Array(nodes.length).fill(0);
  grads[root] = 1;
  for (let place = root; place >= last; place -= 1) {
    if (!nodes[place][0] || !grads[place]) continue;
    slopes(nodes, values, place).forEach((slope, n) => {
      grads[nodes[place][2 + n]] += slope * grads[place];
    });
  }
  return grads;
}

// A right answer: each neuron is tanh(w·x + b), and each layer reads what the one before says.
function rightAnswer({ layers, back, x }, number) {
  const [read, sums, grads] = [[x.map((_, k) => number(`x[${k}]`))], [], new Map()];
  const times = (before, n) => (n < before.length ? before[n] : 1); // a bias comes last
  for (const layer of layers) {
    const before = read.at(-1);
    sums.push(layer.map(({ own }) =>
      own.reduce((sum, [name], n) => sum + number(name) * times(before, n), 0)));
    read.push(sums.at(-1).map(Math.tanh));
  }
  layers.reduceRight((upstream, layer, depth) => {
    const before = read[depth].map(() => 0);
    layer.forEach(({ own }, k) => own.forEach(([name], n) => {
      const slope = upstream[k] * (1 - read[depth + 1][k] ** 2);
      grads.set(name, slope * times(read[depth], n));
      if (n < before.length) before[n] += slope * number(name);
    }));
    return before;
  }, back);
  return { sums: sums.flat(), outs: read.slice(1).flat(), ends: read.at(-1), grads };
}

function short(number, digits = 4) { // as Python's %.4g
  if (!Number.isFinite(number)) return "no number";
  const size = Math.abs(number);
  if (!size || (size >= 1e-4 && size < 10 ** digits)) return String(+number.toPrecision(digits));
  const [digit, power] = number.toExponential(digits - 1).split("e");
  return `${+digit}e${power[0]}${power.slice(1).padStart(2, "0")}`;
}

const near = (a, b) => Math.abs(a - b) <= Math.max(1e-9 * Math.abs(a), 1e-9 * Math.abs(b), 1e-12);
const on = (element, event, action) => element.addEventListener(event, action);
const put = (element, text = "") => {
  if (element && element.textContent !== text) element.textContent = text;
};

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false) element.removeAttribute(name);
    else if (element.getAttribute(name) !== `${value}`) element.setAttribute(name, value);
  }
}

// A picture and all that moves it; `paint` is what to do when a number has changed.
class Live {
  constructor(data, section, panel) {
    Object.assign(this, data, { section, panel, paint: [], step: null });
    this.values = forward(this.nodes, this.nodes.map(([op, number]) => (op ? 0 : number)));
    this.steps = [...this.nodes.keys()].filter((one) => this.nodes[one][0] && one <= this.root);
    this.children = this.nodes.map(() => []);
    for (const place of this.steps) {
      this.nodes[place].slice(2).forEach((part, n) => this.children[part].push([place, n]));
    }
    this.end = this.terms.at(-2)?.rows[0];
    const sum = (out) => (this.nodes[out]?.[0] === TANH ? this.nodes[out][2] : this.end);
    this.units = this.layers.flat().map(({ own, out }) =>
      ({ own, out, sum: sum(out), name: own.at(-1)[0].slice(0, -2) }));
    this.own = this.units.flatMap((unit) => unit.own.map(([name, place]) =>
      ({ name, unit, place, places: [place], start: this.values[place] })));
    const inputs = this.x.map((start, k) => ({ name: `x[${k}]`, places: this.inputs[k], start }));
    this.movable = new Map([...inputs, ...this.own].map((one) => [one.name, one]));
    this.names = new Map(this.units.flatMap((unit) =>
      [[unit.sum, "Σ"], [unit.out, unit.name ? `${unit.name}(…)` : "out"]]));
    for (const one of this.movable.values()) {
      one.now = one.start;
      one.places.forEach((place) => this.names.set(place, one.name));
    }
    this.compute();
    this.isKnown = this.right.ends.every((out, k) => near(out, this.expected[k]));
    const size = ({ place }) => (this.use(place) ? Math.abs(this.grads[place]) : Infinity);
    this.chosen = this.own.reduce((least, one) => (size(one) < size(least) ? one : least));
    this.bind();
    this.slide();
    this.explain();
    this.plot();
    this.play();
    section.querySelector("figure").append(panel);
    panel.hidden = false;
    this.update();
  }
  use(place) { return this.children[place][0]?.[0]; } // where a value is used first
  find(...what) { return what.map((one) => this.panel.querySelector(one)); }
  compute() {
    const { place, isBack } = this.now;
    const back = (root, last) => backward(this.nodes, this.values, root, last);
    forward(this.nodes, this.values);
    this.full = back(this.root);
    this.grads = isBack ? back(this.root, place) : this.full.map((grad) => (place ? 0 : grad));
    this.toSum = this.end === undefined ? [] : back(this.end);
    this.right = rightAnswer(this, (name) => this.movable.get(name).now);
  }
  update(chosen = this.chosen, step = this.step) {
    Object.assign(this, { chosen, step });
    this.compute();
    for (const one of this.paint) one();
  }
  move(many, number) { // or back to their start
    for (const one of many) {
      one.now = number ?? one.start;
      for (const place of one.places) if (!this.nodes[place][0]) this.values[place] = one.now;
    }
    this.update(this.chosen, null);
  }
  label(place) {
    const [[op, , ...parts], names] = [this.nodes[place], this.names];
    const product = op === TIMES && parts.every((part) => names.has(part))
      && parts.map((part) => names.get(part)).join(" · ");
    const other = op === PLUS ? "the sum so far" : short(this.values[place]);
    return names.get(place) || product || other;
  }

  bind() { // the pictures that are there already
    for (const element of this.section.querySelectorAll("[data-name]")) {
      const one = this.movable.get(element.dataset.name);
      const unit = this.units.findIndex(({ name }) => name === element.dataset.name);
      if (element.matches("text")) this.paint.push(() => put(element, short(one.now, 3)));
      else if (element.matches(".unit")) this.bindUnit(element, one, unit);
      else this.bindParameter(element, one);
    }
    for (const element of this.section.querySelectorAll(".drawn .node")) {
      const row = Number(/\br(\d+)\b/.exec(element.getAttribute("class"))[1]);
      const [place, [number, grad]] = [this.rows.indexOf(row), [...element.children].slice(-2)];
      this.follow(element, this.nodes[place][0] ? place : this.use(place));
      this.paint.push(() => {
        put(number, short(this.values[place]));
        put(grad, `grad ${short(this.grads[place])}`);
      });
    }
    this.terms.forEach((term, k) => this.bindTerm(term, k));
  }
  follow(element, at) { // in the film, what is to come is faint
    if (at !== undefined) this.paint.push(() => {
      const { place, isBack } = this.now;
      const isLater = place !== null && (isBack ? at < place : at > place);
      set(element, { "data-film": isLater ? "later" : at === place && "now" });
    });
  }
  bindUnit(element, input, k) {
    const [[title, circle, text, want], { name, out }] = [element.children, input ?? this.units[k]];
    if (out === null) return;
    this.follow(element, out);
    this.paint.push(() => {
      const number = input ? input.now : this.values[out];
      const right = input || !this.isKnown ? number : this.right.outs[k];
      const differs = !near(number, right);
      put(text, short(number, 3));
      put(want, differs ? `≠ ${short(right, 3)}` : "");
      put(title, `${name}: ${text.textContent}${differs ? `, expected ${short(right, 3)}` : ""}`);
      if (this.isKnown) circle.classList.toggle("differs", differs);
    });
  }
  bindParameter(element, one) {
    const scale = this.section.querySelector("[data-levels]")?.dataset;
    const level = (number, most) => (!number || !(most > 0) ? "zero" : (number > 0 ? "p" : "n")
      + Math.min(Math.ceil((scale.levels * Math.abs(number)) / most), scale.levels));
    const looks = element.getAttribute("class")?.split(" ").filter((name) => !/^[wg]-/.test(name));
    const [title, text] = [element.querySelector("title"), element.querySelector("text")];
    const cells = [...element.querySelectorAll("td.number")];
    if (element.matches(".edge")) this.follow(element, this.use(one.place));
    on(element, "click", () => this.update(one));
    this.paint.push(() => {
      const [value, grad] = [this.values[one.place], this.grads[one.place]];
      const right = this.isKnown ? [this.right.grads.get(one.name)] : [];
      [value, grad, ...right].forEach((number, k) => put(cells[k], short(number)));
      set(element, { "data-chosen": this.chosen === one });
      if (!title) return;
      const levels = [`g-${level(grad, scale.grad)}`, text ? "" : `w-${level(value, scale.value)}`];
      set(element, { class: [...looks, ...levels].join(" ").trim() });
      put(title, `${one.name}: value ${short(value)}, gradient ${short(grad)}`);
      put(text, short(grad, 2));
    });
  }
  bindTerm({ rows, got, differs: isWrong }, k) { // a line of a neuron's sum
    const own = this.movable.get(this.units[0].own[k]?.[0]);
    const factor = () => this.movable.get(`x[${k}]`)?.now ?? 1;
    const [isTerm, isLast] = [k < this.terms.length - 2, k === this.terms.length - 1];
    const right = () => (own ? own.now * factor() : this.right[isLast ? "outs" : "sums"][0]);
    const slope = (place) => (isTerm ? this.toSum[place] : 1);
    const mine = () => rows.reduce((sum, place) => sum + this.values[place] * slope(place), 0);
    if (rows.length && !near(mine(), got)) return; // its slopes do not tell what it is
    const all = (what) => [...this.section.querySelectorAll(`${what}="${k}"]`)];
    const [parts, gots, cells] = [all("[data-part"), all("[data-got"), all("td[data-want")];
    if (rows.length) parts.forEach((one) => this.follow(one, isTerm ? this.use(rows[0]) : rows[0]));
    this.paint.push(() => {
      const differs = (rows.length > 0 || isWrong) && !near(mine(), right());
      const digits = (one) => (one.matches(".tight") ? 3 : 4);
      if (rows.length) gots.forEach((one) => put(one, short(mine(), digits(one))));
      if (isTerm && !own) return; // what a right neuron does not have
      all("text[data-want").forEach((one) => put(one, differs ? `≠ ${short(right())}` : ""));
      cells.forEach((one) => put(one, short(right())));
      all("[data-product").forEach((one) => put(one, `= ${short(own.now)} · ${short(factor())}`));
      for (const cell of cells) cell.parentElement.classList.toggle("differs", differs);
      parts.at(-1)?.classList.toggle("differs", differs);
    });
  }

  slide() { // what moves it
    const [said, reset] = this.find("output", ".reset");
    for (const line of this.panel.querySelectorAll(".moves .slide")) this.slider(...line.children);
    on(reset, "click", () => this.move(this.movable.values()));
    this.paint.push(() => put(said, this.outputs.map((at, k) => `Output ${short(this.values[at])}`
      + (this.isKnown ? `, a right answer ${short(this.right.ends[k])}` : "")).join("; ")));
  }
  slider(name, range, number, grad) { // of one number, or of the parameter that is chosen
    const one = () => this.movable.get(name.value ? this.chosen.name : name.textContent);
    if (name.value) on(name, "change", () => this.update(this.own[name.selectedIndex]));
    on(range, "focus", () => one().unit && this.update(one()));
    on(range, "input", () => this.move([one()], range.valueAsNumber));
    this.paint.push(() => {
      const { now, start, place, unit, name: label } = one();
      const max = Math.max(unit ? 2 : 3, 2 * Math.abs(start));
      set(range, { min: -max, max, "aria-label": label, "aria-valuetext": short(now) });
      if (range.valueAsNumber !== now) range.value = now;
      if (name.value) name.value = this.chosen.name;
      put(number, short(now, 3));
      put(grad, unit ? short(this.grads[place], 3) : "");
      set(range.parentElement, { "data-chosen": one() === this.chosen });
    });
  }

  ways(from, to) { // each as its slopes, the last one first; those of a sum are 1 and left out
    const found = [];
    const walk = (place, way, all) => {
      if (place === to) return found.push({ way, all });
      return this.children[place].forEach(([child, n]) => {
        if (child > to || found.length >= MOST_WAYS) return;
        const [op, , ...parts] = this.nodes[child];
        const slope = slopes(this.nodes, this.values, child)[n];
        const more = op === PLUS ? way : [{ op, child, slope, by: parts[1 - n] }, ...way];
        walk(child, more, all * slope);
      });
    };
    walk(from, [], 1);
    return found;
  }
  factors({ name, place }, out) { // upstream, slope, input; none where several ways lead to out
    const [only, more] = this.ways(place, out);
    if (!only || more) return [];
    const named = only.way.map(({ op, slope, by }, n) => {
      if (op === TANH) return ["slope", slope, "1 − out · out"];
      if (op !== TIMES) return [NAMES[op], slope, "its slope"];
      return [n === only.way.length - 1 ? "input" : "times", slope, this.names.get(by) ?? ""];
    });
    if (/b$/.test(name) && named.at(-1)?.[0] !== "input") named.push(["input", 1, "it has none"]);
    const end = out === this.root ? "out is the end" : "after it";
    return [["upstream", this.full[out], end], ...named];
  }

  explain() { // why a gradient is as large or as small as it is
    const [title, list] = this.find(".why h4", ".why .said");
    const all = (what) => this.panel.querySelectorAll(what);
    const [boxes, whys] = [all(".factors span"), all("[data-why]")];
    this.paint.push(() => {
      const [{ name, place }, out] = [this.chosen, this.chosen.unit.out ?? this.root];
      const factors = this.factors(this.chosen, out);
      const [least] = [...factors].sort((a, b) => Math.abs(a[1]) - Math.abs(b[1]));
      boxes.forEach((box, n) => {
        const [kind, number, of] = factors[n] ?? [];
        box.hidden = !kind;
        [kind, short(number), of].forEach((text, k) => put(box.children[k], text));
        set(box, { "data-least": kind && factors[n] === least && Math.abs(number) < SMALL });
      });
      const ways = this.ways(factors.length ? out : place, this.root);
      ways.sort((a, b) => Math.abs(b.all) - Math.abs(a.all));
      const why = !ways.length ? "cut" : least && Math.abs(least[1]) < SMALL && least[0];
      for (const one of whys) one.hidden = one.dataset.why !== why;
      put(title, `The gradient of ${name} is ${short(this.full[place])}. Why?`);
      const lines = ways.slice(0, MOST_TOLD).map((one) => this.through(one));
      lines.unshift(`${least ? "Upstream" : "It"} is the sum over ${ways.length} ways:`);
      if (ways.length > MOST_TOLD) lines.push(`and ${ways.length - MOST_TOLD} more`);
      list.hidden = !ways.length || (least && out === this.root);
      put(list, lines.join("\n"));
    });
  }
  through({ way, all }) {
    const isOn = ({ out }) => out !== this.root && way.some(({ child }) => child === out);
    const names = this.units.filter(isOn).map(({ name }) => name).join(" and ");
    const slopes = way.map(({ slope }) => short(slope, 3)).reverse().join(" × ");
    return `${short(all)} = ${slopes}${names && `, through ${names}`}`;
  }
  plot() { // tanh and its slope, where the neuron is
    const [figure, words, line] = this.find(".why figure", ".why figcaption", ".why line");
    const [faint, low, dot] = this.find(".faint", ".low", ".dot");
    const at = (z, y) => ({ cx: 130 + 30 * Math.max(-4, Math.min(4, z)), cy: 65 - 50 * y });
    this.paint.push(() => {
      const { out, sum } = this.chosen.unit;
      figure.hidden = this.nodes[out]?.[0] !== TANH;
      if (figure.hidden) return;
      const [z, right] = [this.values[sum], this.right.sums[this.units.indexOf(this.chosen.unit)]];
      const [height, slope, x] = [Math.tanh(z), 1 - Math.tanh(z) ** 2, at(z, 0).cx];
      const look = { ...at(right, Math.tanh(right)), opacity: +(this.isKnown && !near(z, right)) };
      const places = [[line, { x1: x, x2: x }], [dot, at(z, height)], [low, at(z, slope)]];
      for (const [element, where] of [...places, [faint, look]]) set(element, where);
      put(words, `z = ${short(z)}: tanh(z) = ${short(height)}, slope ${short(slope)}`);
    });
  }

  get now() { // where the film is: `step` is null where all is shown
    const [step, count] = [this.step, this.steps.length];
    const place = this.steps[step > count ? 2 * count - step : step - 1] ?? -1;
    return { place: step === null ? null : place, isBack: step > count };
  }
  play() {
    const [range, said] = this.find(".film input", ".film output");
    const [play, back, forth] = this.find(".play", ".back", ".forth");
    const most = (range.max = 2 * this.steps.length);
    let timer;
    const stop = () => { timer = clearInterval(timer); };
    const go = (step) => this.update(this.chosen, Math.max(0, Math.min(most, step)));
    const next = () => {
      if (this.step !== null) go(this.step + 1); // else a hand has moved a number
      if (this.step === null || this.step === most || this.difference()) stop();
    };
    on(back, "click", () => go((this.step ?? most) - 1, stop()));
    on(forth, "click", () => go((this.step ?? 0) + 1, stop()));
    on(range, "input", () => go(range.valueAsNumber, stop()));
    on(play, "click", () => {
      if (timer) return stop();
      timer = setInterval(next, Math.max(120, Math.min(900, 30_000 / most)));
      return go((this.step ?? most) === most ? 0 : this.step);
    });
    play.hidden = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.paint.push(() => {
      range.value = this.step ?? most;
      put(said, this.step === null ? `${most} steps: forward, then back.` : this.told());
      said.classList.toggle("differs", this.difference() !== "");
    });
  }
  told() {
    const { place, isBack } = this.now;
    if (place < 0) return "Nothing is computed yet.";
    const [op, , ...parts] = this.nodes[place];
    const many = (of) => (parts.length > 1 ? parts.map(of).join(` ${NAMES[op]} `)
      : `${NAMES[op]}(${of(parts[0])})`);
    const [label, value] = [(one) => this.label(one), (one) => short(this.values[one])];
    const words = new Set([label(place), many(label), many(value), value(place)]);
    const each = slopes(this.nodes, this.values, place).map((slope, n) =>
      `${label(parts[n])} gets ${short(this.full[place])} · ${short(slope)}`);
    return (isBack ? `Back from ${label(place)}: ${each.join(", ")}.`
      : `Forward: ${[...words].join(" = ")}.`) + this.difference();
  }
  difference() { // of what the film has come to, and a right answer
    const [{ place, isBack }, isEnd] = [this.now, this.step === 2 * this.steps.length];
    if (place === null || !this.isKnown) return "";
    const isHere = (one) => (this.use(one.place) ?? (isEnd && place)) === place;
    const found = isBack ? this.own.filter(isHere).map(({ name, place: at }) =>
      [`the gradient of ${name}`, this.full[at], this.right.grads.get(name)])
      : ["sum", "out"].flatMap((kind) => this.units.map((unit, k) => unit[kind] === place
        && [this.label(place), this.values[place], this.right[`${kind}s`][k]]).filter(Boolean));
    const [name, mine, right] = found.find((one) => !near(one[1], one[2])) ?? [];
    return name ? ` This differs: ${name} is ${short(mine)}, expected ${short(right)}.` : "";
  }
}

for (const block of document.querySelectorAll('script[type="application/json"]')) {
  new Live(JSON.parse(block.textContent), block.parentElement, block.previousElementSibling);
}
