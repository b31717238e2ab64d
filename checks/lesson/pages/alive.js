"use strict";
// The page that lives: it runs a learner's own computation graph as a hand moves its numbers. It
// reads numbers and the kit's own names from blocks of JSON, and writes text and attributes.

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
const [MANY, PACE, TINY, NEAR] = [20, 1000, 0.1, 0.9]; // ways, a step's time, gradient, output
// A node is [0, number], or [operation, exponent, place, place]; what goes in comes before it.
const inputs = ([op, exponent, a, b], values) => [values[a], op === POWER ? exponent : values[b]];
const slopes = (nodes, values, place) =>
  OPERATIONS[nodes[place][0]][1](values[place], ...inputs(nodes[place], values));

function forward(nodes, values) {
  for (const [place, node] of nodes.entries())
    if (node[0]) values[place] = OPERATIONS[node[0]][0](...inputs(node, values));
  return values;
}

// Return all gradients, or what they are when backward() has come down to a place.
function backward(nodes, values, root, last = 0) {
  const grads = new Array(nodes.length).fill(0);
  grads[root] = 1;
  for (let place = root; place >= last; place -= 1) {
    if (!nodes[place][0] || !grads[place]) continue;
    slopes(nodes, values, place).forEach((slope, n) =>
      (grads[nodes[place][2 + n]] += slope * grads[place]));
  }
  return grads;
}

// A right answer is a graph of its own, with the same numbers in it.
function rightAnswer({ nodes, names, sums, outs, ends, root }, number) {
  const values = nodes.map(([, by]) => by);
  for (const [name, place] of names) values[place] = number(name);
  const [grads, at] = [backward(nodes, forward(nodes, values), root), (place) => values[place]];
  return { sums: sums.map(at), outs: outs.map(at), ends: ends.map(at),
    grads: new Map(names.map(([name, place]) => [name, grads[place]])) };
}

