// Liandong in the browser: one module, helping only. Every page works without it.
//
//   data-live      a block that fetches itself again        data-fill      a block that follows fields of a form
//   data-autosave  a form that keeps its draft              data-repeat    one more block of fields
//   data-alt       Alt+key presses this                     data-count     a button that says how many are ticked
//   data-pick-all  ticks them all, or none                  data-since     a running clock
//   data-shortcuts the page of keys                         data-fold      <details> closed on a narrow screen
//   data-when      what belongs to a choice
//   data-key       this single key opens this link          data-submit-next  what Ctrl+Enter presses
//
// Words come from the server in data- attributes ({seconds}, {time}, {count} are put in here), so there are none below.

const LONGEST_WAIT = 10_000;
const say = (words, values) => (words || "").replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const two = (number) => String(number).padStart(2, "0");
const clock = (at) => `${two(at.getHours())}:${two(at.getMinutes())}`;
const composing = (event) => event.isComposing || event.keyCode === 229;
const token = () => document.querySelector("input[name=csrf_token]")?.value || "";

const kept = {                                   // storage may be closed to us
  get(name) { try { return localStorage.getItem(name); } catch { return null; } },
  set(name, value) { try { localStorage.setItem(name, value); } catch { /* then it holds for this page only */ } },
};

class SignedOut extends Error {}

async function ask(url, options = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), LONGEST_WAIT);
  try {
    const response = await fetch(url, { headers: { "X-Requested-With": "fetch" }, cache: "no-store", signal: stop.signal, ...options });
    if (response.status === 401 || response.redirected) throw new SignedOut();
    if (!response.ok) throw Object.assign(new Error(String(response.status)), await refusal(response));
    return await response.text();
  } finally {
    clearTimeout(timer);
  }
}

const refusal = async (response) => response.headers.get("Content-Type") === "application/json" ? response.json() : {};

const send = (url, data, options) => {
  data.set("csrf_token", token());
  return ask(url, { method: "POST", body: data, ...options });
};

// ── a part of the page changes only when nobody is at it ────────────────────

function edited(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
  const chosen = [...field.options].findIndex((option) => option.defaultSelected);
  return field.selectedIndex !== Math.max(chosen, 0);
}

const STILL = 5_000;                             // so long after a touch the finger may come down again
let touched = { at: -Infinity };
document.addEventListener("pointerdown", (event) => { touched = { at: Date.now(), where: event.target }; });

const fields = (part) => [...part.querySelectorAll("input, textarea, select")];

function pointedAt(part) {
  if (matchMedia("(hover: hover)").matches) return part.matches(":hover");
  return part.getBoundingClientRect().top < 0 || (Date.now() - touched.at < STILL && part.contains(touched.where));
}

function busy(part) {
  const marked = getSelection();
  return pointedAt(part)
    || part.contains(document.activeElement)
    || (marked && !marked.isCollapsed && part.contains(marked.anchorNode))
    || fields(part).some(edited);
}

function likeIn(content, field) {
  const one = ["checkbox", "radio"].includes(field.type) ? `[value="${CSS.escape(field.value)}"]` : "";
  return content.querySelector(`[name="${CSS.escape(field.name)}"]${one}`);
}

// Puts new content into a part: what was unfolded, ticked or typed stays so. Where something typed would have no place
// any more, nothing is changed and the answer is false.
function swap(part, html) {
  const next = document.createElement("template");
  next.innerHTML = html;
  for (const { id } of part.querySelectorAll("details[id][open]")) {
    next.content.getElementById(id)?.setAttribute("open", "");
  }
  if (next.innerHTML.trim() === part.innerHTML.trim()) return true;
  for (const field of fields(part).filter(edited)) {
    const same = likeIn(next.content, field);
    if (field.type === "checkbox" || field.type === "radio") { if (same) same.checked = field.checked; }
    else if (same) same.value = field.value;
    else return false;
  }
  part.replaceChildren(next.content);
  count();
  return true;
}

// ── (a) live blocks ─────────────────────────────────────────────────────────

// A row that is told apart by data-row is announced while the list must hold still. When the sign-in has lapsed the page goes
// to it by itself, unless that would lose something typed: then it says so, and goes on once somebody has signed in elsewhere.

class Live {
  constructor(block) {
    this.block = block;
    this.words = block.dataset;
    for (const name of ["content", "age", "fault", "pause", "show", "signIn"]) {
      this[name] = block.querySelector(`[data-live-${name === "signIn" ? "sign-in" : name}]`);
    }
    this.signIn.href += `?next=${encodeURIComponent(location.pathname + location.search)}`;
    this.at = new Date();                        // the server drew it just now
    this.failures = 0;
    this.pause.addEventListener("click", () => this.stop(!this.paused));
    this.show.addEventListener("click", () => { this.take(); this.tick(); });
    this.pause.parentElement.removeAttribute("hidden");
    document.addEventListener("visibilitychange", () => { this.over = false; this.fetch(); });
    setInterval(() => this.tick(), 1000);
    this.tick();
    this.later();
  }