function short(number, digits = 4) { // as Python's %.4g
  if (!Number.isFinite(number)) return number === null ? "–" : "no number"; // not yet
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
    Object.assign(this, data, { section, panel, paint: [], step: null, marks: new Map() });
    this.values = forward(this.nodes, this.nodes.map(([op, number]) => (op ? 0 : number)));
    this.steps = [...this.nodes.keys()].filter((one) => this.nodes[one][0] && one <= this.root);
    this.children = this.nodes.map(() => []);
    this.steps.forEach((place) => this.nodes[place].slice(2).forEach((part, n) =>
      this.children[part].push([place, n])));
    this.movable = new Map(this.movable.map((one) => [one.name,
      { ...one, now: one.start, place: one.places[0], unit: this.units[one.unit],
        places: one.places.filter((place) => !this.nodes[place][0]) }]));
    this.own = [...this.movable.values()].filter(({ unit }) => unit);
    this.names = new Map(this.names);
    this.compute();
    this.isRight = this.right.ends.every((out, k) => near(out, this.expected[k]));
    const size = ({ place }) => (this.use(place) ? Math.abs(this.grads[place]) : Infinity);
    this.chosen = this.own.reduce((least, one) => (size(one) < size(least) ? one : least));
    for (const part of ["bind", "slide", "explain", "plot", "play"]) this[part]();
    section.querySelector("figure").append(panel);
    panel.hidden = false;
    this.update();
  }
  use(place) { return this.children[place][0]?.[0]; } // where a value is used first
  find(...what) { return what.map((one) => this.panel.querySelector(one)); }
  compute() {
    const [step, count] = [this.step, this.steps.length]; // of the film; null where all is shown
    const place = this.steps[step > count ? 2 * count - step : step - 1] ?? -1;
    Object.assign(this, { place: step === null ? null : place, isBack: step > count });
    const back = (root, last) => backward(this.nodes, this.values, root, last);
    forward(this.nodes, this.values);
    this.full = back(this.root);
    const isThere = (at) => at === this.root || this.children[at].some(([one]) => one >= place);
    this.grads = step === null ? this.full : back(this.root, Math.max(place, 0))
      .map((grad, at) => (this.isBack && isThere(at) ? grad : null));
    this.toSum = back(this.terms.at(-2)?.[0][0]);
    this.right = rightAnswer(this.reference, (name) => this.movable.get(name).now);
    this.isMoved = [...this.movable.values()].some((one) => one.now !== one.start);
    this.isUnsure = this.isMoved && (!this.isRight || this.loose.length > 0); // of a right answer
    this.isKnown = this.isRight && !this.isUnsure;
  }
  update(chosen = this.chosen, step = this.step) {
    Object.assign(this, { chosen, step });
    this.compute();
    for (const one of this.paint) one();
  }
  move(many, number) { // or back to their start
    for (const one of many) {
      one.now = number ?? one.start;
      for (const place of one.places) this.values[place] = one.now;
    } // one place may have two names
    for (const one of this.movable.values()) one.now = this.values[one.places[0]] ?? one.now;
    this.update(many.length === 1 && many[0].unit ? many[0] : this.chosen, null);
  }
  mark(element, ...places) { // as the kit has found it, or as it is once a number is moved
    const was = element?.classList.contains("differs");
    const differs = (at) => this.marks.get(at)?.() || this.compared(at);
    return () => element?.classList.toggle("differs",
      this.isMoved ? this.isKnown && places.some(differs) : was);
  }
  label(place) { return this.names.get(place) ?? short(this.values[place]); }
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
      const [title, ...texts] = element.querySelectorAll("title, text");
      const [place, [number, grad]] = [this.rows.indexOf(row), texts.slice(-2)];
      const [name, said] = [texts[0].textContent.replace("≠ ", ""), title.textContent];
      const mark = this.mark(element, place);
      this.follow(element, this.nodes[place][0] ? place : this.use(place));
      this.paint.push(() => {
        put(texts[0], mark() ? `≠ ${name}` : name);
        put(number, short(this.values[place]));
        put(grad, `grad ${short(this.grads[place])}`);
        put(title, this.isMoved ? texts.map((text) => text.textContent).join(", ") : said);
      });
    }
    this.terms.forEach((term, k) => this.bindTerm(term, k));
    const told = [...this.section.querySelectorAll("desc")].map((one) => [one, one.textContent]);
    this.paint.push(() => told.forEach(([one, said]) => put(one, this.isMoved ? "" : said)));
  }
  follow(element, at) { // in the film, what is to come is faint
    const isLater = () => this.place !== null && !this.isBack && at > this.place;
    this.paint.push(() =>
      set(element, { "data-film": isLater() ? "later" : at === this.place && "now" }));
  }
  bindUnit(element, input, k) {
    const [[title, circle, text, want], { name, out }] = [element.children, input ?? this.units[k]];
    const own = this.own.filter((one) => one.unit === this.units[k]).map(({ place }) => place);
    if (out !== null) this.follow(element, out);
    this.paint.push(this.mark(circle, ...own, ...(out === null ? [] : [out])), () => {
      const number = input ? input.now : this.values[out];
      const right = input || !this.isKnown ? number : this.right.outs[k];
      const differs = out !== null && !near(number, right);
      put(text, out === null ? "?" : short(number, 3));
      put(want, differs ? `≠ ${short(right, 3)}` : "");
      put(title, `${name}: ${text.textContent}${differs ? `, expected ${short(right, 3)}` : ""}`);
    });
  }
  bindParameter(element, one) {
    const scale = this.section.querySelector("[data-levels]")?.dataset;
    const level = (number, most) => (!number || !(most > 0) ? "zero" : (number > 0 ? "p" : "n")
      + Math.min(Math.ceil((scale.levels * Math.abs(number)) / most), scale.levels));
    const looks = element.getAttribute("class")?.split(" ").filter((name) => !/^[wg]-/.test(name));
    const [title, text, yes] = ["title", "text", ".mark"].map((of) => element.querySelector(of));
    const cells = [...element.querySelectorAll("td.number")];
    const [[why], expected] = [this.find(".why h4"), cells[2]?.textContent];
    const framed = element.matches("tr") ? element : element.querySelector(":scope.cell rect");
    const mark = this.mark(framed, one.place);
    if (element.matches(".edge")) this.follow(element, this.use(one.place));
    on(element, "click", () => this.update(one, null, why.scrollIntoView({ block: "nearest" })));
    this.paint.push(() => {
      const [value, grad] = [this.values[one.place], this.grads[one.place]];
      [value, grad].forEach((number, k) => put(cells[k], short(number)));
      const right = this.isKnown ? this.right.grads.get(one.name) : null;
      put(cells[2], this.isKnown || this.isUnsure ? short(right) : expected);
      put(yes, mark() ? "≠ yes" : "");
      set(element, { "data-chosen": this.chosen === one });
      if (!title) return;
      const levels = [`g-${level(grad, scale.grad)}`, text ? "" : `w-${level(value, scale.value)}`];
      set(element, { class: [...looks, ...levels].join(" ").trim() });
      const cut = one.place > this.root ? "; no way leads from it to the output" : "";
      put(title, `${one.name}: value ${short(value)}, gradient ${short(grad)}${cut}`);
      put(text, short(grad, 2));
    });
  }
  bindTerm([rows, got, isWrong], k) { // a line of a neuron's sum
    const own = this.own[k];
    const factor = () => this.movable.get(`x[${k}]`)?.now ?? 1;
    const [isTerm, isLast] = [k < this.terms.length - 2, k === this.terms.length - 1];
    const right = () => (own ? own.now * factor()
      : isTerm ? 0 : this.right[isLast ? "outs" : "sums"][0]);
    const slope = (place) => (isTerm ? this.toSum[place] : 1);
    const mine = () => rows.reduce((sum, place) => sum + this.values[place] * slope(place), 0);
    const isTold = !rows.length || near(mine(), got); // by its slopes
    const differs = () => (!this.isMoved ? isWrong : this.isKnown && isTold
      && (rows.length > 0 || isWrong) && !near(mine(), right()));
    if (rows.length) this.marks.set(rows[0], differs);
    const all = (what) => [...this.section.querySelectorAll(`${what}="${k}"]`)];
    const [parts, gots, cells] = [all("[data-part"), all("[data-got"), all("td[data-want")];
    const [wants, products] = [all("text[data-want"), all("[data-product")];
    const marked = [...cells.map((cell) => cell.parentElement), ...parts.slice(-1)];
    const [at] = isTerm ? rows.map((place) => this.use(place)) : rows;
    [...parts, ...gots, ...wants].forEach((one) => this.follow(one, at));
    this.paint.push(() => {
      marked.forEach((one) => one.classList.toggle("differs", differs()));
      const show = (one) => put(one, short(mine(), one.matches(".tight") ? 3 : 4));
      if (rows.length && isTold) gots.forEach(show);
      if (!isTold || (isTerm && !own)) return; // which a right neuron does not have
      wants.forEach((one) => put(one, differs() ? `≠ ${short(right())}` : ""));
      cells.forEach((one) => put(one, short(this.isUnsure ? null : right())));
      products.forEach((one) => put(one, `= ${short(own.now)} · ${short(factor())}`));
    });
  }
  slide() { // what moves it
    const [said, reset, name, grad] = this.find("output", ".reset", ".means code", ".means b");
    for (const line of this.panel.querySelectorAll(".moves .slide")) this.slider(...line.children);
    on(reset, "click", () => this.move([...this.movable.values()]));
    this.paint.push(() => {
      put(said, this.outputs.map((at, k) => `Output ${short(this.values[at])}`
        + (this.isKnown ? `, a right answer ${short(this.right.ends[k])}` : "")).join("; "));
      set(this.section, { "data-moved": this.isMoved, "data-unsure": this.isUnsure });
      put(name, this.chosen.name);
      put(grad, short(this.full[this.chosen.place]));
    });
  }
  slider(name, range, number, grad) { // of one number, or of the parameter that is chosen
    const one = () => this.movable.get(name.value ? this.chosen.name : name.textContent);
    if (name.value) on(name, "change", () => this.update(this.own[name.selectedIndex], null));
    on(range, "focus", () => one().unit && this.update(one(), null));
    on(range, "input", () => this.move([one()], range.valueAsNumber));
    on(range, "pointerdown", () => { this.held = one().now; });
    on(range, "pointercancel", () => this.move([one()], this.held)); // the finger has scrolled
    this.paint.push(() => {
      const { now, start, place, unit, name: label } = one();
      const max = Math.max(unit ? 2 : 3, Math.ceil(2 * Math.abs(start)));
      const told = short(now) + (unit ? `, gradient ${short(this.grads[place])}` : "");
      set(range, { min: -max, max, "aria-label": label, "aria-valuetext": told });
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
        if (child > to || found.length >= MANY) return;
        const [op, , ...parts] = this.nodes[child];
        const slope = slopes(this.nodes, this.values, child)[n];
        const one = { op, slope, by: parts[1 - n], child };
        walk(child, op === PLUS ? way : [one, ...way], all * slope);
      });
    };
    walk(from, [], 1);
    return found;
  }
  factors({ name, place }, out) { // upstream, slope, input; none where several ways lead to out
    const [only, more] = this.ways(place, out);
    if (!only || more) return [];
    const named = only.way.map(({ op, slope, by, child }, n) => {
      if (op === TANH) return ["slope", slope, child === out ? "1 − out · out" : "1 − tanh²"];
      if (op !== TIMES) return [NAMES[op], slope, "its slope"];
      const isInput = n === only.way.length - 1 && this.names.has(by);
      return [isInput ? "input" : "factor", slope, this.names.get(by) ?? ""];
    });
    const isBare = /b$/.test(name) && named.every(([kind]) => kind === "slope");
    return [["upstream", this.full[out]], ...named, ...(isBare ? [["bias", 1]] : [])];
  }
  explain() { // why a gradient is as large or as small as it is
    const [title, list, row] = this.find(".why h4", ".why .said", ".factors");
    this.paint.push(() => {
      const [{ name, place }, out] = [this.chosen, this.chosen.unit.out ?? this.root];
      const [factors, grad] = [this.factors(this.chosen, out), this.full[place]];
      const isTiny = Math.abs(grad) < TINY;
      const isLeast = (size) => isTiny && factors.every(([, one]) => size <= Math.abs(one));
      [...row.children].forEach((box, n) => {
        const [kind, number, of] = factors[n] ?? [];
        box.hidden = !kind;
        [kind, short(number), of, row.dataset[kind]].forEach((one, k) => put(box.children[k], one));
        set(box, { "data-least": isLeast(Math.abs(number)) && (number ? "small" : "zero") });
      });
      const ways = this.ways(factors.length ? out : place, this.root);
      ways.sort((a, b) => Math.abs(b.all) - Math.abs(a.all));
      const sum = (of) => ways.reduce((all, one) => all + of(one.all), 0);
      const isFlat = ([kind]) => kind === "slope" && isTiny && Math.abs(this.values[out]) > NEAR;
      const told = { near: factors.some(isFlat), cut: !ways[0],
        cancel: ways.length < MANY && Math.abs(sum(Number)) < sum(Math.abs) / 2 };
      for (const one in told) this.find(`[data-why=${one}]`)[0].hidden = !told[one];
      put(title, `The gradient of ${name} is ${short(grad)}. Why?`);
      const many = ways.length > 1 ? `is the sum over ${ways.length} ways` : "comes by one way";
      const factor = (one) => `${short(one.slope, 3)} ${this.said(one)}`.trim();
      const lines = ways.map(({ way, all }) =>
        `${short(all)} = ${way.map(factor).reverse().join(" × ")}`);
      list.hidden = ways.length >= MANY || !ways.some(({ way }) => way.some(this.said, this));
      put(list, [`${factors.length ? "Upstream" : "It"} ${many}:`, ...lines].join("\n"));
    });
  }
  said({ op, by }) {
    return op === TIMES ? this.names.get(by) ?? "" : op === TANH ? "slope" : NAMES[op];
  }
  plot() { // tanh and its slope, where the neuron is
    const [figure, words, line] = this.find(".why figure", ".why figcaption", ".why line");
    const [faint, low, dot] = this.find(".faint", ".low", ".dot");
    const at = (z, y) => ({ cx: 130 + 30 * Math.max(-4, Math.min(4, z)), cy: 65 - 50 * y });
    this.paint.push(() => {
      const { out, sum } = this.chosen.unit;
      const isShown = this.nodes[out]?.[0] === TANH && this.nodes[out][2] === sum;
      if ((figure.hidden = !isShown)) return;
      const [z, right] = [this.values[sum], this.right.sums[this.units.indexOf(this.chosen.unit)]];
      const [height, slope, x] = [Math.tanh(z), 1 - Math.tanh(z) ** 2, at(z, 0).cx];
      const look = { ...at(right, Math.tanh(right)), opacity: +(this.isKnown && !near(z, right)) };
      const places = [[line, { x1: x, x2: x }], [dot, at(z, height)], [low, at(z, slope)]];
      for (const [element, where] of [...places, [faint, look]]) set(element, where);
      put(words, `Σ = ${short(z)}: tanh(Σ) = ${short(height)}, slope ${short(slope)}`);
    });
  }
  play() {
    const [range, said] = this.find(".film input", ".film output");
    const [play, back, forth] = this.find(".play", ".back", ".forth");
    const most = (range.max = 2 * this.steps.length);
    let timer;
    const stop = () => { timer = clearInterval(timer); put(play, "Play"); };
    const go = (step) => this.update(this.chosen, Math.max(0, Math.min(most, step)));
    const next = () => {
      if (this.step !== null) go(this.step + 1); // else a hand has moved a number
      if (this.step === null || this.step === most || this.difference()) stop();
    };
    on(back, "click", () => go((this.step ?? most) - 1, stop()));
    on(forth, "click", () => go((this.step ?? 0) + 1, stop()));
    on(range, "input", () => go(range.valueAsNumber, stop()));
    on(range, "pointerdown", () => { range.held = this.step; });
    on(range, "pointercancel", () => this.update(this.chosen, range.held)); // as in slider()
    on(play, "click", () => {
      if (timer) return stop();
      timer = setInterval(next, PACE);
      put(play, "Pause");
      return go((this.step ?? most) === most ? 0 : this.step);
    });
    play.hidden = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.paint.push(() => {
      range.value = this.step ?? most;
      put(said, this.step === null ? `${most} steps: forward, then back.` : this.told());
      set(range, { "aria-valuetext": said.textContent });
      said.classList.toggle("differs", this.difference() !== "");
    });
  }
  told() {
    const { place, isBack } = this;
    if (place < 0) return "Nothing is computed yet.";
    const full = this.full[place];
    const [op, , ...parts] = this.nodes[place];
    const many = (of) => (parts.length > 1 ? parts.map(of).join(` ${NAMES[op]} `)
      : `${NAMES[op]}(${of(parts[0])})`);
    const [label, value] = [(one) => this.label(one), (one) => short(this.values[one])];
    const words = new Set([label(place), many(label), many(value), value(place)]);
    const gets = (slope, n) => (!this.nodes[parts[n]][0] && !this.names.has(parts[n]) ? [] // plain
      : `${label(parts[n])} gets ${short(full)} · ${short(slope)} = ${short(full * slope)}`);
    const each = slopes(this.nodes, this.values, place).flatMap(gets).join(", ");
    return (isBack ? `Back from ${label(place)}: ${each || "to plain numbers alone"}.`
      : `Forward: ${[...words].join(" = ")}.`) + this.difference();
  }
  compared(place) { // a number that a right answer has otherwise, or nothing
    const own = this.own.filter((one) => one.place === place).map(({ name }) =>
      [`the gradient of ${name}`, this.full[place], this.right.grads.get(name)]);
    const found = ["sum", "out"].flatMap((kind) => this.units.map((unit, k) => unit[kind] === place
      && [this.label(place), this.values[place], this.right[`${kind}s`][k]]).filter(Boolean));
    return [...own, ...found].find(([, mine, right]) => !near(mine, right));
  }
  difference() { // of what the film has come to, and a right answer
    const [{ place, isBack }, isEnd] = [this, this.step === 2 * this.steps.length];
    if (place === null || !this.isKnown) return "";
    const isHere = (one) => (this.use(one.place) ?? (isEnd && place)) === place;
    const places = isBack ? this.own.filter(isHere).map((one) => one.place) : [place];
    const [name, mine, right] = places.map((at) => this.compared(at)).find(Boolean) ?? [];
    return name ? ` This differs: ${name} is ${short(mine)}, expected ${short(right)}.` : "";
  }
}

for (const block of document.querySelectorAll('script[type="application/json"]')) {
  new Live(JSON.parse(block.textContent), block.parentElement, block.previousElementSibling);
}