  later() {
    clearTimeout(this.timer);
    const pause = Number(this.words.every || 5) * Math.min(2 ** this.failures, 12);
    this.timer = setTimeout(() => this.fetch(), pause * 1000);
  }

  stop(paused) {
    this.paused = paused;
    this.pause.textContent = paused ? this.pause.dataset.resume : this.pause.dataset.pause;
    this.tick();
    this.fetch();
  }

  async fetch() {
    if (this.paused || document.hidden || this.asking || this.over) return;
    this.asking = true;
    try {
      this.news = await ask(this.words.live);
      this.at = new Date();
      this.failures = 0;
      this.tell("");
    } catch (problem) {
      this.over = problem instanceof SignedOut;
      this.failures += 1;
      this.tell(this.over ? this.words.expired : say(this.words.lost, { time: clock(this.at) }));
      if (this.over) this.leadToSignIn();
    }
    this.asking = false;
    this.tick();
    this.later();
  }

  leadToSignIn() {
    if (!fields(document.querySelector("main")).some(edited)) location.assign(this.signIn.href);
  }

  tell(fault) {
    this.block.toggleAttribute("data-fault", Boolean(fault));
    this.signIn.hidden = !this.over;
    if (this.fault.textContent !== fault) this.fault.textContent = fault;
  }

  tick() {
    if (this.news !== undefined && !this.paused && !busy(this.content)) this.take();
    this.announce();
    const seconds = Math.round((Date.now() - this.at) / 1000);
    this.age.textContent = this.failures ? ""
      : this.paused ? say(this.words.paused, { time: clock(this.at) })
      : this.news !== undefined && this.show.hidden ? this.words.held
      : say(this.words.updated, { seconds });
  }

  take() {
    if (this.news !== undefined && swap(this.content, this.news)) this.news = undefined;
  }

  announce() {
    if (this.news !== undefined && !this.differs()) this.news = undefined;
    const count = this.news === undefined || this.paused ? 0 : this.arrived();
    this.show.hidden = !count;
    if (count) this.show.textContent = say(this.words.arrived, { count });
  }

  arrived() {
    const next = document.createElement("template");
    next.innerHTML = this.news;
    const known = new Set([...this.content.querySelectorAll("[data-row]")].map((row) => row.dataset.row));
    return [...next.content.querySelectorAll("[data-row]")].filter((row) => !known.has(row.dataset.row)).length;
  }

  differs() {
    const next = document.createElement("template");
    next.innerHTML = this.news;
    for (const { id } of this.content.querySelectorAll("details[id][open]")) {
      next.content.getElementById(id)?.setAttribute("open", "");
    }
    return next.innerHTML.trim() !== this.content.innerHTML.trim();
  }
}

// ── blocks that follow a form: who is calling, where it would go ─────────────
// <div data-fill="/url" data-fields="petitioner.phone" data-least="7"> is posted the named fields (a number never stands in a URL
// or its logs) after a moment's stillness, and shows the partial that comes back.

class Fill {
  constructor(block) {
    this.block = block;
    this.names = block.dataset.fields.split(/[\s,]+/);
    const heard = (event) => this.names.includes(event.target.name) && !event.isComposing && this.soon();
    for (const kind of ["input", "change", "compositionend"]) document.addEventListener(kind, heard);
    if (this.data()) this.soon();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(), 400);
  }

  data() {
    const data = new FormData();
    for (const form of document.forms) {
      for (const [name, value] of new FormData(form)) if (this.names.includes(name)) data.append(name, value);
    }
    const first = String(data.get(this.names[0]) || "").replace(/\s/g, "");
    return this.isEnough(first) || (this.asked && this.block.dataset.complete) ? data : null;
  }

  // Where a whole value is wanted, what is shown of it goes as soon as it is no longer whole.
  isEnough(first) {
    const { complete, least } = this.block.dataset;
    return complete ? new RegExp(`^(${complete})$`).test(first.replaceAll("-", "")) : first.length >= Number(least || 1);
  }

  async fetch() {
    const data = this.data();
    const asked = data ? new URLSearchParams(data).toString() : "";
    if (asked === this.asked) return;
    this.asked = asked;
    if (!data) return;
    try {
      const html = await send(this.block.dataset.fill, data);
      if (asked !== this.asked) return;                           // a slow answer to an older question is dropped
      swap(this.block, html);
      const said = this.block.nextElementSibling;
      if (said?.matches("[data-fill-said]")) said.textContent = this.block.querySelector("[data-said]")?.textContent || "";
    } catch {
      this.asked = undefined;                                     // ask again at the next change
    }
  }
}

// ── drafts: <form data-autosave="/url"> after two seconds of stillness, on leaving a field, on leaving the page ──

// The answer is {revision, saved}: the revision goes with the next save, so that another window's is not overwritten. A save that
// is refused ({refused}) is not tried again; [data-autosave-apart] keeps what stands here as a draft of its own.

class Autosave {
  constructor(form) {
    this.form = form;
    this.line = form.querySelector("[data-autosave-state]");
    this.apart = form.querySelector("[data-autosave-apart]");
    form.addEventListener("input", () => { this.fresh = true; this.soon(2000); });
    form.addEventListener("focusout", () => this.soon(0));
    form.addEventListener("submit", () => { clearTimeout(this.timer); this.over = true; });
    addEventListener("pageshow", () => { this.over = false; });
    document.addEventListener("visibilitychange", () => document.hidden && this.save({ keepalive: true }));
    this.apart?.addEventListener("click", () => this.goApart());
  }

  soon(wait) {
    if (!this.fresh || this.over) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  async save(options) {
    if (!this.fresh || this.saving || this.over) return;
    this.fresh = false;
    this.saving = true;
    try {
      const data = new FormData(this.form);
      data.delete("form_key");                   // it belongs to the one registration
      this.saved(JSON.parse(await send(this.form.dataset.autosave, new URLSearchParams(data), options) || "{}"));
    } catch (problem) {
      this.fresh = true;
      if (problem.refused) this.refuse(problem.refused);
      else this.tell("unsaved", this.at || "–");
    }
    this.saving = false;
    this.soon(2000);
  }

  saved({ revision, saved }) {
    const now = new Date();
    this.at = saved || `${clock(now)}:${two(now.getSeconds())}`;
    if (revision) this.form.elements.draft_revision.value = revision;
    this.tell("saved", this.at);
    this.standHere();
  }

  // A reload, or the page in the other language, brings the draft back.
  standHere() {
    const id = this.form.elements.draft_id?.value;
    if (!id) return;
    const here = `${this.form.dataset.autosave}/${id}`;
    if (location.pathname === here) return;
    history.replaceState(null, "", here);
    const other = document.querySelector(".bar-end a[hreflang]");
    if (other) other.href = `${here}?lang=${other.lang === "en" ? "en" : "zh"}`;
  }

  refuse(words) {
    this.over = true;
    this.line.setAttribute("data-fault", "");
    this.line.textContent = words;
    if (this.apart) this.apart.hidden = false;
  }

  goApart() {
    const id = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
    this.form.elements.draft_id.value = id.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    this.form.elements.draft_revision.value = 0;
    this.apart.hidden = true;
    this.over = false;
    this.fresh = true;
    this.save();
  }

  tell(kind, time) {
    if (!this.line) return;
    this.line.toggleAttribute("data-fault", kind === "unsaved");
    this.line.textContent = say(this.line.dataset[kind], { time });
  }
}

// ── (b) keyboard ────────────────────────────────────────────────────────────

const typing = (at) => at.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
const SINGLE_KEYS = `single-keys ${document.body.dataset.person || ""}`;       // each person keeps their own choice
const within = (at) => at.closest?.("form[data-submit-key]");

function submit(form) {
  form.requestSubmit(form.querySelector("[data-submit-next]") || form.querySelector("button.primary") || undefined);
}

function keys(event) {
  if (composing(event) || event.defaultPrevented) return;
  const { key, target } = event;
  if (key === "Enter") {
    const form = within(target) || (target === document.body && document.querySelector("form[data-submit-key]"));
    if (!form) return;
    if (event.ctrlKey || event.metaKey) { event.preventDefault(); submit(form); }
    else if (target.tagName === "INPUT") event.preventDefault();          // there, only Ctrl+Enter files it
    return;
  }
  if (event.ctrlKey || event.metaKey) return;
  if (event.altKey) {
    const pressed = event.code.replace(/^(Key|Digit)/, "").toLowerCase();
    const what = document.querySelector(`[data-alt="${CSS.escape(pressed)}"]`);
    if (!what || what.disabled) return;
    event.preventDefault();
    if (typing(what)) what.focus();
    else what.click();
    return;
  }
  if (typing(target) || kept.get(SINGLE_KEYS) === "off" || document.querySelector("dialog[open]")) return;
  const search = document.querySelector("[data-search]");
  if (key === "/" && search) { event.preventDefault(); search.focus(); search.select(); }
  if (key === "?" || key === "？") document.querySelector("[data-shortcuts]")?.showModal();
  if (/^[a-z]$/.test(key)) document.querySelector(`[data-key="${key}"]`)?.click();
}

// ── (c) theme ───────────────────────────────────────────────────────────────

function theme(chosen) {
  const root = document.documentElement;
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  else delete root.dataset.theme;
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen));
  }
}

// ── (d) one more block of fields; how many are ticked ────────────────────────

function add(button) {
  const group = button.closest("[data-repeat]");
  const pattern = group.querySelector("template");
  const index = group.querySelectorAll("[data-item]").length;
  const next = document.createElement("template");
  next.innerHTML = pattern.innerHTML.replaceAll("__index__", index).replaceAll("__number__", index + 1);
  const first = next.content.querySelector("input:not([type=hidden]), select, textarea");
  pattern.before(next.content);
  first?.focus();
}

const picks = (form) => [...(form ? form.elements : document.querySelectorAll("input"))].filter((box) => box.closest(".pick"));

function count() {
  for (const button of document.querySelectorAll("[data-count]")) {
    const ticked = picks(button.form).filter((box) => box.checked).length;
    button.dataset.none = button.dataset.none || button.textContent;
    button.textContent = ticked ? say(button.dataset.count, { count: ticked }) : button.dataset.none;
  }
}

function pickAll(form) {
  const boxes = picks(form);
  const tick = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = tick;
  count();
}

// ── (e) parts that belong to a choice: <div data-of="channel" data-when="VISIT LETTER"> ──

function follow(field) {
  for (const part of document.querySelectorAll(`[data-of="${CSS.escape(field.name)}"]`)) {
    part.hidden = !part.dataset.when.split(" ").includes(field.value);
  }
}

const followed = () => { for (const field of document.querySelectorAll("select")) follow(field); };

// ── what acts instead of being read is shown as it will be stored, like shared/legible.py ──

const ACTING = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function mark(sign) {
  const code = sign.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

const legible = (text) => text.replace(ACTING, mark);

function makeLegible(event) {
  const field = event.target;
  if (composing(event) || !field.matches("textarea, input") || field.type === "password") return;
  const text = legible(field.value);
  if (text === field.value) return;
  const caret = legible(field.value.slice(0, field.selectionStart)).length;
  field.value = text;
  if (field.selectionStart !== null) field.setSelectionRange(caret, caret);
}

// ── start ───────────────────────────────────────────────────────────────────

for (const kind of ["input", "compositionend"]) document.addEventListener(kind, makeLegible, true);   // before others hear it

document.addEventListener("keydown", keys);

document.addEventListener("click", (event) => {
  const at = (selector) => event.target.closest?.(selector);
  if (at("[data-add]")) { event.preventDefault(); add(at("[data-add]")); }
  if (at("[data-theme-choice]")) {
    const chosen = at("[data-theme-choice]").dataset.themeChoice;
    kept.set("theme", chosen);
    theme(chosen);
  }
  if (at("[data-open-shortcuts]")) document.querySelector("[data-shortcuts]")?.showModal();
  if (at("[data-print]")) print();
  if (at("[data-pick-all]")) pickAll(at("[data-pick-all]").form);
});

document.addEventListener("change", (event) => {
  if (event.target.tagName === "SELECT") follow(event.target);
  if (event.target.closest(".pick")) count();
  if (event.target.matches("[data-single-keys]")) kept.set(SINGLE_KEYS, event.target.checked ? "on" : "off");
});

document.addEventListener("submit", (event) => {          // a form goes out once, however often the key is pressed
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.hasAttribute("data-sending")) { event.preventDefault(); return; }
  form.setAttribute("data-sending", "");
  setTimeout(() => form.removeAttribute("data-sending"), 5000);
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) form.removeAttribute("data-sending");
  followed();                                    // a browser that goes back puts the choices in again
});

for (const hidden of document.querySelectorAll("[data-with-script]")) hidden.hidden = false;
for (const box of document.querySelectorAll("[data-single-keys]")) box.checked = kept.get(SINGLE_KEYS) !== "off";
theme(kept.get("theme") || "auto");
for (const fold of document.querySelectorAll("[data-fold]")) fold.open = !matchMedia("(max-width: 47.99rem)").matches;
for (const block of document.querySelectorAll("[data-live]")) new Live(block);
for (const block of document.querySelectorAll("[data-fill]")) new Fill(block);
if (new URLSearchParams(location.search).has("phone")) history.replaceState(null, "", location.pathname);   // no number stays in it
for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
for (const at of document.querySelectorAll("[data-since]")) {
  const since = new Date(at.dataset.since);
  setInterval(() => {
    const seconds = Math.max(0, Math.round((Date.now() - since) / 1000));
    at.textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  }, 1000);
}
document.querySelector("[data-error-summary]")?.focus();
count();
